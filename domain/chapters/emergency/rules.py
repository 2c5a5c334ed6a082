"""What a rule pack says about emergencies."""

from dataclasses import dataclass

from domain.law.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """Being on the spot (SY20-19 to SY20-22, C1, C2)."""

    protect_from_arrival: Value[bool]
    """Whether the protection clock starts at arrival or already at the instruction."""
    fallback: Value[bool]
    """Whether silence of the unit brings in the territorial government (SY20-22)."""
