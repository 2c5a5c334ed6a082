"""Half days of a year: when every office of a place closes before its usual hour (X17, G23)."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfDay:
    """A working day on which every office of the place closes early."""

    day: date
    until: time
