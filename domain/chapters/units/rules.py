"""What a rule pack says about the duties that a unit owes about itself (SY20-10, JT-02)."""

from dataclasses import dataclass

from domain.law.value import Value
from domain.time.limit import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDuties:
    """Filing who answers for it, and its leaders' scheduling in person."""

    filing: Value[Limit]
    """How long after a change of its people the unit has to file it."""
    head_months: Value[int]
    """The first responsible schedules in person once in every so many months of a year."""
    deputy_months: Value[int]
    """So does the deputy who answers for the matter."""
