"""The days that the file of a year names, and every fault of a calendar file, by its key."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date, time, timedelta
from typing import Any

from domain.time.half_days import HalfDay
from policies.mistake import Mistake

RUN = ".."
Table = dict[str, Any]


class BadCalendarFile(ValueError):
    """A calendar file with every mistake that was found in it."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


class Faults:
    """Collects the mistakes of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Mistake] = []

    def add(self, key: str, reason: str) -> None:
        """Note one mistake under its key."""
        self.found.append(Mistake(file=self.file, key=key, reason=reason))

    def settle(self) -> None:
        """Go on where nothing was noted; raises BadCalendarFile."""
        if self.found:
            raise BadCalendarFile(tuple(self.found))


def days_of(table: Table, name: str, faults: Faults) -> Iterator[tuple[date, str]]:
    """Every day of a list with the key it stands under, once and in the year of the file."""
    seen: set[date] = set()
    for place, entry in enumerate(table.get(name, ()), start=1):
        key = f"{name}[{place}]"
        for day in _run(_written(entry, key, faults), key, faults):
            if day.year != table["year"]:
                faults.add(key, f"{day} does not lie in {table['year']}")
            if day in seen:
                faults.add(key, f"{day} is named twice")
            seen.add(day)
            yield day, key


def half_days_of(
    table: Table, weekdays: Collection[int], made_up: Collection[date], faults: Faults
) -> Iterator[HalfDay]:
    """Every half day with the hour at which offices close, once and on a working day."""
    seen: set[date] = set()
    for place, entry in enumerate(table.get("half_days", ()), start=1):
        key = f"half_days[{place}]"
        days, until = _half_day(entry, key, faults)
        for day in _run(days, key, faults):
            if day.year != table["year"]:
                faults.add(key, f"{day} does not lie in {table['year']}")
            elif day.weekday() not in weekdays and day not in made_up:
                faults.add(key, f"{day} is no working day")
            elif day in seen:
                faults.add(key, f"{day} is named twice")
            seen.add(day)
            yield HalfDay(day=day, until=until)


def _half_day(entry: object, key: str, faults: Faults) -> tuple[str, time]:
    match entry:
        case {"days": str(days), "until": str(until), **rest} if rest.keys() <= {"name"}:
            with suppress(ValueError):
                closes = time.fromisoformat(until)
                if closes != time.min and closes.tzinfo is None:
                    return days, closes
            faults.add(key, f"until: {until!r} is no time of day")
        case _:
            faults.add(key, f'must be {{ days = "…", until = "12:00", name = "…" }}, not {entry!r}')
    return "", time.min


def _written(entry: object, key: str, faults: Faults) -> str:
    match entry:
        case str(days):
            return days
        case {"days": str(days), "name": str(_), **rest} if not rest:
            return days
    faults.add(key, f'must be a date or {{ days = "…", name = "…" }}, not {entry!r}')
    return ""


def _run(days: str, key: str, faults: Faults) -> Iterator[date]:
    """The days of "2026-10-01..2026-10-07", or of a single date."""
    if not days:
        return
    first_text, _, last_text = days.partition(RUN)
    first = date_of(first_text, key, faults)
    last = date_of(last_text, key, faults) if last_text else first
    if first is None or last is None:
        return
    if last < first:
        faults.add(key, f"{first} comes after {last}")
    for more in range((last - first).days + 1):
        yield first + timedelta(days=more)


def date_of(text: str, key: str, faults: Faults) -> date | None:
    """Read a date, or note that it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        faults.add(key, f'"{text}" is not a date')
        return None
