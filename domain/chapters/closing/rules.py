"""What a rule pack says about callback and rework."""

from dataclasses import dataclass

from domain.law.value import Value
from domain.vocabulary import ItemType


@dataclass(frozen=True, slots=True, kw_only=True)
class Rework:
    """Doing it again for a dissatisfied caller (G15)."""

    most: Value[int]
    supervision_at: Value[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """Calling the citizen back (G13, G14)."""

    types: Value[tuple[ItemType, ...]]
    sample_percent: Value[int]
    """Share of the other types drawn by the order's number, 0 to 100."""
    attempts: Value[int]
    days: Value[int]
    windows: Value[int]
    """In how many different windows of the day the attempts must lie."""
    window_starts: Value[tuple[str, ...]]
    """Local times "HH:MM" at which a new window of the day begins."""
    satisfied_up_to: Value[int]
    """Answers 1 to this number of the five-level scale count as satisfied."""
    quiet: Value[tuple[str, ...]] | None = None
    """Two local times "HH:MM": from the first to the second nobody is called back; None: the law
    names no quiet hours. An answer that comes by itself is heard at any hour."""
