"""What Temporal can find an order by: ten short words at most, no person's."""

from typing import Final

from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    SearchAttributeUpdate,
    TypedSearchAttributes,
)

from domain.summary import Summary
from domain.vocabulary import State

PHASE: Final = SearchAttributeKey.for_keyword("OrderPhase")
LEVEL: Final = SearchAttributeKey.for_keyword("OrderLevel")
UNIT: Final = SearchAttributeKey.for_keyword("OrderUnit")
URGENCY: Final = SearchAttributeKey.for_keyword("OrderUrgency")
TYPE: Final = SearchAttributeKey.for_keyword("OrderType")
CLASS: Final = SearchAttributeKey.for_keyword("OrderClass")
DISTRICT: Final = SearchAttributeKey.for_keyword("OrderDistrict")
PACK: Final = SearchAttributeKey.for_keyword("OrderPack")
ALL: Final = (PHASE, LEVEL, UNIT, URGENCY, TYPE, CLASS, DISTRICT, PACK)
SEARCH_ATTRIBUTES: Final = {key.name: "Keyword" for key in ALL}

PHASES: Final = {
    State.DRAFT: "hotline",
    State.INTAKE: "hotline",
    State.ANSWERED: "hotline",
    State.QUEUED: "hotline",
    State.RETURN_REVIEW: "hotline",
    State.DISPUTED: "hotline",
    State.PENDING_ACCEPT: "unit",
    State.HANDLING: "unit",
    State.PAUSED: "unit",
    State.COMMITTED: "unit",
    State.TERM_REVIEW: "hotline",
    State.HARDCASE: "hotline",
    State.PENDING_REVIEW: "checking",
    State.PENDING_CALLBACK: "checking",
    State.RECHECK: "checking",
    State.FOLLOWED: "hotline",
    State.ON_FILE: "unit_file",
}
"""With whom the order is while it lives. Every writing of an attribute costs as much as an act: so
the exact state stands in the current details and in the query, only its phase is searched for, and
how an order ended is its workflow's result."""


def words(standing: Summary) -> dict[SearchAttributeKey[str], str]:
    """The words an order is found by; an empty one is left out."""
    found = {
        PHASE: PHASES.get(standing.state, ""),
        LEVEL: standing.level.name,
        UNIT: standing.unit,
        URGENCY: standing.urgency.value,
        TYPE: standing.type.value,
        CLASS: standing.class_.value,
        DISTRICT: standing.district,
        PACK: standing.pack,
    }
    return {key: word for key, word in found.items() if word}


def at_birth(standing: Summary) -> TypedSearchAttributes:
    """The attributes an order is started with."""
    return TypedSearchAttributes(
        [SearchAttributePair(key, word) for key, word in words(standing).items()]
    )


def changes(before: Summary, after: Summary) -> list[SearchAttributeUpdate[str]]:
    """The attributes to write anew; none, most of the time, because each writing is an event."""
    old = words(before)
    return [key.value_set(word) for key, word in words(after).items() if old.get(key) != word]
