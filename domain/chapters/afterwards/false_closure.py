"""False closures: found later, the duty was never done, and its first due holds."""

from typing import Final

from domain.chapters.afterwards.commands import FindFalseClosure
from domain.chapters.afterwards.facts import FalseClosure
from domain.chapters.closing.review import owed_again, with_the_unit
from domain.chapters.supervision.supervision import raise_to
from domain.order.clause import applies, decides
from domain.order.clock import Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Level, State, Trigger

NOT_CLOSED_YET = refusal("not_closed_yet")
CLOSED_WITHOUT_UNIT = refusal("closed_without_unit")

FOUND_IN: Final = frozenset({State.CLOSED, State.ARCHIVED})


@decides(FindFalseClosure, even_when=FOUND_IN)
def find_false_closure(decision: Decision, _: FindFalseClosure) -> None:
    """T48, X23: at any time, with evidence; the unit owes again what it had reported as done.

    Its clock goes on from the original due, as after a rejected review, and falsification is
    handed over for accountability (WF-39, G12)."""
    order = decision.order
    decision.require(order.state in FOUND_IN, NOT_CLOSED_YET, "T:T48", about=(order.state,))
    decision.require(bool(order.unit), CLOSED_WITHOUT_UNIT, "T:T48")
    decision.require_texts("evidence", basis=("WF-39", "T:T48"))
    decision.record(
        FalseClosure(unit=order.unit),
        *decision.stop(Outcome.RELEASED, ClockName.FOLLOW_UP),
        *owed_again(order, decision.now),
        basis=("WF-39", "X:X23", "T:T48"),
    )
    raise_to(decision, Level.L5, Trigger.FALSIFICATION, order.unit, "WF-39", "G:G12")


@applies(FalseClosure)
def _found(order: Order, _: FalseClosure, __: Fact) -> Order:
    found = order.false_closures + 1
    return changing(with_the_unit(order), ended_at=None, false_closures=found)
