"""What a rule pack says about lines and authorities that demands are passed on to."""

from dataclasses import dataclass
from datetime import date

from domain.vocabulary import ItemType


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferTarget:
    """A line or authority that demands are passed on to, and what it asks for (T04, C7)."""

    code: str
    put_through: bool
    """Whether a telephone call must itself be put through (SY20-24)."""
    tell: bool = False
    """Whether such a caller must also be told which number to dial (SY20-24)."""
    followed: bool = False
    """Whether what goes there is watched until its outcome is known (SYT-02)."""
    followed_types: tuple[ItemType, ...] = (ItemType.REPORT,)
    """Of which types it is watched, where it is."""
    valid_from: date | None = None
    """The first local day on which demands are passed on there; None: since ever (C15, C16)."""
    valid_to: date | None = None
    """The last such day; None: until further notice."""
    title: str
    source: str
    rules: tuple[str, ...]

    def is_valid(self, day: date) -> bool:
        """Whether demands are passed on there on this local day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)
