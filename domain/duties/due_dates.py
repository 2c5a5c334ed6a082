"""When a duty begins, and until when it runs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.duties.due_basis import counted_by
from domain.duties.upstream import governed_by, governing_due
from domain.law.limit_rule import Circumstances, LimitRule
from domain.order.clock import (
    Clock,
    ClockMoved,
    ClockRelimited,
    ClockResumed,
    ClockStarted,
    PausedTime,
)
from domain.order.order import Order
from domain.time.counting import AN_INSTANT, before, due, resume_due
from domain.time.limit import Convention, Limit
from domain.time.workdays import local_time
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Urgency

IN_DAYS = frozenset(
    {
        Convention.NATURAL_DAYS,
        Convention.NATURAL_DAYS_PUT_OFF,
        Convention.WORKING_DAYS,
        Convention.WORKING_DAYS_TO_CLOSE,
    }
)
HALF = 2
A_SECOND = timedelta(seconds=1)


def rule_for(
    order: Order, name: ClockName, begins: datetime, occasion: str = ""
) -> LimitRule | None:
    """Find the limit that this order's law sets for a duty that begins at an instant, or None."""
    found = Circumstances(
        item_type=order.item_type,
        item_class=order.item_class,
        urgency=order.urgency,
        channel=order.channel,
        queue=order.queue,
        at=local_time(begins, order.dossier.calendar.workdays.zone).time(),
        category=order.category,
    )
    return order.dossier.pack.limit_rule(name, found, occasion)


def count(order: Order, start: datetime, limit: Limit) -> tuple[datetime, bool]:
    """Return the instant a limit ends that starts at `start`, and whether it is provisional."""
    ends = due(start, limit, order.dossier.calendar, order.dossier.pack.office_hours.value)
    return ends.at, ends.provisional


def count_back(order: Order, end: datetime, limit: Limit) -> datetime:
    """Return the instant that lies one limit before `end`, counted by the same calendar (M4)."""
    return before(end, limit, order.dossier.calendar, order.dossier.pack.office_hours.value).at


def start(
    order: Order, name: ClockName, owner: str, now: datetime, occasion: str = ""
) -> tuple[ClockStarted, ...]:
    """Begin a duty at `now`, or nothing where the law sets no limit for it."""
    rule = rule_for(order, name, now, occasion)
    return () if rule is None else (start_by(order, rule, owner, now),)


def start_by(order: Order, rule: LimitRule, owner: str, now: datetime) -> ClockStarted:
    """Begin a duty at `now` by a rule that was worked out for it."""
    governing = governing_due(order, rule.clock, now)
    if governing is not None:
        why = governed_by(order, governing)
        return start_until(order, rule.clock, owner, now, governing, (*why, *rule.rules))
    ends, provisional = count(order, now, rule.limit)
    return ClockStarted(clock=_clock(order, rule, owner, now, ends, provisional))


def start_until(
    order: Order, name: ClockName, owner: str, now: datetime, ends: datetime, basis: tuple[str, ...]
) -> ClockStarted:
    """Begin a duty whose end was fixed as an instant and not as a limit (T52)."""
    rule = LimitRule(clock=name, limit=_span(now, ends), source="", rules=basis)
    return ClockStarted(clock=_clock(order, rule, owner, now, ends, False))


