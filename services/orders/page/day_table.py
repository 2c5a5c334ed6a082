"""The days of a limit on the page: each counted day a line, days off in a row one line together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from audit.ledger.counted_days import CountedDay, CountedKind, Counts, counted_days
from domain.order.order import Order
from domain.time.limit import Limit
from services.orders.page.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """One line: a day, or several days off in a row."""

    first: date
    last: date
    kind: CountedKind
    """Of several days the holiday among them, which says more than the weekend."""
    is_estimated: bool
    title: str
    """What kind of day it is."""
    why: str
    """Why it counts or not; empty where its number says so."""
    number: int | None
    """Which of the limit's days it is."""
    is_end: bool

    @property
    def days(self) -> int:
        """How many days stand in this line."""
        return (self.last - self.first).days + 1


def day_table(
    order: Order, since: datetime, limit: Limit, ends: datetime, speech: Speech
) -> tuple[DayLine, ...]:
    """Tell the days of a limit; none where it is counted in natural time."""
    days = counted_days(order, since, limit, ends)
    return tuple(_line(run, speech, is_end=run[-1] is days[-1]) for run in _runs(days))


def _runs(days: Iterable[CountedDay]) -> Iterator[list[CountedDay]]:
    """Days off that do not count stand together as far as they follow each other."""
    for is_off, run in groupby(days, key=lambda day: day.counts is Counts.NOT and day.kind.is_off):
        if is_off:
            yield list(run)
        else:
            yield from ([day] for day in run)


def _line(run: list[CountedDay], speech: Speech, *, is_end: bool) -> DayLine:
    first, last = run[0], run[-1]
    kinds = {day.kind for day in run}
    kind = CountedKind.HOLIDAY if CountedKind.HOLIDAY in kinds else first.kind
    return DayLine(
        first=first.day,
        last=last.day,
        kind=kind,
        is_estimated=any(day.is_estimated for day in run),
        title=speech.say(f"ledger.day.{kind}"),
        why=_why(first, speech),
        number=last.place,
        is_end=is_end,
    )


def _why(day: CountedDay, speech: Speech) -> str:
    match day.counts:
        case Counts.AS_WORKING_DAY | Counts.AS_DAY:
            return ""
        case Counts.IN_HOURS:
            so_far = speech.length(round(day.so_far.total_seconds()))
            return speech.say("order_page.office_time_so_far", length=so_far)
        case counts:
            return speech.say(f"ledger.day.{counts}")
