"""A demand as a file tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from domain.time.instants import AN_INSTANT
from domain.vocabulary import ItemClass, ItemType, Urgency


class Field(StrEnum):
    """What a file can tell about a demand (design 8)."""

    NUMBER = "number"
    OPENED = "opened"
    """When the citizen called, or the order was written down."""
    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    SIGNED = "signed"
    CONTACTED = "contacted"
    ARRIVED = "arrived"
    CLOSED = "closed"
    """When the unit had handled it."""
    REVIEWED = "reviewed"
    CALLED_BACK = "called_back"
    ENDED = "ended"
    """When the order as a whole was over."""
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED_BY = "extended_by"
    EXTENDED_TO = "extended_to"
    DUE = "due"
    """Until when the file itself says that it was due."""
    PROMISED = "promised"
    """The day by which the case itself was promised: it may take the place of the limit."""
    SAID_LATE = "said_late"
    SAID_IN_TIME = "said_in_time"
    STATUS = "status"
    TYPE = "type"
    CLASS = "class"
    MATTER = "matter"
    """What it is about, by its code in the dispatch catalogue: it may have a limit of its own."""
    URGENCY = "urgency"
    UNIT = "unit"
    CALLER = "caller"
    PHONE = "phone"
    SUBJECT = "subject"
    TEXT = "text"


TIMES: Final = (
    Field.OPENED,
    Field.ACCEPTED,
    Field.DISPATCHED,
    Field.SIGNED,
    Field.CONTACTED,
    Field.ARRIVED,
    Field.CLOSED,
    Field.REVIEWED,
    Field.CALLED_BACK,
    Field.ENDED,
    Field.PAUSED,
    Field.RESUMED,
    Field.EXTENDED_TO,
    Field.DUE,
    Field.PROMISED,
)
AHEAD: Final = frozenset({Field.DUE, Field.PROMISED, Field.EXTENDED_TO, Field.RESUMED})
"""The times that may lie ahead: nobody says of them that they were."""
A_DAY: Final = timedelta(days=1)
WORDS: Final = (Field.TYPE, Field.CLASS, Field.URGENCY)
"""What a file tells in words of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One row of the file, understood; instants carry their offset, an empty text says nothing."""

    row: int
    number: str
    times: Mapping[Field, datetime] = field(default_factory=dict)
    days_only: tuple[Field, ...] = ()
    """The times of which the file tells the day only."""
    type: ItemType = ItemType.HELP
    class_: ItemClass = ItemClass.OTHER
    urgency: Urgency = Urgency.ORDINARY
    untold: tuple[Field, ...] = ()
    """The words that are taken as usual, because the file does not tell them."""
    category: str = ""
    """The class as the file words it."""
    matter: str = ""
    """What it is about, by the code of the dispatch catalogue."""
    unit: str = ""
    caller: str = ""
    phone: str = ""
    subject: str = ""
    text: str = ""
    extended_by: int = 0
    """Days by which the file says that the due was put off."""
    said_late: bool | None = None
    """Whether the file itself calls the order late; None where it does not say."""
    said_closed: bool = False
    """Whether the file says in words that the order is closed."""

    def until(self, told: Field) -> datetime | None:
        """Until when a time of the file runs: a day without a time runs to its 24:00."""
        at = self.times.get(told)
        return at + A_DAY if at is not None and told in self.days_only else at

    def promised_day(self, zone: ZoneInfo) -> date | None:
        """The day that was promised, as it is in a zone: its 24:00 is its own end."""
        until = self.until(Field.PROMISED)
        return (until - AN_INSTANT).astimezone(zone).date() if until else None

    @property
    def opened(self) -> datetime | None:
        """When the citizen called; of a file that does not say it, when the demand was accepted."""
        return self.times.get(Field.OPENED) or self.times.get(Field.ACCEPTED)

    @property
    def closed(self) -> datetime | None:
        """When the unit had handled it."""
        return self.times.get(Field.CLOSED)
