"""The duties of an order on its page: how each stands now, and why it ends when it does."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from audit.ledger.arithmetic import limit_rule_of
from audit.ledger.counted_steps import GivenBack, counted_steps
from domain.duties.shares import SHARES
from domain.order.clock import Clock, Outcome
from domain.order.order import Order
from domain.time.counting import AN_INSTANT
from domain.time.kind_of_day import DayKind, kind_of_day
from domain.time.time_left import TimeLeft, time_left
from services.orders.clocks_left import ClockLeft, clock_left
from services.orders.page.day_table import DayLine, day_table
from services.orders.page.speech import Speech
from services.views import Instant

DONE: Final = frozenset({Outcome.MET, Outcome.LATE})


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
    left: ClockLeft
    """How it stands, with what is left."""
    is_owed: bool
    is_done: bool
    """Whether it was done, in time or late; of one that is owed no more without, the outcome says
    why."""
    outcome: str
    """How it ended, in words; empty while it is owed."""
    late_by: TimeLeft | None
    """By how much it was missed; None where it was not, or is owed still."""
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
    calendar, hours = order.dossier.calendar, order.dossier.pack.office_hours.value
    missed = clock.ended if clock.lapsed else None
    return ClockOnPage(
        id=clock.id,
        title=speech.of(clock.name),
        owner=speech.owner(clock.owner),
        due=due_shown(order, clock.due),
        original_due=due_shown(order, clock.original_due) if moved else None,
        left=clock_left(clock, at, calendar, hours),
        is_owed=clock.is_open,
        is_done=clock.outcome in DONE,
        outcome="" if clock.outcome is None else speech.of(clock.outcome),
        late_by=None
        if missed is None
        else time_left(clock.due, clock.limit, missed, calendar, hours),
        why=_why(order, clock, speech),
    )


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
