"""What the law says of one duty of an old case, and of the case as a whole."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.order.clock import Clock
from domain.vocabulary import ClockName
from services.imports.demands import Demand, Field
from services.trials.brought_limits import MatterLimit, Promise


class CaseVerdict(StrEnum):
    """What the law says of an old case."""

    IN_TIME = "in_time"
    LATE = "late"
    OPEN = "open"
    """It is not closed, and not due yet."""
    PAST_DUE = "past_due"
    """It is not closed, and was due before the instant as of which it is asked."""
    UNTIMED = "untimed"
    """The file calls it closed, or tells what came after it, and does not say when."""
    REVERSED = "reversed"
    """It ends before it begins: the file contradicts itself, and nothing is said of it."""
    NO_LIMIT = "no_limit"
    """The law sets no limit for such a case."""


LATE: Final = {
    CaseVerdict.IN_TIME: False,
    CaseVerdict.LATE: True,
    CaseVerdict.PAST_DUE: True,
}
"""Whether a case with that verdict is a miss."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One duty of an old case under the law; instants carry the offset of the file."""

    demand: Demand
    name: ClockName
    opened: datetime
    """When the duty began."""
    closed: datetime | None
    """When it ended."""
    clock: Clock | None
    """The duty of an order, as the core would begin it at that instant."""
    due: datetime | None
    """When it was due, with what the file says of extensions and pauses."""
    late_by: timedelta
    """Office time from the due to the end, zero if it was in time."""
    judged: CaseVerdict
    promised_day: date | None = None
    """The day that the case was promised, as it is where the law counts."""
    promise: Promise | None = None
    """What the promised day is to this duty; None where the case brings none."""
    matter_limit: MatterLimit | None = None
    """Whose limit it is, where the case names its matter."""
    differs: tuple[str, ...] = ()
    """Where the file itself says something else, and why."""

    @property
    def is_promised(self) -> bool:
        """Whether the promised day is its limit."""
        return self.promise is Promise.GOVERNS

    @property
    def limit(self) -> str | None:
        """The limit as the law writes it, or the day that was promised in its place."""
        if self.clock is None:
            return None
        return f"promised {self.promised_day}" if self.is_promised else self.clock.limit.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCase:
    """One row that was judged: each of its duties, and how each would fare by another begin."""

    verdicts: tuple[Verdict, ...]
    otherwise: tuple[tuple[ClockName, Field], ...] = ()
    """The duties whose verdict would be another one if they began with that field."""
