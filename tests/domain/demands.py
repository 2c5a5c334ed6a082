"""Demands to choose from: by whatever way they come, and whoever brings them."""

from datetime import datetime, timedelta
from itertools import product

from domain.vocabulary import Channel, ItemClass, ItemType, Urgency
from tests.domain.case import DISTRICT, QUEUE, TERRITORY
from tests.domain.every_command import c

OFTEN = 5


def registrations(now: datetime) -> list[c.Register]:
    """Any demand, at this hour."""
    choices = product((ItemType.HELP, *ItemType), ItemClass, (Urgency.ORDINARY, Urgency.EMERGENCY))
    usual = [
        c.Register(type=type, class_=class_, urgency=urgency, territory=territory, district=place)
        for type, class_, urgency in choices
        for territory, place in (("", ""), (TERRITORY, DISTRICT))
    ]
    return [*usual, *from_elsewhere(now) * OFTEN, *answered_calls(now)]


def from_elsewhere(now: datetime) -> list[c.Register]:
    """Demands that another platform hands over, that come again, or that are entered late."""
    dues = (now + span for span in (timedelta(minutes=5), timedelta(days=2), timedelta(days=9)))
    return [
        *(c.Register(type=ItemType.HELP, source="province", upstream_due=due) for due in dues),
        *(
            c.Register(type=ItemType.HELP, source="city", handed_at=now - timedelta(hours=hours))
            for hours in (1, 13, 400)
        ),
        c.Register(type=ItemType.HELP, repeats="20260101-000001"),
        c.Register(type=ItemType.REPORT, channel=Channel.IN_PERSON, interested=True),
        c.Register(type=ItemType.COMPLAINT, about_unit="roads"),
        c.Register(type=ItemType.REPORT, anonymous=True),
        c.Register(type=ItemType.HELP, urgency=Urgency.EMERGENCY, anonymous=True),
        *(c.Register(type=ItemType.HELP, queue=queue) for queue in (QUEUE, "businesses")),
        c.Register(type=ItemType.HELP, queue=QUEUE, line="12345-old"),
        c.Register(type=ItemType.COMPLAINT, line="12315"),
        c.Register(type=ItemType.HELP, called_at=now - timedelta(hours=3), confirmed_by="second"),
        c.Register(type=ItemType.HELP, channel=Channel.IMPORT, called_at=now - timedelta(days=400)),
    ]


def answered_calls(now: datetime) -> list[c.Register]:
    """Demands whose ringing the switch recorded, or whose callers are restricted."""
    rang, until = now - timedelta(seconds=40), now + timedelta(days=3)
    calls = ((Channel.PHONE, now), (Channel.SMS, now), (Channel.FAX, now), (Channel.PHONE, None))
    return [
        *(
            c.Register(type=ItemType.HELP, channel=channel, rang_at=rang, answered_at=answered)
            for channel, answered in calls
        ),
        *(c.Register(type=ItemType.HELP, restricted_until=u) for u in (rang, until)),
    ]
