"""What became of the missed calls of a period: called back in time, called back, still open."""

from dataclasses import dataclass
from decimal import Decimal

from domain.assessment.figure import percent


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedCalls:
    """The calls that nobody picked up; none of them is an order."""

    missed: int
    called_back: int
    """Somebody called back, whether the caller answered or not."""
    spoke: int
    """The caller was reached."""
    owed: int
    """Those that were called back, or whose limit has passed: of the others nothing can be said."""
    in_time: int

    @property
    def open(self) -> int:
        """Those that nobody has called back."""
        return self.missed - self.called_back

    @property
    def rate(self) -> Decimal | None:
        """The share called back within the limit, in per cent."""
        return percent(self.in_time, self.owed)
