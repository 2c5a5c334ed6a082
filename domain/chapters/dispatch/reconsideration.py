"""Reconsideration: a designated unit may not return the order, but may have it looked at again."""

from typing import Final

from domain.chapters.dispatch.commands import DecideReconsideration, RequestReconsideration
from domain.chapters.dispatch.designation import name_unit
from domain.chapters.dispatch.dispatch import (
    NOT_WITH_A_UNIT,
    leave_unit,
    left_by_unit,
    require_own_unit,
)
from domain.chapters.dispatch.facts import (
    Designated,
    ReconsiderationDecided,
    ReconsiderationRequested,
)
from domain.chapters.handling.in_hand import require_people_safe
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import Reconsideration
from domain.order.refusal import refusal
from domain.order.terms import Determination
from domain.values.changed_copy import changing
from domain.vocabulary import State

NOT_DESIGNATED = refusal("not_designated")
RECONSIDERATION_ASKED_ALREADY = refusal("reconsideration_asked_already")
NO_RECONSIDERATION_OPEN = refusal("no_reconsideration_open")
UNIT_HAS_IT_ALREADY = refusal("unit_has_it_already")

AGAIN: Final = ("G:G6", "X:X2", "XS-03")
IN_HAND: Final = (State.PENDING_ACCEPT, State.HANDLING)


@decides(RequestReconsideration)
def request_reconsideration(decision: Decision, _: RequestReconsideration) -> None:
    """G6: before the joint meeting, with reason and basis; no clock stops and none waits.

    Default: once for each designation."""
    order = decision.order
    decision.require(order.designated, NOT_DESIGNATED, *AGAIN)
    require_own_unit(decision, "G:G6")
    _require_in_hand(decision)
    unasked = order.reconsideration is None
    decision.require(unasked, RECONSIDERATION_ASKED_ALREADY, *AGAIN)
    decision.require_texts("reason", "basis", basis=AGAIN)
    decision.record(ReconsiderationRequested(unit=order.unit), basis=AGAIN)


def _require_in_hand(decision: Decision) -> None:
    state = decision.order.state
    decision.require(state in IN_HAND, NOT_WITH_A_UNIT, "G:G6", about=(state,))


@applies(ReconsiderationRequested)
def _requested(order: Order, content: ReconsiderationRequested, _: Fact) -> Order:
    return changing(order, reconsideration=Reconsideration(unit=content.unit))


@decides(DecideReconsideration)
def decide_reconsideration(decision: Decision, command: DecideReconsideration) -> None:
    """G6: the designation is upheld and nothing changes, or another unit is named, which gets
    its full limits and may not return the order either (WF-26)."""
    asked = decision.order.reconsideration
    if asked is None or asked.is_over:
        decision.refuse(NO_RECONSIDERATION_OPEN, *AGAIN)
    decision.require_texts("decision", basis=AGAIN)
    decided = ReconsiderationDecided(unit=asked.unit, upheld=not command.unit)
    if not command.unit:
        decision.record(decided, basis=AGAIN)
        return
    other = command.unit != decision.order.unit
    decision.require(other, UNIT_HAS_IT_ALREADY, *AGAIN, about=(command.unit,))
    _require_in_hand(decision)
    require_people_safe(decision, "X:X4", "SY20-22")
    decision.record(decided, *leave_unit(decision), basis=AGAIN)
    heard = (asked.unit,)
    named = Designated(unit=command.unit, how=Determination.STUDIED, heard=heard)
    name_unit(decision, named, "T:T17", *AGAIN)


@applies(ReconsiderationDecided)
def _decided(order: Order, content: ReconsiderationDecided, _: Fact) -> Order:
    over = Reconsideration(unit=content.unit, is_over=True)
    if content.upheld:
        return changing(order, reconsideration=over)
    return changing(left_by_unit(order, order.state), reconsideration=over)
