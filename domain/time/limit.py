"""How long a duty may take, and by which convention the time is counted."""

import re
from dataclasses import dataclass
from enum import StrEnum

SECOND = 1
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
LONGEST_IN_DAYS = 3650
ZERO_REFUSED = (
    'a limit must be more than zero; by the end of the same day is "0 ND", of the same working day'
    ' "0 WD", by its close of business "0 WD close"'
)


class BadLimit(ValueError):
    """The text or the amount does not state a lawful limit."""


class Convention(StrEnum):
    """How a limit is counted (G22, G23)."""

    NATURAL_TIME = "natural_time"
    """Every second counts, nights and holidays too."""
    NATURAL_DAYS = "natural_days"
    """Calendar days, the first not counted, until 24:00 of the last."""
    WORKING_DAYS = "working_days"
    """Working days, the first not counted, until 24:00 of the last."""
    WORKING_DAYS_TO_CLOSE = "working_days_to_close"
    """Working days, the first not counted, until the office closes on the last."""
    WORKING_TIME = "working_time"
    """Only time within office hours on working days counts."""
    WORKING_DAYS_SAME_TIME = "working_days_same_time"
    """The same time of day so many working days later."""
    NATURAL_DAYS_PUT_OFF = "natural_days_put_off"
    """Calendar days, the first not counted; a last day that is not worked is put off to the next
    one that is, until its 24:00."""
    NATURAL_DAYS_SAME_TIME = "natural_days_same_time"
    """The same time of day so many calendar days later."""


class SameDay(StrEnum):
    """How a limit of no days is counted: what comes in on a day is due on it."""

    CALENDAR_DAY = "calendar_day"
    """Until 24:00 of the day on which the duty begins."""
    WORKING_DAY = "working_day"
    """Until 24:00 of that day, or of the next one that is worked."""
    CLOSE = "close"
    """Until the office closes on that day; what begins after closing is due on the next."""


SAME_DAY: dict[Convention, SameDay] = {
    Convention.NATURAL_DAYS: SameDay.CALENDAR_DAY,
    Convention.WORKING_DAYS: SameDay.WORKING_DAY,
    Convention.WORKING_DAYS_TO_CLOSE: SameDay.CLOSE,
}
"""The conventions by which a duty may be due on the day on which it begins."""

UNITS: dict[str, tuple[Convention, int]] = {
    "h": (Convention.NATURAL_TIME, HOUR),
    "min": (Convention.NATURAL_TIME, MINUTE),
    "s": (Convention.NATURAL_TIME, SECOND),
    "ND": (Convention.NATURAL_DAYS, 1),
    "ND put-off": (Convention.NATURAL_DAYS_PUT_OFF, 1),
    "ND same-time": (Convention.NATURAL_DAYS_SAME_TIME, 1),
    "WD": (Convention.WORKING_DAYS, 1),
    "WD close": (Convention.WORKING_DAYS_TO_CLOSE, 1),
    "WD same-time": (Convention.WORKING_DAYS_SAME_TIME, 1),
    "WH": (Convention.WORKING_TIME, HOUR),
    "WM": (Convention.WORKING_TIME, MINUTE),
    "WS": (Convention.WORKING_TIME, SECOND),
}
"""Each unit a limit may be written in; of one convention the longest comes first."""

WRITTEN = re.compile(r"(?P<amount>[0-9]+) ?(?P<unit>[A-Za-z][A-Za-z -]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit: whole days for the conventions in days, whole seconds for those in time."""

    convention: Convention
    amount: int

    def __post_init__(self) -> None:
        """Refuse what is less than nothing, no time at all, or more than ten years."""
        if self.amount < 0 or (self.amount == 0 and self.convention not in SAME_DAY):
            raise BadLimit(f"{ZERO_REFUSED}, not {self.amount}")
        if self.amount > LONGEST_IN_DAYS * (DAY if self.in_seconds else 1):
            raise BadLimit(f"a limit may not exceed {LONGEST_IN_DAYS} days")

    @property
    def counted(self) -> Convention | SameDay:
        """By what it is counted, as it is told in words."""
        return self.convention if self.amount else SAME_DAY[self.convention]

    @property
    def in_seconds(self) -> bool:
        """Whether the amount counts seconds and not days."""
        return self.convention in (Convention.NATURAL_TIME, Convention.WORKING_TIME)

    def text(self) -> str:
        """Write the limit as in a rule pack: "5 WD", "12 h", "30 min", "3 WD close", "4 WH"."""
        return next(
            f"{self.amount // size} {unit}"
            for unit, (convention, size) in UNITS.items()
            if convention is self.convention and self.amount % size == 0
        )


def parse_limit(text: str) -> Limit:
    """Read a limit as a rule pack writes it, the inverse of `Limit.text`; raises BadLimit."""
    written = WRITTEN.fullmatch(text)
    if written is None:
        raise BadLimit(f'"{text}" is not an amount and a unit, such as "5 WD"')
    if written["unit"] not in UNITS:
        raise BadLimit(f'"{text}": unit "{written["unit"]}" is none of {", ".join(UNITS)}')
    convention, size = UNITS[written["unit"]]
    try:
        return Limit(convention=convention, amount=int(written["amount"]) * size)
    except ValueError as wrong:
        raise BadLimit(f'"{text}": {wrong}') from wrong
