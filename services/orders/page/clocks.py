"""The duties of an order on its page: how each stands now, and why it ends when it does."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from audit.ledger.arithmetic import limit_rule_of
from audit.ledger.counted_steps import GivenBack, counted_steps
from domain.duties.shares import SHARES
from domain.order.clock import Clock, Outcome
from domain.order.order import Order
from domain.time.counting import AN_INSTANT
from domain.time.kind_of_day import DayKind, kind_of_day
from domain.time.time_left import TimeLeft, time_left
from services.orders.page.day_table import DayLine, day_table
from services.orders.page.speech import Speech
from services.views import Instant

SOON: Final = timedelta(hours=1)
"""In its last hour a duty asks for attention before all others."""


class ClockStanding(StrEnum):
    """How a duty stands at the moment of looking."""

    RUNNING = "running"
    SOON = "soon"
    LATE = "late"
    PAUSED = "paused"
    PROVISIONAL = "provisional"
    MET = "met"
    WAS_LATE = "was_late"
    OVER = "over"
    """Owed no more, without having been done."""

    @property
    def is_open(self) -> bool:
        """Whether the duty is still owed."""
        return self not in {ClockStanding.MET, ClockStanding.WAS_LATE, ClockStanding.OVER}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueShown:
    """Until when, as people say it: 24:00 belongs to the day that it ends."""

    day: date
    at: time | None
    """None: at 24:00 of the day."""
    instant: Instant
    mark: DayKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CountShown:
    """One step of the arithmetic: a limit counted day by day, or a pause given back."""

    title: str
    since: Instant
    ends: DueShown
    days: tuple[DayLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWhy:
    """Why a duty ends when it does."""

    limit: str
    """Empty where an act fixed its end."""
    basis: tuple[str, ...]
    source: str
    pack: str
    calendar: str
    counts: tuple[CountShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockOnPage:
    """One duty on the page of its order."""

    id: str
    title: str
    owner: str
    due: DueShown
    original_due: DueShown | None
    """None where it was never moved."""
    standing: ClockStanding
    outcome: str
    """How it ended, in words; empty while it is owed."""
    left: TimeLeft | None
    """None where no time runs, or it was over in time."""
    why: ClockWhy


def clocks_shown(order: Order, at: datetime, speech: Speech) -> tuple[ClockOnPage, ...]:
    """Every duty of an order at an instant: those that are owed, the most pressing first, then
    those that are not, the latest first."""
    clocks = sorted(order.clocks.values(), key=lambda clock: (clock.started, clock.id))
    ended = [clock for clock in reversed(clocks) if not clock.is_open]
    owed = sorted((clock for clock in clocks if clock.is_open), key=_pressing)
    return tuple(_shown(order, clock, at, speech) for clock in (*owed, *ended))


def _pressing(clock: Clock) -> tuple[bool, datetime, str]:
    """What stands still, or may not lapse yet, presses less than what runs."""
    return (clock.paused is not None or clock.provisional, clock.due, clock.id)


def _shown(order: Order, clock: Clock, at: datetime, speech: Speech) -> ClockOnPage:
    moved = clock.original_due != clock.due
    return ClockOnPage(
        id=clock.id,
        title=speech.of(clock.name),
        owner=speech.owner(clock.owner),
        due=due_shown(order, clock.due),
        original_due=due_shown(order, clock.original_due) if moved else None,
        standing=standing_of_clock(clock, at),
        outcome="" if clock.outcome is None else speech.of(clock.outcome),
        left=_left(order, clock, at),
        why=_why(order, clock, speech),
    )


def standing_of_clock(clock: Clock, at: datetime) -> ClockStanding:
    """How a duty stands at an instant, also where its lapse is not on record yet."""
    if clock.ended is not None:
        if clock.lapsed is not None:
            return ClockStanding.WAS_LATE
        return ClockStanding.MET if clock.outcome is Outcome.MET else ClockStanding.OVER
    if clock.paused is not None:
        return ClockStanding.PAUSED
    if clock.provisional:
        return ClockStanding.PROVISIONAL
    if clock.lapsed is not None or clock.due < at:
        return ClockStanding.LATE
    return ClockStanding.SOON if clock.due - at <= SOON else ClockStanding.RUNNING


def due_shown(order: Order, instant: datetime) -> DueShown:
    """An instant in the order's own place."""
    calendar = order.dossier.calendar
    there = instant.astimezone(calendar.workdays.zone)
    ends_day = there.time() == time.min
    day = (instant - AN_INSTANT).astimezone(there.tzinfo).date() if ends_day else there.date()
    return DueShown(
        day=day,
        at=None if ends_day else there.time(),
        instant=there,
        mark=kind_of_day(day, calendar),
    )


def _left(order: Order, clock: Clock, at: datetime) -> TimeLeft | None:
    standing = standing_of_clock(clock, at)
    if standing is ClockStanding.WAS_LATE:
        return _until(order, clock, clock.ended or at)
    runs = standing in {ClockStanding.RUNNING, ClockStanding.SOON, ClockStanding.LATE}
    return _until(order, clock, at) if runs else None


def _until(order: Order, clock: Clock, at: datetime) -> TimeLeft:
    hours = order.dossier.pack.office_hours.value
    return time_left(clock.due, clock.limit, at, order.dossier.calendar, hours)


def _why(order: Order, clock: Clock, speech: Speech) -> ClockWhy:
    rule = limit_rule_of(order, clock)
    is_fixed = rule is None and clock.name not in SHARES
    return ClockWhy(
        limit="" if is_fixed else speech.limit(clock.limit),
        basis=clock.basis,
        source="" if rule is None else rule.source,
        pack=order.dossier.pack.id,
        calendar=clock.calendar,
        counts=() if is_fixed else tuple(_counts(order, clock, speech)),
    )


def _counts(order: Order, clock: Clock, speech: Speech) -> list[CountShown]:
    zone = order.dossier.calendar.workdays.zone
    shown: list[CountShown] = []
    for step in counted_steps(order, clock):
        if isinstance(step, GivenBack):
            title, since = speech.say("ledger.pause"), step.pause.began
            days: tuple[DayLine, ...] = ()
        else:
            token = "ledger.moved" if shown else "ledger.limit"
            title, since = f"{speech.say(token)} {speech.limit(step.limit)}", step.since
            days = day_table(order, step.since, step.limit, step.ends, speech)
        ends = due_shown(order, step.ends)
        shown.append(CountShown(title=title, since=since.astimezone(zone), ends=ends, days=days))
    return shown
