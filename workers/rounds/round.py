"""A round: work that a worker does again and again beside its orders."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

FIRST_RETRY: Final = timedelta(seconds=0.5)
SHORTEST_CAP: Final = timedelta(seconds=5)
LONGEST_CAP: Final = timedelta(minutes=1)
MOST_DOUBLINGS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One line of the table of rounds."""

    name: str
    period: timedelta
    """The pause between the end of one round and the beginning of the next."""
    alarm: timedelta
    """After so long without a completed round people are told."""
    go: Callable[[], Awaitable[None]]
    """Does one round; raises DeliveryBusy where another worker is at it."""
    lock: str | None = None
    """What a worker holds while it goes this round, so that no other does; None where workers
    share the work, or where the work itself takes such a lock."""

    def pause(self, failures: int) -> timedelta:
        """How long to wait after so many failures one after the other."""
        if not failures:
            return self.period
        longest = min(max(self.period, SHORTEST_CAP), LONGEST_CAP)
        return min(FIRST_RETRY * (1 << min(failures - 1, MOST_DOUBLINGS)), longest)
