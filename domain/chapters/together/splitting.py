"""Splitting (拆单): several demands in one order get orders of their own, and it closes last."""

from typing import Final

from domain.chapters.together.commands import NotePartEnded, Split
from domain.chapters.together.facts import PartEnded, SplitUp
from domain.duties.due_dates import start
from domain.order.clause import applies, decides
from domain.order.clock import ClockStarted
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import Part
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State

REVIEW_DESK: Final = "review_desk"
BEFORE_THE_RESULT: Final = frozenset({State.QUEUED, State.PENDING_ACCEPT, State.HANDLING})


@decides(Split)
def split(docket: Docket, command: Split) -> None:
    """T46: each part is an order with clocks of its own; this one keeps its own clocks too.

    It may be split again as long as no result is submitted (a default)."""
    order = docket.order
    possible = order.state in BEFORE_THE_RESULT
    docket.require(possible, "not_to_be_split_now", "T:T46", about=(order.state,))
    docket.require(bool(command.parts), "part_missing", "T:T46")
    known = {part.number for part in order.parts}
    for number in command.parts:
        docket.require(number != order.number, "part_of_itself", "T:T46", about=(number,))
        docket.require(number not in known, "already_a_part", "T:T46", about=(number,))
        known.add(number)
    docket.record(SplitUp(parts=command.parts), basis=("T:T46",))


@applies(SplitUp)
def _split(order: Order, content: SplitUp, _: Fact) -> Order:
    parts = tuple(Part(number=number) for number in content.parts)
    return changing(order, parts=(*order.parts, *parts))


@decides(NotePartEnded)
def note_part_ended(docket: Docket, command: NotePartEnded) -> None:
    """T46: when the last part has ended, a result that waited for it comes to the review."""
    order = docket.order
    open_parts = order.open_parts
    docket.require(command.part in open_parts, "no_open_part", "T:T46", about=(command.part,))
    waited = order.state is State.PENDING_REVIEW and open_parts == (command.part,)
    docket.record(
        PartEnded(part=command.part, ended_as=command.ended_as),
        *(start(order, ClockName.REVIEW, REVIEW_DESK, docket.now) if waited else ()),
        basis=("T:T46",),
    )


@applies(PartEnded)
def _ended(order: Order, content: PartEnded, _: Fact) -> Order:
    ended = Part(number=content.part, ended_as=content.ended_as)
    parts = (ended if part.number == content.part else part for part in order.parts)
    return changing(order, parts=tuple(parts))


def review_owed(docket: Docket) -> tuple[ClockStarted, ...]:
    """T46: a result whose order was split waits for the parts before anybody owes the review."""
    if docket.order.open_parts:
        return ()
    return start(docket.order, ClockName.REVIEW, REVIEW_DESK, docket.now)


def require_parts_ended(docket: Docket) -> None:
    """T46: an order that was split closes last."""
    still_open = docket.order.open_parts
    docket.require(not still_open, "parts_still_open", "T:T46", about=still_open)
