"""Attempts to reach the caller: how many, on how many days, at which hours are enough (G14), and
when the next one may be made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.chapters.closing.rules import Callback
from domain.order.order import Order

A_DAY: Final = timedelta(days=1)
DAY_BEGINS: Final = "00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptsMade:
    """What was tried so far, as G14 counts it."""

    attempts: int
    days: int
    windows: int


def attempts_exhausted(order: Order) -> bool:
    """G14: enough attempts, on different days, in different windows of the day."""
    rules = order.dossier.pack.callback
    zone = ZoneInfo(order.dossier.calendar.time_zone)
    return is_enough(tried((attempt.at for attempt in order.attempts), rules, zone), rules)


def is_enough(made: AttemptsMade, rules: Callback) -> bool:
    """Whether nothing more is asked for before a caller counts as not to be reached."""
    return (
        made.attempts >= rules.attempts.value
        and made.days >= rules.days.value
        and made.windows >= rules.windows.value
    )


def tried(attempts: Iterable[datetime], rules: Callback, zone: ZoneInfo) -> AttemptsMade:
    """Count attempts, their days, and the windows of the day in which they lie."""
    local = [at.astimezone(zone) for at in attempts]
    return AttemptsMade(
        attempts=len(local),
        days=len({at.date() for at in local}),
        windows=len({window_of(at, rules) for at in local}),
    )


def window_of(local: datetime, rules: Callback) -> int:
    """Which window of the day a local instant lies in, the first being 0."""
    return sum(f"{local:%H:%M}" >= begins for begins in windows_of_day(rules)) - 1


def windows_of_day(rules: Callback) -> tuple[str, ...]:
    """The local times at which the windows of a day begin; whatever lies before the first start
    that the rules name is a window of its own."""
    starts = rules.window_starts.value
    return starts if DAY_BEGINS in starts else (DAY_BEGINS, *starts)


def is_quiet(local: datetime, rules: Callback) -> bool:
    """Whether nobody is called at this local instant: between the first of the quiet hours and the
    last, over midnight where the last comes earlier in the day."""
    if rules.quiet is None:
        return False
    since, until = rules.quiet.value
    now = f"{local:%H:%M}"
    return since <= now < until if since < until else now >= since or now < until


def callable_from(
    attempts: Iterable[datetime], rules: Callback, zone: ZoneInfo, now: datetime
) -> datetime:
    """The earliest instant, `now` or later, at which a call would bring the order on: outside the
    quiet hours, and in no window of a day in which nobody answered already (a default)."""
    made = {_place(at.astimezone(zone), rules) for at in attempts}
    return next(
        at
        for at in _chances(now.astimezone(zone), rules)
        if not is_quiet(at, rules) and _place(at, rules) not in made
    )


def _place(local: datetime, rules: Callback) -> tuple[date, int]:
    return local.date(), window_of(local, rules)


def _chances(now: datetime, rules: Callback) -> Iterator[datetime]:
    """Now, and every later instant at which a window begins or the quiet hours end."""
    yield now
    ends = () if rules.quiet is None else rules.quiet.value[1:]
    times = sorted(map(time.fromisoformat, (*windows_of_day(rules), *ends)))
    day = now.date()
    while True:
        for at in times:
            chance = datetime.combine(day, at, now.tzinfo)
            if chance > now:
                yield chance
        day += A_DAY