def whole_seconds_on(since: datetime, ends: datetime) -> datetime:
    """The first instant from `ends` on that lies whole seconds after `since`, and at least one: a
    limit counts no less, and a due is what its limit counts to."""
    seconds = max(1, -((since - ends) // A_SECOND))
    return since + seconds * A_SECOND


def _span(since: datetime, ends: datetime) -> Limit:
    seconds = max(1, int((ends - since).total_seconds()))
    return Limit(convention=Convention.NATURAL_TIME, amount=seconds)


def _clock(
    order: Order, rule: LimitRule, owner: str, now: datetime, ends: datetime, provisional: bool
) -> Clock:
    return Clock(
        id=order.next_clock_id(rule.clock),
        name=rule.clock,
        owner=owner,
        limit=rule.limit,
        basis=(*rule.rules, *counted_by(order, rule.limit, now, ends)),
        calendar=order.dossier.calendar.edition,
        started=now,
        due=ends,
        original_due=ends,
        provisional=provisional,
        armed=now,
    )


def move(order: Order, clock: Clock, by: Limit) -> ClockMoved:
    """Move a due by a further limit, counted from where it was."""
    ends, provisional = count_on(order, clock.due, by)
    return ClockMoved(
        id=clock.id,
        by=by,
        due=ends,
        provisional=provisional or clock.provisional,
        calendar=order.dossier.calendar.edition,
    )


def count_on(order: Order, ended: datetime, limit: Limit) -> tuple[datetime, bool]:
    """Count a further limit from a due: an end at 24:00 belongs to the day that it ends."""
    return count(order, ended - AN_INSTANT if limit.convention in IN_DAYS else ended, limit)


def recomputed(order: Order, clock: Clock) -> ClockMoved:
    """Compute a provisional due, its extensions included, anew by a published calendar (X37)."""
    ends, provisional = _counted_anew(order, clock)
    return ClockMoved(
        id=clock.id, due=ends, provisional=provisional, calendar=order.dossier.calendar.edition
    )


def _counted_anew(order: Order, clock: Clock) -> tuple[datetime, bool]:
    ends, provisional = count(order, clock.started, clock.limit)
    for step in clock.course:
        ends, still_unknown = count_step(order, clock, ends, step)
        provisional = provisional or still_unknown
    return ends, provisional


def count_step(
    order: Order, clock: Clock, ends: datetime, step: Limit | PausedTime
) -> tuple[datetime, bool]:
    """Count what moved a due once: a further limit, or a pause that is given back."""
    if isinstance(step, Limit):
        return count_on(order, ends, step)
    return give_back(order, clock, ends, step.began, step.ended)


def give_back(
    order: Order, clock: Clock, ends: datetime, paused: datetime, resumed: datetime
) -> tuple[datetime, bool]:
    """Move a due by what a pause cost, in the convention of the clock's own limit (M4).

    A pause that ends at 24:00 ends on the day that it fills, as every limit in days does.
    """
    if clock.limit.convention in IN_DAYS:
        paused, resumed = paused - AN_INSTANT, resumed - AN_INSTANT
    hours = order.dossier.pack.office_hours.value
    moved = resume_due(ends, paused, resumed, clock.limit, order.dossier.calendar, hours)
    return moved.at, moved.provisional


def resume(order: Order, clock: Clock, now: datetime) -> ClockResumed:
    """Let time run again on a paused clock."""
    ends, provisional = give_back(order, clock, clock.due, clock.paused or now, now)
    return ClockResumed(
        id=clock.id,
        due=ends,
        provisional=provisional or clock.provisional,
        calendar=order.dossier.calendar.edition,
    )


def relimited(order: Order, clock: Clock) -> ClockRelimited | None:
    """Count a duty anew by the limit of the order's class, from where it began (T45).

    Extensions stay granted. Where the law sets no limit for the class, the old one stands.
    """
    rule = rule_for(order, clock.name, clock.started)
    return None if rule is None else relimit(order, clock, rule.limit, rule.rules)


def without_extensions(clock: Clock) -> Clock:
    """Return a clock on which nothing was granted; the time that stood still stays (G10)."""
    pauses = tuple(replace(pause, granted=0) for pause in clock.pauses)
    return changing(clock, extensions=(), pauses=pauses)


def relimit(order: Order, clock: Clock, limit: Limit, basis: tuple[str, ...]) -> ClockRelimited:
    """Put another limit in the place of a clock's own, counted with all that moved its due.

    Where another platform's due or a promised day governs, nothing is counted (C17).
    """
    ends, provisional = _counted_anew(order, changing(clock, limit=limit))
    new = ClockRelimited(
        id=clock.id,
        limit=limit,
        basis=basis,
        extensions=clock.extensions,
        pauses=clock.pauses,
        due=ends,
        provisional=provisional,
        calendar=order.dossier.calendar.edition,
    )
    governing = governing_due(order, clock.name, clock.started)
    if governing is None:
        return new
    return until_instant(new, clock.started, governing, governed_by(order, governing))


def until_instant(
    new: ClockRelimited, started: datetime, ends: datetime, why: tuple[str, ...]
) -> ClockRelimited:
    """End a changed clock at an instant, with nothing that was granted counted beside it."""
    return replace(
        new,
        limit=_span(started, ends),
        basis=(*why, *new.basis),
        extensions=(),
        pauses=(),
        due=ends,
        provisional=False,
    )


def end_of(order: Order, day: date) -> datetime:
    """24:00 of a day in the office's own time, as an instant in UTC."""
    return order.dossier.calendar.workdays.begin(day.toordinal() + 1).astimezone(UTC)


def is_emergency(order: Order) -> bool:
    """Whether the order runs under emergency limits."""
    return order.urgency is Urgency.EMERGENCY
