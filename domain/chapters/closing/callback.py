"""Callback, recheck and rework: the citizen has the last word but one."""

from typing import Final

from domain.chapters.closing.attempts import attempts_exhausted
from domain.chapters.closing.commands import FinalReply, OrderRework, Recheck, RecordCallback
from domain.chapters.closing.ending import close, closing_of, require_state
from domain.chapters.closing.facts import (
    BackAtDesk,
    CallbackAttempted,
    CallbackDone,
    ContactDenied,
    Dissatisfied,
    FinalReplyIssued,
    ReworkOrdered,
    Unreachable,
)
from domain.chapters.closing.review import CALLBACK_DESK
from domain.chapters.closing.terms import ClosingKind, RecheckDecision
from domain.chapters.handling.hard_case import may_be_answered_for_good, reworks_used_up
from domain.chapters.handling.in_hand import require_emergency_over
from domain.chapters.handling.promises import promise
from domain.chapters.intake.desk import INTAKE_DESK
from domain.chapters.supervision.supervision import raise_to
from domain.chapters.together.splitting import require_parts_ended
from domain.duties.due_dates import start
from domain.order.clause import applies, decides, only_on_record
from domain.order.clock import ClockChange
from domain.order.counted_facts import entered
from domain.order.decision import Decision
from domain.order.fact import Content, Fact
from domain.order.order import Order
from domain.order.parts import Attempt
from domain.order.refusal import refusal
from domain.order.terms import Confidentiality
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Level, State, Trigger

NOT_PENDING_CALLBACK = refusal("not_pending_callback")
NOT_RECHECK = refusal("not_recheck")
DISPATCHER_MAY_NOT_CALL_BACK = refusal("dispatcher_may_not_call_back")
CALLBACK_ANSWER_MISSING = refusal("callback_answer_missing")
ANSWER_OFF_THE_SCALE = refusal("answer_off_the_scale")
UNIT_HAS_IT = refusal("unit_has_it")
NO_UNIT_TO_WORK_AGAIN = refusal("no_unit_to_work_again")
NO_REWORK_LEFT = refusal("no_rework_left")

RECHECK_DESK: Final = "supervision_desk"
FINISH: Final = "finish"
FIVE_LEVELS: Final = range(1, 6)
HIDDEN_FROM_THE_UNIT: Final = frozenset({Confidentiality.P2, Confidentiality.P3})
"""From here on the platform alone speaks with the caller (6.2)."""


@decides(RecordCallback)
def record_callback(decision: Decision, command: RecordCallback) -> None:
    """T33 to T36: raw answers are kept; solved and satisfied are two questions (X9)."""
    require_state(decision, State.PENDING_CALLBACK, NOT_PENDING_CALLBACK, "T:T33")
    dispatched = decision.actor.is_one_of(decision.order.dispatchers)
    decision.require(not dispatched, DISPATCHER_MAY_NOT_CALL_BACK, "AH-09", "T:T33")
    if not command.answered:
        return _not_answered(decision, command)
    given = {
        "contacted": command.contacted,
        "solved": command.solved,
        "satisfied": command.satisfied,
    }
    missing = tuple(name for name, value in given.items() if value is None)
    decision.require(not missing, CALLBACK_ANSWER_MISSING, "G:G16", about=missing)
    decision.require(command.satisfied in FIVE_LEVELS, ANSWER_OFF_THE_SCALE, "G:G16")
    decision.record(
        CallbackDone(
            channel=command.channel,
            contacted=command.contacted,
            solved=command.solved,
            satisfied=command.satisfied,
        ),
        *decision.done(ClockName.CALLBACK),
        basis=("WF-31", "G:G16", "T:T33", "NA-14"),
    )
    _conclude(decision, command)


def _conclude(decision: Decision, command: RecordCallback) -> None:
    content_up_to = decision.order.dossier.pack.callback.satisfied_up_to
    content = command.satisfied is not None and command.satisfied <= content_up_to.value
    if not (command.solved and content):
        return _to_recheck(decision, Dissatisfied(), "WF-11", "X:X9", "T:T36")
    if _denies_contact(decision.order, command):
        return _to_recheck(decision, ContactDenied(), "GN-04", "JT-05", "T:T36")
    close(decision, closing_of(decision.order), "T:T33", "WF-31", "C:C13", "NA-03")


def _denies_contact(order: Order, command: RecordCallback) -> bool:
    """Whether the unit left a caller alone whom it could have spoken with.

    Default: it speaks with the caller of a master only, and with nobody whom it may not know."""
    hidden = order.anonymous or order.confidentiality in HIDDEN_FROM_THE_UNIT
    return not command.contacted and bool(order.unit) and not order.master and not hidden


def _to_recheck(decision: Decision, content: Content, *basis: str) -> None:
    order = decision.order
    if order.unit and _reworks_left(order) <= 0:
        decision.record(content, basis=basis)
        return reworks_used_up(decision)
    recheck_owed = start(order, ClockName.RECHECK, RECHECK_DESK, decision.now)
    decision.record(content, *recheck_owed, basis=basis)


def _not_answered(decision: Decision, command: RecordCallback) -> None:
    """T34, T35: an attempt is on record; after all that G14 asks for the order closes."""
    finish = () if decision.order.attempts else _start_finish(decision)
    decision.record(
        CallbackAttempted(channel=command.channel, attempt=len(decision.order.attempts) + 1),
        *finish,
        basis=("G:G14", "T:T34"),
    )
    if attempts_exhausted(decision.order):
        decision.record(
            Unreachable(attempts=len(decision.order.attempts)),
            *decision.done(ClockName.CALLBACK),
            basis=("G:G14", "X:X6", "T:T35"),
        )
        close(decision, closing_of(decision.order), "T:T35", "G:G14")


