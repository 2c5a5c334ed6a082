"""`?as_of=`: the same questions, asked of an instant that has passed (截至某一时刻)."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Query

from services.office import Office
from services.orders.as_of import Then
from store.commands.birth import birth_of

AsOf = Annotated[
    datetime | None,
    Query(description="ISO 8601: as it stood then, from facts alone; without offset: local."),
]


def in_zone(instant: datetime, zone: ZoneInfo) -> datetime:
    """An instant as it was asked for; without an offset it is local."""
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)


def then_of(office: Office) -> Then:
    """Who answers how things stood."""
    return Then(engine=office.engines.patient, laws=office.laws)


async def zone_of(office: Office, number: str) -> ZoneInfo:
    """The zone of the calendar that an order counts by; raises UnknownOrder."""
    birth = await birth_of(office.engines.patient, number)
    return ZoneInfo((await office.laws.at_birth(birth.record)).calendar.time_zone)
