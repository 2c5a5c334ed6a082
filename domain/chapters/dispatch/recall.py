"""Recalling a mis-dispatch: the desk takes back its own mistake before the unit has signed."""

from typing import Final

from domain.chapters.dispatch.commands import RecallDispatch
from domain.chapters.dispatch.designation import require_not_designated
from domain.chapters.dispatch.dispatch import ROUND, VOID, left_by_unit
from domain.chapters.dispatch.facts import DispatchRecalled
from domain.chapters.emergency.instruction import INSTRUCTION
from domain.chapters.intake.desk import DISPATCH_DESK
from domain.duties.due_dates import start
from domain.duties.shares import SHARES
from domain.order.clause import applies, decides
from domain.order.clock import ClockStopped, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import EmergencyCourse
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State

NOTHING_TO_RECALL = refusal("nothing_to_recall")
UNIT_AT_WORK = refusal("unit_at_work")

MIS_DISPATCH: Final = ("NA-07", "K:K7")
OF_THE_UNIT: Final = (*ROUND, *INSTRUCTION)


@decides(RecallDispatch)
def recall_dispatch(decision: Decision, _: RecallDispatch) -> None:
    """K7: the unit's clocks end without a judgement; the next unit gets its full limits and
    the citizen's clock runs on.

    Default: a silence that has moved the responsibility counts as the signature (T12), and a
    unit that is on the spot or asks for another time is at work."""
    state = decision.order.state
    unsigned = state is State.PENDING_ACCEPT
    decision.require(unsigned, NOTHING_TO_RECALL, *MIS_DISPATCH, about=(state,))
    require_not_designated(decision)
    course = decision.order.emergency
    idle = course is None or (course.arrived_at is None and course.claim is None)
    decision.require(idle, UNIT_AT_WORK, *MIS_DISPATCH, "X:X4")
    decision.require_texts("reason", basis=MIS_DISPATCH)
    decision.record(
        DispatchRecalled(unit=decision.order.unit),
        *_not_judged(decision.order),
        *decision.stop(Outcome.RELEASED, *VOID, *SHARES),
        *start(decision.order, ClockName.DISPATCH, DISPATCH_DESK, decision.now),
        basis=(*MIS_DISPATCH, "G:G3"),
    )


def _not_judged(order: Order) -> tuple[ClockStopped, ...]:
    return tuple(
        ClockStopped(id=clock.id, outcome=Outcome.RECALLED)
        for clock in order.open_clocks()
        if clock.owner == order.unit and clock.name in OF_THE_UNIT
    )


@applies(DispatchRecalled)
def _recalled(order: Order, _: DispatchRecalled, __: Fact) -> Order:
    """Nobody has the order, as if it had never gone there: that is no transfer of its own (G12)."""
    return changing(
        left_by_unit(order, State.QUEUED),
        unit="",
        dispatched_at=None,
        emergency=_not_instructed(order.emergency),
    )


def _not_instructed(course: EmergencyCourse | None) -> EmergencyCourse | None:
    """The wrong unit's instruction is none; that of the territorial government stands (E1')."""
    if course is None or course.fallback_unit:
        return course
    return changing(course, instructed_at=None)
