"""Splitting: several demands in one order get orders of their own, and it closes last."""

from typing import Final

from domain.chapters.together.commands import NotePartEnded, Split
from domain.chapters.together.facts import PartEnded, SplitUp
from domain.duties.due_dates import start
from domain.order.clause import applies, decides
from domain.order.clock import ClockStarted
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import SplitOffPart
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State

NOT_TO_BE_SPLIT_NOW = refusal("not_to_be_split_now")
PART_MISSING = refusal("part_missing")
PART_OF_ITSELF = refusal("part_of_itself")
ALREADY_A_PART = refusal("already_a_part")
NO_OPEN_PART = refusal("no_open_part")
PARTS_STILL_OPEN = refusal("parts_still_open")

REVIEW_DESK: Final = "review_desk"
BEFORE_THE_RESULT: Final = frozenset({State.QUEUED, State.PENDING_ACCEPT, State.HANDLING})


@decides(Split)
def split(decision: Decision, command: Split) -> None:
    """T46: each part is an order with clocks of its own; this one keeps its own clocks too.

    It may be split again as long as no result is submitted (a default)."""
    order = decision.order
    possible = order.state in BEFORE_THE_RESULT
    decision.require(possible, NOT_TO_BE_SPLIT_NOW, "T:T46", about=(order.state,))
    decision.require(bool(command.parts), PART_MISSING, "T:T46")
    known = {part.number for part in order.parts}
    for number in command.parts:
        decision.require(number != order.number, PART_OF_ITSELF, "T:T46", about=(number,))
        decision.require(number not in known, ALREADY_A_PART, "T:T46", about=(number,))
        known.add(number)
    decision.record(SplitUp(parts=command.parts), basis=("T:T46",))


@applies(SplitUp)
def _split(order: Order, content: SplitUp, _: Fact) -> Order:
    parts = tuple(SplitOffPart(number=number) for number in content.parts)
    return changing(order, parts=(*order.parts, *parts))


@decides(NotePartEnded)
def note_part_ended(decision: Decision, command: NotePartEnded) -> None:
    """T46: when the last part has ended, a result that waited for it comes to the review."""
    order = decision.order
    open_parts = order.open_parts
    decision.require(command.part in open_parts, NO_OPEN_PART, "T:T46", about=(command.part,))
    waited = order.state is State.PENDING_REVIEW and open_parts == (command.part,)
    decision.record(
        PartEnded(part=command.part, ended_as=command.ended_as),
        *(start(order, ClockName.REVIEW, REVIEW_DESK, decision.now) if waited else ()),
        basis=("T:T46",),
    )


@applies(PartEnded)
def _ended(order: Order, content: PartEnded, _: Fact) -> Order:
    ended = SplitOffPart(number=content.part, ended_as=content.ended_as)
    parts = (ended if part.number == content.part else part for part in order.parts)
    return changing(order, parts=tuple(parts))


def review_owed(decision: Decision) -> tuple[ClockStarted, ...]:
    """T46: a result whose order was split waits for the parts before anybody owes the review."""
    if decision.order.open_parts:
        return ()
    return start(decision.order, ClockName.REVIEW, REVIEW_DESK, decision.now)


def require_parts_ended(decision: Decision) -> None:
    """T46: an order that was split closes last."""
    still_open = decision.order.open_parts
    decision.require(not still_open, PARTS_STILL_OPEN, "T:T46", about=still_open)
