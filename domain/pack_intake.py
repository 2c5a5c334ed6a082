"""What a rule pack says about the intake desk (受理): mass events, upstream dues, late entries."""

from dataclasses import dataclass
from datetime import date

from domain.limit import Limit
from domain.pack_value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRules:
    """The numbers of the intake desk (X14, C17, X35)."""

    mass_event_callers: Value[int]
    """So many callers about one matter make somebody ask whether it is an emergency."""
    mass_event_within: Value[Limit]
    upstream_lead: Value[Limit]
    """How long before the upstream platform's due the city's own work must be done."""
    late_entry_after: Value[Limit]
    """A call entered later than this after it was taken needs a second person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferTarget:
    """A line or authority that demands are passed on to, and what it asks for (T04, C7)."""

    code: str
    put_through: bool
    """Whether a telephone call must itself be put through (SY20-24)."""
    followed: bool = False
    """Whether a report that goes there is watched until its outcome is known (SYT-02)."""
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
