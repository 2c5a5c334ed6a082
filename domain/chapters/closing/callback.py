"""Callback, recheck and rework (回访、复核、重办): the citizen has the last word but one."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.chapters.closing.commands import FinalReply, OrderRework, Recheck, RecordCallback
from domain.chapters.closing.ending import close, closing_of, require_state
from domain.chapters.closing.facts import (
    BackAtDesk,
    CallbackAttempted,
    CallbackDone,
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
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import Attempt
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Level, State, Trigger

RECHECK_DESK: Final = "supervision_desk"
FINISH: Final = "finish"
FIVE_LEVELS: Final = range(1, 6)


@decides(RecordCallback)
def record_callback(docket: Docket, command: RecordCallback) -> None:
    """T33 to T36: raw answers are kept; solved and satisfied are two questions (X9)."""
    require_state(docket, State.PENDING_CALLBACK, "T:T33")
    docket.require(
        docket.actor.person not in docket.order.dispatchers,
        "dispatcher_may_not_call_back",
        "AH-09",
        "T:T33",
    )
    if not command.answered:
        return _not_answered(docket, command)
    given = {
        "contacted": command.contacted,
        "solved": command.solved,
        "satisfied": command.satisfied,
    }
    missing = tuple(name for name, value in given.items() if value is None)
    docket.require(not missing, "callback_answer_missing", "G:G16", about=missing)
    docket.require(command.satisfied in FIVE_LEVELS, "answer_off_the_scale", "G:G16")
    docket.record(
        CallbackDone(
            channel=command.channel,
            contacted=command.contacted,
            solved=command.solved,
            satisfied=command.satisfied,
        ),
        *docket.done(ClockName.CALLBACK),
        basis=("WF-31", "G:G16", "T:T33", "NA-14"),
    )
    _conclude(docket, command)


def _conclude(docket: Docket, command: RecordCallback) -> None:
    content_up_to = docket.order.dossier.pack.callback.satisfied_up_to
    content = command.satisfied is not None and command.satisfied <= content_up_to.value
    if command.solved and content:
        return close(docket, closing_of(docket.order), "T:T33", "WF-31", "C:C13", "NA-03")
    if docket.order.unit and _reworks_left(docket.order) <= 0:
        docket.record(Dissatisfied(), basis=("WF-11", "X:X9", "T:T36"))
        return reworks_used_up(docket)
    docket.record(
        Dissatisfied(),
        *start(docket.order, ClockName.RECHECK, RECHECK_DESK, docket.now),
        basis=("WF-11", "X:X9", "T:T36"),
    )


def _not_answered(docket: Docket, command: RecordCallback) -> None:
    """T34, T35: an attempt is on record; after all that G14 asks for the order closes."""
    finish = () if docket.order.attempts else _start_finish(docket)
    docket.record(
        CallbackAttempted(channel=command.channel, attempt=len(docket.order.attempts) + 1),
        *finish,
        basis=("G:G14", "T:T34"),
    )
    if _exhausted(docket.order):
        docket.record(
            Unreachable(attempts=len(docket.order.attempts)),
            *docket.done(ClockName.CALLBACK),
            basis=("G:G14", "X:X6", "T:T35"),
        )
        close(docket, closing_of(docket.order), "T:T35", "G:G14")


def _start_finish(docket: Docket) -> tuple[ClockChange, ...]:
    """G13: the first attempt ends the duty to begin; the duty to finish takes its place."""
    begun = docket.done(ClockName.CALLBACK)
    return (*begun, *start(docket.order, ClockName.CALLBACK, CALLBACK_DESK, docket.now, FINISH))


def _exhausted(order: Order) -> bool:
    """G14: enough attempts, on different days, in different windows of the day."""
    rules = order.dossier.pack.callback
    zone = ZoneInfo(order.dossier.calendar.time_zone)
    local = [attempt.at.astimezone(zone) for attempt in order.attempts]
    windows = {_window(at, rules.window_starts.value) for at in local}
    return (
        len(local) >= rules.attempts.value
        and len({at.date() for at in local}) >= rules.days.value
        and len(windows) >= rules.windows.value
    )


def _window(at: datetime, starts: tuple[str, ...]) -> int:
    return sum(at.strftime("%H:%M") >= begins for begins in starts)


@applies(CallbackAttempted)
def _attempted(order: Order, _: CallbackAttempted, fact: Fact) -> Order:
    return changing(order, attempts=(*order.attempts, Attempt(at=fact.occurred_at)))


@applies(Dissatisfied)
def _dissatisfied(order: Order, _: Dissatisfied, __: Fact) -> Order:
    return changing(order, state=State.RECHECK)


@decides(Recheck)
def recheck(docket: Docket, command: Recheck) -> None:
    """G15: back to the unit, or promised where it is objectively limited, or explained; what
    no unit ever had goes back to the desk instead (X36)."""
    if command.decision is RecheckDecision.REWORK:
        return _rework(docket)
    if command.decision is RecheckDecision.COMMIT:
        return _promise(docket, command)
    if command.decision is RecheckDecision.DESK:
        return _back_to_the_desk(docket)
    require_state(docket, State.RECHECK, "T:T39")
    docket.require_texts("reason", basis=("G:G15", "T:T39"))
    close(docket, ClosingKind.EXPLAINED, "T:T39", "G:G15")


def _promise(docket: Docket, command: Recheck) -> None:
    """T38: reasonable but objectively limited, so the unit promises a day."""
    require_state(docket, State.RECHECK, "T:T38")
    _require_unit(docket, "T:T38")
    require_emergency_over(docket, "T:T38")
    docket.require_texts("reason", "plan", "progress", basis=("JT-07", "G:G15", "T:T38"))
    promise(docket, command.promise_date, "T:T38", *docket.done(ClockName.RECHECK))


def _back_to_the_desk(docket: Docket) -> None:
    """X36: an answer that satisfies nobody, corrected or not, is decided on as on the first day
    (default): answered again, or taken in and dispatched."""
    require_state(docket, State.RECHECK, "T:T36")
    docket.require(not docket.order.unit, "unit_has_it", "T:T37", about=(docket.order.unit,))
    docket.require_texts("reason", basis=("G:G15", "X:X36"))
    docket.record(
        BackAtDesk(),
        *docket.done(ClockName.RECHECK),
        *start(docket.order, ClockName.INTAKE, INTAKE_DESK, docket.now),
        basis=("G:G15", "X:X36"),
    )


@applies(BackAtDesk)
def _back_at_desk(order: Order, _: BackAtDesk, __: Fact) -> Order:
    return changing(order, state=State.INTAKE)


def _require_unit(docket: Docket, basis: str) -> None:
    """Nobody works again on what no unit ever had (X36, a default)."""
    docket.require(bool(docket.order.unit), "no_unit_to_work_again", "X:X36", basis)


@decides(OrderRework)
def order_rework(docket: Docket, _: OrderRework) -> None:
    """T37: back to the unit with a clock of its own, as often as the law allows."""
    _rework(docket)


def _rework(docket: Docket) -> None:
    require_state(docket, State.RECHECK, "T:T37")
    _require_unit(docket, "T:T37")
    rules = docket.order.dossier.pack.rework
    docket.require(_reworks_left(docket.order) > 0, "no_rework_left", *rules.most.rules)
    docket.record(
        ReworkOrdered(round=docket.order.reworks + 1),
        *docket.done(ClockName.RECHECK),
        *start(docket.order, ClockName.REWORK, docket.order.unit, docket.now),
        basis=("G:G15", "X:X8", "T:T37"),
    )
    if docket.order.reworks >= rules.supervision_at.value:
        unit = docket.order.unit
        raise_to(docket, Level.L3, Trigger.REWORKED_TWICE, unit, *rules.supervision_at.rules)


def _reworks_left(order: Order) -> int:
    return order.dossier.pack.rework.most.value - order.reworks


@applies(ReworkOrdered)
def _rework_ordered(order: Order, content: ReworkOrdered, fact: Fact) -> Order:
    again = changing(order, state=State.HANDLING, reworks=content.round, result=None)
    return entered(again, fact)


@decides(FinalReply)
def final_reply(docket: Docket, _: FinalReply) -> None:
    """T39: the final answer, signed by the head; also where the reworks are used up (T40)."""
    if not may_be_answered_for_good(docket.order):
        require_state(docket, State.RECHECK, "T:T39")
    require_parts_ended(docket)
    docket.require_texts("reply", basis=("C:C10", "T:T39"))
    docket.record(FinalReplyIssued(), *docket.done(ClockName.RECHECK), basis=("T:T39", "C:C10"))
    close(docket, ClosingKind.FINAL_REPLY, "T:T39")


@applies(CallbackDone)
def _called_back(order: Order, _: CallbackDone, fact: Fact) -> Order:
    return entered(order, fact)


only_on_record(Unreachable, FinalReplyIssued)
