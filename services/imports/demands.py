"""A demand as a file tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

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
    SAID_LATE = "said_late"
    SAID_IN_TIME = "said_in_time"
    STATUS = "status"
    TYPE = "type"
    CLASS = "class"
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
)
AHEAD: Final = frozenset({Field.DUE, Field.EXTENDED_TO, Field.RESUMED})
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

    @property
    def opened(self) -> datetime | None:
        """When the citizen called; of a file that does not say it, when the demand was accepted."""
        return self.times.get(Field.OPENED) or self.times.get(Field.ACCEPTED)

    @property
    def closed(self) -> datetime | None:
        """When the unit had handled it."""
        return self.times.get(Field.CLOSED)
