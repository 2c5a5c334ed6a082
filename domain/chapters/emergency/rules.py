"""What a rule pack says about emergencies."""

from dataclasses import dataclass

from domain.law.value import Value
from domain.time.limit import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """Being on the spot (SY20-19 to SY20-22, C1, C2)."""

    protect_from_arrival: Value[bool]
    """Whether the protection clock starts at arrival or already at the instruction."""
    fallback: Value[bool]
    """Whether the territorial government is called in where nobody answers (SY20-22)."""
    new_eta_within: Value[Limit] | None = None
    """How far ahead a new arrival time may lie (G18); None: a law from before it was bounded."""
