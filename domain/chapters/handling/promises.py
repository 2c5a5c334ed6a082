"""Promises (承诺件): what cannot be solved in time is promised for a day, and followed (G8)."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.chapters.closing.ending import require_state
from domain.chapters.dispatch.dispatch import VOID, require_own_unit
from domain.chapters.handling.commands import Commit, KeepPromise, ReportMilestone
from domain.chapters.handling.facts import Committed, MilestoneReported, PromiseBroken, PromiseKept
from domain.chapters.handling.in_hand import require_emergency_over, require_in_hand
from domain.chapters.handling.result import WORK
from domain.chapters.together.splitting import review_owed
from domain.duties.due_dates import count, end_of, rule_for, start, start_until
from domain.order.clause import applies, decides, only_on_record, settles
from domain.order.clock import Clock, ClockChange, Outcome
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.time.counting import AN_INSTANT
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, ResultKind, State

TOLD: Final = ("explanation", "plan", "progress")
"""What the caller is told beside the day: why not now, what will be done, how far it is."""


@decides(Commit)
def commit(docket: Docket, command: Commit) -> None:
    """T24, G8: handled in time but not solved; the promised day takes the place of the limit."""
    require_own_unit(docket, "T:T24")
    require_in_hand(docket, "T:T24")
    docket.require_texts(*TOLD, basis=("JT-07", "WF-20", "T:T24"))
    ended = (
        *docket.done(*WORK, ClockName.TOTAL),
        *docket.stop(Outcome.RELEASED, *VOID, ClockName.SUB_HANDLE),
    )
    promise(docket, command.promise_date, "T:T24", *ended)


def promise(docket: Docket, day: date | None, basis: str, *ended: ClockChange) -> None:
    """Put a promise in the place of the clocks that it ends (T24, T38)."""
    unit, promised = docket.order.unit, _lawful(docket, day, basis)
    docket.record(
        Committed(unit=unit, promise_date=promised),
        *ended,
        start_until(
            docket.order,
            ClockName.PROMISE,
            unit,
            docket.now,
            end_of(docket.order, promised),
            ("G:G8", basis),
        ),
        *start(docket.order, ClockName.MILESTONE, unit, docket.now),
        basis=("JT-07", "WF-20", "G:G8", basis),
    )


def _lawful(docket: Docket, day: date | None, basis: str) -> date:
    """Return the promised day if it lies ahead, and not further than the law allows (G8)."""
    rule = rule_for(docket.order, ClockName.PROMISE, docket.now)
    if rule is None:
        docket.refuse("promise_not_in_law", "G:G8", basis)
    if day is None:
        docket.refuse("promise_date_missing", "JT-07", basis)
    latest, _ = count(docket.order, docket.now, rule.limit)
    docket.require(day >= _day(docket.order, docket.now), "promise_in_the_past", "G:G8", basis)
    docket.require(
        day <= _day(docket.order, latest - AN_INSTANT),
        "promise_too_far",
        *rule.rules,
        about=(rule.limit.text(),),
    )
    return day


def _day(order: Order, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(order.dossier.calendar.time_zone)).date()


@applies(Committed)
def _committed(order: Order, _: Committed, __: Fact) -> Order:
    return changing(order, state=State.COMMITTED, result=None, extension_request=None)


@decides(ReportMilestone)
def report_milestone(docket: Docket, _: ReportMilestone) -> None:
    """G8: progress is reported again and again; each report starts the next term."""
    require_own_unit(docket, "G:G8")
    require_state(docket, State.COMMITTED, "G:G8")
    docket.require_texts("progress", basis=("G:G8",))
    docket.record(
        MilestoneReported(unit=docket.actor.unit),
        *docket.done(ClockName.MILESTONE),
        *start(docket.order, ClockName.MILESTONE, docket.order.unit, docket.now),
        basis=("G:G8",),
    )


@decides(KeepPromise)
def keep_promise(docket: Docket, _: KeepPromise) -> None:
    """T25: what was promised is done, in time or late; the review reads it as any result."""
    require_own_unit(docket, "T:T25")
    require_state(docket, State.COMMITTED, "T:T25")
    require_emergency_over(docket, "T:T25")
    docket.require_texts("result", basis=("T:T25", "G:G8"))
    docket.record(
        PromiseKept(unit=docket.actor.unit),
        *docket.done(ClockName.PROMISE),
        *docket.stop(Outcome.RELEASED, ClockName.MILESTONE),
        *review_owed(docket),
        basis=("T:T25", "G:G8"),
    )


@settles(ClockName.PROMISE)
def promise_broken(docket: Docket, clock: Clock) -> None:
    """T25: the day has passed undone; the ladder puts it on the board, and it is still owed."""
    docket.record(PromiseBroken(unit=clock.owner), basis=("T:T25", "G:G8"))


@applies(PromiseKept)
def _kept(order: Order, _: PromiseKept, __: Fact) -> Order:
    return changing(order, state=State.PENDING_REVIEW, result=ResultKind.CONSTRAINED)


only_on_record(MilestoneReported, PromiseBroken)
