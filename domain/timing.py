"""When a duty begins, until when it runs, and what must ring next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from domain.changing import changing, keep_beside, kept_beside
from domain.clock import Clock, ClockMoved, ClockRelimited, ClockStarted
from domain.counted_by import counted_by
from domain.counting import AN_INSTANT, before, due
from domain.limit import Convention, Limit
from domain.order import Dossier, Order
from domain.pack import LimitRule, Reminder
from domain.upstream import latest_local_due
from domain.vocabulary import ClockName, Urgency

DUE = "due"
IN_DAYS = frozenset(
    {Convention.NATURAL_DAYS, Convention.WORKING_DAYS, Convention.WORKING_DAYS_TO_CLOSE}
)
HALF = 2
BEFORE_UPSTREAM = ("C:C17", "X:X18")
SHORTEST_HALVED = 2
"""A limit of a single day has no half that anyone could use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """The next thing that rings on a clock; its id is also the label of its timer."""

    clock: str
    step: str
    at: datetime

    @property
    def id(self) -> str:
        """The clock and the step: "handle/1 due"."""
        return f"{self.clock} {self.step}"


_Known = tuple[Dossier, Urgency, Alarm | None]
"""What a clock's first alarm was worked out for, and the alarm."""


def rule_for(order: Order, name: ClockName, occasion: str = "") -> LimitRule | None:
    """Find the limit that this order's law sets for a duty, or None."""
    return order.dossier.pack.limit_rule(
        name, order.item_type, order.item_class, order.urgency, occasion
    )


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
    rule = rule_for(order, name, occasion)
    return () if rule is None else (start_by(order, rule, owner, now),)


def start_by(order: Order, rule: LimitRule, owner: str, now: datetime) -> ClockStarted:
    """Begin a duty at `now` by a rule that was worked out for it."""
    ends, provisional = count(order, now, rule.limit)
    latest = latest_local_due(order, rule.clock, now)
    if latest is not None and latest < ends:
        return start_until(order, rule.clock, owner, now, latest, (*BEFORE_UPSTREAM, *rule.rules))
    return ClockStarted(clock=_clock(order, rule, owner, now, ends, provisional))


def start_until(
    order: Order, name: ClockName, owner: str, now: datetime, ends: datetime, basis: tuple[str, ...]
) -> ClockStarted:
    """Begin a duty whose end was fixed as an instant and not as a limit (T52)."""
    rule = LimitRule(clock=name, limit=_span(now, ends), source="", rules=basis)
    return ClockStarted(clock=_clock(order, rule, owner, now, ends, False))


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
    ends, provisional = count(order, clock.started, clock.limit)
    for further in clock.extensions:
        ends, still_unknown = count_on(order, ends, further)
        provisional = provisional or still_unknown
    return ClockMoved(
        id=clock.id, due=ends, provisional=provisional, calendar=order.dossier.calendar.edition
    )


def relimited(order: Order, clock: Clock) -> ClockRelimited | None:
    """Count a duty anew by the limit of the order's class, from where it began (T45).

    Extensions stay granted. Where the law sets no limit for the class, the old one stands.
    """
    rule = rule_for(order, clock.name)
    if rule is None:
        return None
    counted = recomputed(order, changing(clock, limit=rule.limit))
    new = ClockRelimited(
        id=clock.id,
        limit=rule.limit,
        basis=rule.rules,
        extensions=clock.extensions,
        due=counted.due,
        provisional=counted.provisional,
        calendar=counted.calendar,
    )
    latest = latest_local_due(order, clock.name, clock.started)
    if latest is None or counted.due <= latest:
        return new
    fixed = _span(clock.started, latest)
    basis = (*BEFORE_UPSTREAM, *rule.rules)
    return replace(new, limit=fixed, basis=basis, extensions=(), due=latest, provisional=False)


def next_alarm(order: Order, clock: Clock) -> Alarm | None:
    """Name what rings next on a running clock: a reminder, its due, or a rung above it.

    A provisional due never rings: nothing may lapse by a calendar that nobody has published.
    What a new calendar or a new urgency puts into the past rings now and not in the past.
    """
    if not clock.is_open or clock.provisional:
        return None
    first = _first(order, clock)
    if first is None:
        return None
    at = max(first.at, clock.armed, order.as_of or first.at)
    return first if at == first.at else replace(first, at=at)


def _first(order: Order, clock: Clock) -> Alarm | None:
    """What comes first on a clock: worked out once for each clock under one law and urgency."""
    known: _Known | None = kept_beside(clock)
    if known and known[0] is order.dossier and known[1] is order.urgency:
        return known[2]
    coming = _rungs(order, clock) if clock.lapsed else _until_due(order, clock)
    first = min(coming, key=lambda alarm: alarm.at, default=None)
    keep_beside(clock, (order.dossier, order.urgency, first))
    return first


def _until_due(order: Order, clock: Clock) -> Iterator[Alarm]:
    yield Alarm(clock=clock.id, step=DUE, at=clock.due)
    for reminder in order.dossier.pack.reminders_of(clock.name):
        if reminder.step in clock.rung:
            continue
        at = _reminder_at(order, clock, reminder)
        if at is not None and clock.armed < at < clock.due:
            yield Alarm(clock=clock.id, step=reminder.step, at=at)


def _reminder_at(order: Order, clock: Clock, reminder: Reminder) -> datetime | None:
    if reminder.before is not None:
        return count_back(order, clock.due, reminder.before)
    if clock.limit.convention in (Convention.NATURAL_TIME, Convention.WORKING_TIME):
        half = replace(clock.limit, amount=max(1, clock.limit.amount // HALF))
        return count_back(order, clock.due, half)
    if clock.limit.amount < SHORTEST_HALVED:
        return None
    return count_back(order, clock.due, replace(clock.limit, amount=clock.limit.amount // HALF))


def _rungs(order: Order, clock: Clock) -> Iterator[Alarm]:
    for step in order.dossier.pack.ladder_of(clock.name, order.urgency):
        if step.after is None or step.level.name in clock.rung:
            continue
        at, provisional = count_on(order, clock.due, step.after)
        if not provisional:
            yield Alarm(clock=clock.id, step=step.level.name, at=at)


def is_emergency(order: Order) -> bool:
    """Whether the order runs under emergency limits."""
    return order.urgency is Urgency.EMERGENCY
