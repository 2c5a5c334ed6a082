"""Promises: what cannot be solved in time is promised for a day, and followed (G8)."""

from datetime import date, datetime
from typing import Final

from domain.chapters.closing.ending import require_state
from domain.chapters.dispatch.dispatch import VOID, require_own_unit
from domain.chapters.handling.commands import Commit, KeepPromise, ReportMilestone
from domain.chapters.handling.days_ahead import require_within
from domain.chapters.handling.facts import Committed, MilestoneReported, PromiseBroken, PromiseKept
from domain.chapters.handling.in_hand import WORK, require_emergency_over, require_in_hand
from domain.chapters.handling.telling import Told, require_told
from domain.chapters.together.splitting import review_owed
from domain.duties.due_dates import end_of, rule_for, start, start_until
from domain.law.limit_rule import LimitRule
from domain.order.clause import applies, decides, only_on_record, settles
from domain.order.clock import Clock, ClockChange, ClockStarted, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, ResultKind, State

NOT_COMMITTED = refusal("not_committed")
PROMISE_NOT_IN_LAW = refusal("promise_not_in_law")
PROMISE_DATE_MISSING = refusal("promise_date_missing")
PROMISE_IN_THE_PAST = refusal("promise_in_the_past")
PROMISE_TOO_FAR = refusal("promise_too_far")
PROMISE_AFTER_THE_LIMIT = refusal("promise_after_the_limit")

TOLD: Final = ("explanation", "plan", "progress")
"""What the caller is told beside the day: why not now, what will be done, how far it is."""


@decides(Commit)
def commit(decision: Decision, command: Commit) -> None:
    """T24, G8: handled in time but not solved; the promised day takes the place of the limit."""
    require_own_unit(decision, "T:T24")
    require_in_hand(decision, "T:T24")
    _require_known(decision, "T:T24")
    decision.require_texts(*TOLD, basis=("JT-07", "WF-20", "T:T24"))
    require_told(decision, command, "JT-07", "T:T24")
    promise_for_the_limit(decision, command.promise_date, command)


def promise_for_the_limit(decision: Decision, day: date | None, told: Told) -> None:
    """Let the promised day take the place of the unit's limit and of the city's own (T24).

    WF-20: explained and planned within the limit; what is late stays owed and supervised."""
    limits = (decision.order.open_clock(name) for name in WORK)
    late = tuple(limit.id for limit in limits if limit is not None and limit.lapsed)
    decision.require(not late, PROMISE_AFTER_THE_LIMIT, "WF-20", "T:T24", about=late)
    ended = (
        *decision.done(*WORK, ClockName.TOTAL),
        *decision.stop(Outcome.RELEASED, *VOID, ClockName.SUB_HANDLE),
    )
    promise(decision, day, "T:T24", *ended, told=told)


def promise(
    decision: Decision, day: date | None, basis: str, *ended: ClockChange, told: Told | None = None
) -> None:
    """Put a promise in the place of the clocks that it ends (T24, T38)."""
    unit, promised = decision.order.unit, _lawful(decision, day, basis)
    at, via = (told.told_at, told.told_via) if told else (None, None)
    decision.record(
        Committed(unit=unit, promise_date=promised, told_at=at, told_via=via),
        *ended,
        start_until(
            decision.order,
            ClockName.PROMISE,
            unit,
            decision.now,
            end_of(decision.order, promised),
            ("G:G8", basis),
        ),
        *progress_owed(decision.order, decision.now),
        basis=("JT-07", "WF-20", "G:G8", basis),
    )


def progress_owed(order: Order, now: datetime) -> tuple[ClockStarted, ...]:
    """G8: how far it is, the unit reports as long as the promise is open."""
    return start(order, ClockName.MILESTONE, order.unit, now)


def _lawful(decision: Decision, day: date | None, basis: str) -> date:
    """Return the promised day if it lies ahead, and not further than the law allows (G8)."""
    rule = _require_known(decision, basis)
    if day is None:
        decision.refuse(PROMISE_DATE_MISSING, "JT-07", basis)
    require_within(decision, day, rule, PROMISE_IN_THE_PAST, PROMISE_TOO_FAR)
    return day


def _require_known(decision: Decision, basis: str) -> LimitRule:
    """Find how far ahead the law lets a day be promised; refuse where it knows no promises."""
    rule = rule_for(decision.order, ClockName.PROMISE, decision.now)
    if rule is None:
        decision.refuse(PROMISE_NOT_IN_LAW, "G:G8", basis)
    return rule


@applies(Committed)
def _committed(order: Order, _: Committed, __: Fact) -> Order:
    return changing(order, state=State.COMMITTED, result=None, extension_request=None)


@decides(ReportMilestone)
def report_milestone(decision: Decision, _: ReportMilestone) -> None:
    """G8: progress is reported again and again; each report starts the next term."""
    require_own_unit(decision, "G:G8")
    require_state(decision, State.COMMITTED, NOT_COMMITTED, "G:G8")
    decision.require_texts("progress", basis=("G:G8",))
    decision.record(
        MilestoneReported(unit=decision.actor.unit),
        *decision.done(ClockName.MILESTONE),
        *progress_owed(decision.order, decision.now),
        basis=("G:G8",),
    )


@decides(KeepPromise)
def keep_promise(decision: Decision, command: KeepPromise) -> None:
    """T25: what was promised is done, in time or late; the review reads it as any result."""
    require_own_unit(decision, "T:T25")
    require_state(decision, State.COMMITTED, NOT_COMMITTED, "T:T25")
    require_emergency_over(decision, "T:T25")
    decision.require_texts("result", basis=("T:T25", "G:G8"))
    require_told(decision, command, "T:T25")
    decision.record(
        PromiseKept(unit=decision.actor.unit, told_at=command.told_at, told_via=command.told_via),
        *decision.done(ClockName.PROMISE),
        *decision.stop(Outcome.RELEASED, ClockName.MILESTONE),
        *review_owed(decision),
        basis=("T:T25", "G:G8"),
    )


@settles(ClockName.PROMISE)
def promise_broken(decision: Decision, _: Clock) -> None:
    """T25: the day has passed undone; the ladder puts it on the board, and it is still owed."""
    decision.record(PromiseBroken(unit=decision.order.unit), basis=("T:T25", "G:G8"))


@applies(PromiseKept)
def _kept(order: Order, _: PromiseKept, __: Fact) -> Order:
    return changing(order, state=State.PENDING_REVIEW, result=ResultKind.CONSTRAINED)


only_on_record(MilestoneReported, PromiseBroken)
