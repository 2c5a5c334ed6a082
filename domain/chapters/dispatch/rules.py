"""What a rule pack says about returning an order."""

from dataclasses import dataclass

from domain.law.value import Value
from domain.time.limit import LONGEST_IN_DAYS, Limit

NO_END = Value(value=LONGEST_IN_DAYS, source="", rules=("G:G3",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """Sending back what is not one's own duty (WF-24, G3 to G6)."""

    window: Value[Limit]
    """How long after the dispatch a unit may return without its head's signature."""
    days_after_acceptance: Value[int] = NO_END
    """On how many working days after a sign-in it still may, the day itself being the first;
    a pack that was written before this rule sets no end."""
    most: Value[int]
    """At this many requests on one case the dispute opens by itself."""
    transfers_for_supervision: Value[int]
