"""Where each duty begins and ends in a file of old cases: the column is chosen clock by clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.vocabulary import ClockName
from services.imports.demands import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEnds:
    """What begins and what ends a duty: the law's own first, then what stands in for it."""

    clock: ClockName
    begins: tuple[Field, ...]
    ends: tuple[Field, ...]


HANDLING: Final = ClockEnds(
    clock=ClockName.HANDLE,
    begins=(Field.DISPATCHED, Field.ACCEPTED, Field.OPENED),
    ends=(Field.CLOSED, Field.ENDED),
)
DUTIES: Final = (
    ClockEnds(
        clock=ClockName.DISPATCH,
        begins=(Field.ACCEPTED, Field.OPENED),
        ends=(Field.DISPATCHED,),
    ),
    ClockEnds(clock=ClockName.ACCEPT, begins=(Field.DISPATCHED,), ends=(Field.SIGNED,)),
    ClockEnds(clock=ClockName.CONTACT, begins=(Field.DISPATCHED,), ends=(Field.CONTACTED,)),
    ClockEnds(clock=ClockName.ARRIVE, begins=(Field.DISPATCHED,), ends=(Field.ARRIVED,)),
    HANDLING,
    ClockEnds(clock=ClockName.REVIEW, begins=(Field.CLOSED,), ends=(Field.REVIEWED,)),
    ClockEnds(
        clock=ClockName.CALLBACK,
        begins=(Field.REVIEWED, Field.CLOSED),
        ends=(Field.CALLED_BACK,),
    ),
    ClockEnds(
        clock=ClockName.TOTAL,
        begins=(Field.ACCEPTED, Field.OPENED),
        ends=(Field.ENDED,),
    ),
)
"""In the order of an order's life. A unit's duties begin with the dispatch, the city's with the
acceptance; the review with the result, the callback with the review that was passed."""
DESKS: Final = {
    ClockName.DISPATCH: "dispatch_desk",
    ClockName.REVIEW: "review_desk",
    ClockName.CALLBACK: "callback_desk",
    ClockName.TOTAL: "city",
}
"""Who owes what no unit owes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenEnds:
    """Which column begins a duty in this file, and which ends it."""

    clock: ClockName
    begin: Field
    end: Field | None
    """None where the file never tells an end: every such duty is open."""
    others: tuple[Field, ...]
    """What the file also tells, and could have begun the duty."""


def choose(told: Mapping[Field, int], named: frozenset[Field]) -> tuple[ChosenEnds, ...]:
    """Choose the ends of every duty that the file tells both ends of, and always of handling."""
    chosen: list[ChosenEnds] = []
    for duty in DUTIES:
        begin, end = _first(duty.begins, told, named), _first(duty.ends, told, named)
        if begin is not None and (end is not None or duty is HANDLING):
            others = tuple(one for one in duty.begins if one in told and one is not begin)
            chosen.append(ChosenEnds(clock=duty.clock, begin=begin, end=end, others=others))
    return tuple(chosen)


def _first(
    fields: tuple[Field, ...], told: Mapping[Field, int], named: frozenset[Field]
) -> Field | None:
    """The field whose column a person named, or the first that the file tells."""
    there = [field for field in fields if field in told]
    return next((field for field in there if field in named), there[0] if there else None)
