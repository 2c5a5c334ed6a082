"""What a rule pack says about sharing an order among units and levels (WF-27, G9, T10)."""

from dataclasses import dataclass

from domain.law.value import Value

STRAIGHT = Value(value=False, source="", rules=("SY20-15",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """Co-hosts and the level below."""

    cohost_days_ahead: Value[int]
    """So many working days before the host a co-host is due."""
    cohost_delay_most: Value[int]
    """So many working days at most the host gets because a co-host is late."""
    child_days_ahead: Value[int]
    """So many working days before the unit the level below it is due."""
    via_sub_centre: Value[bool] = STRAIGHT
    """Whether a district's matters go through its sub-centre (SY20-15)."""


UNSAID = Sharing(
    cohost_days_ahead=Value(value=1, source="", rules=("G:G9",)),
    cohost_delay_most=Value(value=0, source="", rules=("X:X3",)),
    child_days_ahead=Value(value=1, source="", rules=("T:T10",)),
)
"""For a pack that was written before these rules: it permits none of their commands."""