def _start_finish(decision: Decision) -> tuple[ClockChange, ...]:
    """G13: the first attempt ends the duty to begin; the duty to finish takes its place."""
    begun = decision.done(ClockName.CALLBACK)
    return (*begun, *start(decision.order, ClockName.CALLBACK, CALLBACK_DESK, decision.now, FINISH))


@applies(CallbackAttempted)
def _attempted(order: Order, _: CallbackAttempted, fact: Fact) -> Order:
    return changing(order, attempts=(*order.attempts, Attempt(at=fact.occurred_at)))


@applies(Dissatisfied)
def _dissatisfied(order: Order, _: Dissatisfied, __: Fact) -> Order:
    return changing(order, state=State.RECHECK)


@applies(ContactDenied)
def _contact_denied(order: Order, _: ContactDenied, __: Fact) -> Order:
    return changing(order, state=State.RECHECK)


@decides(Recheck)
def recheck(decision: Decision, command: Recheck) -> None:
    """G15: back to the unit, or promised where it is objectively limited, or explained; what
    no unit ever had goes back to the desk instead (X36)."""
    basis = ("G:G15", "T:T36", "T:T37", "T:T38", "T:T39")
    require_state(decision, State.RECHECK, NOT_RECHECK, *basis)
    if command.decision is RecheckDecision.REWORK:
        return _rework(decision)
    if command.decision is RecheckDecision.COMMIT:
        return _promise(decision, command)
    if command.decision is RecheckDecision.DESK:
        return _back_to_the_desk(decision)
    decision.require_texts("reason", basis=("G:G15", "T:T39"))
    close(decision, ClosingKind.EXPLAINED, "T:T39", "G:G15")


def _promise(decision: Decision, command: Recheck) -> None:
    """T38: reasonable but objectively limited, so the unit promises a day."""
    require_unit(decision, "T:T38")
    require_emergency_over(decision, "T:T38")
    decision.require_texts("reason", "plan", "progress", basis=("JT-07", "G:G15", "T:T38"))
    promise(decision, command.promise_date, "T:T38", *decision.done(ClockName.RECHECK))


def _back_to_the_desk(decision: Decision) -> None:
    """X36: an answer that satisfies nobody, corrected or not, is decided on as on the first day
    (default): answered again, or taken in and dispatched."""
    decision.require(not decision.order.unit, UNIT_HAS_IT, "T:T37", about=(decision.order.unit,))
    decision.require_texts("reason", basis=("G:G15", "X:X36"))
    decision.record(
        BackAtDesk(),
        *decision.done(ClockName.RECHECK),
        *start(decision.order, ClockName.INTAKE, INTAKE_DESK, decision.now),
        basis=("G:G15", "X:X36"),
    )


@applies(BackAtDesk)
def _back_at_desk(order: Order, _: BackAtDesk, __: Fact) -> Order:
    return changing(order, state=State.INTAKE)


def require_unit(decision: Decision, basis: str) -> None:
    """Nobody works again on what no unit ever had (X36, a default)."""
    decision.require(bool(decision.order.unit), NO_UNIT_TO_WORK_AGAIN, "X:X36", basis)


@decides(OrderRework)
def order_rework(decision: Decision, _: OrderRework) -> None:
    """T37: back to the unit with a clock of its own, as often as the law allows."""
    _rework(decision)


def _rework(decision: Decision) -> None:
    require_state(decision, State.RECHECK, NOT_RECHECK, "T:T37")
    require_unit(decision, "T:T37")
    rules = decision.order.dossier.pack.rework
    decision.require(_reworks_left(decision.order) > 0, NO_REWORK_LEFT, *rules.most.rules)
    decision.record(
        ReworkOrdered(round=decision.order.reworks + 1),
        *decision.done(ClockName.RECHECK),
        *start(decision.order, ClockName.REWORK, decision.order.unit, decision.now),
        basis=("G:G15", "X:X8", "T:T37"),
    )
    if decision.order.reworks >= rules.supervision_at.value:
        unit = decision.order.unit
        raise_to(decision, Level.L3, Trigger.REWORKED_TWICE, unit, *rules.supervision_at.rules)


def _reworks_left(order: Order) -> int:
    return order.dossier.pack.rework.most.value - order.reworks


@applies(ReworkOrdered)
def _rework_ordered(order: Order, content: ReworkOrdered, fact: Fact) -> Order:
    again = changing(order, state=State.HANDLING, reworks=content.round, result=None)
    return entered(again, fact)


@decides(FinalReply)
def final_reply(decision: Decision, _: FinalReply) -> None:
    """T39: the final answer, signed by the head; also where the reworks are used up (T40)."""
    if not may_be_answered_for_good(decision.order):
        require_state(decision, State.RECHECK, NOT_RECHECK, "T:T39")
    require_parts_ended(decision)
    decision.require_texts("reply", basis=("C:C10", "T:T39"))
    decision.record(FinalReplyIssued(), *decision.done(ClockName.RECHECK), basis=("T:T39", "C:C10"))
    close(decision, ClosingKind.FINAL_REPLY, "T:T39")


@applies(CallbackDone)
def _called_back(order: Order, _: CallbackDone, fact: Fact) -> Order:
    return entered(order, fact)


only_on_record(Unreachable, FinalReplyIssued)
