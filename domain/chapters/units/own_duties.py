"""When a unit's own duties begin and until when they run (SY20-10, JT-02)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from domain.chapters.units.terms import Post
from domain.duties.due_dates import start_by, start_until
from domain.law.limit_rule import LimitRule
from domain.law.value import Value
from domain.order.clock import ClockStarted
from domain.order.order import Order
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName

CLOCK_OF: Final = {
    Post.HEAD: ClockName.HEAD_SCHEDULING,
    Post.DEPUTY: ClockName.DEPUTY_SCHEDULING,
}
POST_OF: Final = {clock: post for post, clock in CLOCK_OF.items()}
PERIODIC: Final = frozenset(POST_OF)
"""Duties of every period anew: one that was missed is still owed beside the present one."""
OWN_DUTIES: Final = frozenset({ClockName.FILING, *PERIODIC})
MONTHS: Final = 12
"""In a year."""


def filing_rule(order: Order) -> LimitRule | None:
    """SY20-10: within which limit the order's law wants a change of people filed."""
    duties = order.dossier.pack.units
    if duties is None:
        return None
    said = duties.filing
    clock = ClockName.FILING
    return LimitRule(clock=clock, limit=said.value, source=said.source, rules=said.rules)


def filing(order: Order, since: datetime, now: datetime) -> tuple[ClockStarted, ...]:
    """Begin the filing of a change that lies at `since`; it can ring from now on only."""
    rule = filing_rule(order)
    if rule is None:
        return ()
    started = start_by(order, rule, order.unit, since)
    return (replace(started, clock=changing(started.clock, armed=now)),)


def scheduling(order: Order, by: Post, since: datetime, now: datetime) -> tuple[ClockStarted, ...]:
    """Begin the scheduling of the period in which `since` lies, due when the period ends."""
    months = months_of(order, by)
    if months is None:
        return ()
    ends = end_of_period(order, since, months.value)
    return (start_until(order, CLOCK_OF[by], order.unit, now, ends, months.rules),)


def months_of(order: Order, by: Post) -> Value[int] | None:
    """JT-02: how many months the period of this leader has; None where the law is silent."""
    duties = order.dossier.pack.units
    if duties is None:
        return None
    return duties.head_months if by is Post.HEAD else duties.deputy_months


def end_of_period(order: Order, at: datetime, months: int) -> datetime:
    """The end (UTC) of the part of the local calendar year, so many months long, that `at` is in.

    Default: a year and its quarters are those of the calendar, whenever the file was opened.
    """
    zone = _zone(order)
    local = at.astimezone(zone)
    after = ((local.month - 1) // months + 1) * months
    year, month = local.year + after // MONTHS, after % MONTHS + 1
    return datetime(year, month, 1, tzinfo=zone).astimezone(UTC)


def local_day(order: Order, at: datetime) -> date:
    """The day in the office's own time."""
    return at.astimezone(_zone(order)).date()


def beginning_of(order: Order, day: date) -> datetime:
    """The instant (UTC) at which a local day begins."""
    return datetime.combine(day, time(), tzinfo=_zone(order)).astimezone(UTC)


def _zone(order: Order) -> ZoneInfo:
    return ZoneInfo(order.dossier.calendar.time_zone)
