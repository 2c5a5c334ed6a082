"""`bench due`: due instants counted a second, beside the package workalendar in the same run.

Both count working days of China, and both return the end of the last day as an instant in UTC.
The instants are of 2021 and 2022: the package knows 2018 to 2023, without the notice that made
the spring festival of 2020 longer. A run in which the two disagree counts for nothing. Time is
the process's own, whatever else the machine has to do.
"""

import time as clock
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from statistics import median
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain.time.counting import due
from domain.time.limit import Convention, Limit
from policies.library import calendar_for, load_pack

PACK: Final = "weifang-2021"
FIRST: Final = datetime(2021, 1, 4, 1, tzinfo=UTC)
BETWEEN: Final = timedelta(hours=16, minutes=7, seconds=13)
STARTS: Final = 1000
"""So many instants, one after the other, reach into the autumn of 2022."""
DAYS: Final = (1, 5, 15)
A_DAY: Final = timedelta(days=1)
Count = Callable[[datetime, int], datetime]
"""The due instant (UTC) of a limit in working days."""


class Disagreement(RuntimeError):
    """Two ways of counting gave different dues, so their speed cannot be compared."""


def bench_due(*, rounds: int) -> dict[str, Any]:
    """Measure `rounds` times; figures are medians. Raises ImportError where there is no peer."""
    ours, theirs = _paidan(), _workalendar()
    starts = [FIRST + number * BETWEEN for number in range(STARTS)]
    speeds: list[tuple[float, float]] = []
    for number in range(rounds + 1):
        (dues, speed), (peers, peers_speed) = _measured(ours, starts), _measured(theirs, starts)
        if dues != peers:
            raise Disagreement(_first_difference(starts, dues, peers))
        if number:  # the first round only warms up
            speeds.append((speed, peers_speed))
    return {
        "name": "due",
        "rounds": rounds,
        "dues_per_round": STARTS * len(DAYS),
        "paidan": {"counted_per_second": round(median(speed for speed, _ in speeds))},
        "peers": {"workalendar": {"counted_per_second": round(median(peer for _, peer in speeds))}},
        "ratio": round(median(speed / peer for speed, peer in speeds), 2),
    }


def _paidan() -> Count:
    pack = load_pack(PACK)
    calendar, hours = calendar_for(pack).from_year(FIRST.year), pack.office_hours.value

    def count(start: datetime, days: int) -> datetime:
        limit = Limit(convention=Convention.WORKING_DAYS, amount=days)
        return due(start, limit, calendar, hours).at

    return count


def _workalendar() -> Count:
    # Read only now: it is a tool of development and no part of the system.
    from workalendar.asia import China

    china, zone = China(), ZoneInfo(calendar_for(load_pack(PACK)).time_zone)

    def count(start: datetime, days: int) -> datetime:
        last = china.add_working_days(start.astimezone(zone).date(), days)
        return datetime.combine(last + A_DAY, time(), zone).astimezone(UTC)

    return count


def _measured(count: Count, starts: list[datetime]) -> tuple[list[datetime], float]:
    """The dues, and how many a second."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns that it knows some years only
        began = clock.process_time()
        dues = [count(start, days) for start in starts for days in DAYS]
        return dues, len(dues) / (clock.process_time() - began)


def _first_difference(starts: list[datetime], dues: list[datetime], peers: list[datetime]) -> str:
    asked = [(start, days) for start in starts for days in DAYS]
    start, days = next(
        a for a, ours, theirs in zip(asked, dues, peers, strict=True) if ours != theirs
    )
    return f"{days} working days from {start.isoformat()}"
