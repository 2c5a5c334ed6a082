"""How a caller behaves towards the desk: kept apart from the demand (X32)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """What the order knows of its caller's behaviour; nothing of it judges the demand."""

    persuaded: tuple[datetime, ...] = ()
    """When the caller was persuaded to stop, here and in the other orders that were named."""
    persuaders: tuple[str, ...] = ()
    """Who persuaded, in this order."""
    restricted_at: datetime | None = None
    """When the restriction was ordered, or when a caller under one came with this order."""
    restricted_until: datetime | None = None
    restricted_by: str = ""
    """Who restricted; empty where it was done in another order."""

    def is_restricted(self, now: datetime) -> bool:
        """Whether the caller may only be called back now (G25)."""
        return self.restricted_until is not None and now < self.restricted_until

    def went_on(self) -> bool:
        """Whether the caller had to be persuaded again after the restriction (HD-22)."""
        since = self.restricted_at
        return since is not None and any(at > since for at in self.persuaded)


UNBLAMED: Final = Conduct()
"""A caller of whom nothing of the kind is known."""
