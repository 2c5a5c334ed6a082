"""What a rule pack says about returning an order."""

from dataclasses import dataclass
from typing import Final

from domain.law.value import Value
from domain.time.limit import LONGEST_IN_DAYS, Limit

NO_END = Value(value=LONGEST_IN_DAYS, source="", rules=("G:G3",))
ALL_SAID: Final[Value[tuple[str, ...]]] = Value(
    value=("reason", "basis", "proposed_unit"), source="", rules=("G:G3",)
)
ANYBODY = Value(value=False, source="", rules=("NA-09",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """Sending back what is not one's own duty (WF-24, G3 to G6)."""

    window: Value[Limit]
    """How long after the dispatch a unit may return without its head's signature."""
    days_after_acceptance: Value[int] = NO_END
    """On how many working days whoever has signed in still may, that of the receipt being the
    first; a pack that was written before this rule sets no end."""
    late_days: Value[int] = NO_END
    """How many working days after the dispatch the head may sign a late return; 0: none may."""
    required: Value[tuple[str, ...]] = ALL_SAID
    """What an application must say: reason, basis, proposed unit."""
    other_eyes: Value[bool] = ANYBODY
    """Whether somebody else than the dispatcher must reject what is said against a dispatch."""
    most: Value[int]
    """At this many requests on one case the dispute opens by itself."""
    transfers_for_supervision: Value[int]
