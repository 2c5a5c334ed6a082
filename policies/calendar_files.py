"""Reading calendar files: what a place's calendar is, and what one year's notice declares.

A folder holds `calendar.toml` (time zone, weekly pattern, which calendar it extends) and one
file for each edition of a year. Every fault of a file is found at once and named by its key.
"""

import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.time.calendar import BadCalendar, WorkCalendar
from domain.time.yearly_holidays import YearlyHoliday
from policies.mistake import Mistake
from policies.yearly_holidays_table import WEEKDAYS as WEEKDAYS
from policies.yearly_holidays_table import yearly_holiday

LISTS = ("days_off", "make_up_days")
RUN = ".."
Kinds = dict[str, type]
PLACE_KEYS: Kinds = {"calendar": str, "title": str, "time_zone": str, "working_weekdays": list}
PLACE_EXTRAS: Kinds = {"extends": str, "regular": bool, "holidays": list}
YEAR_KEYS: Kinds = {"calendar": str, "year": int, "edition": int, "source": list}
YEAR_EXTRAS: Kinds = {
    "issued": str,
    "note": str,
    "days_off": list,
    "make_up_days": list,
    "replaces": list,
}
Table = dict[str, Any]


class BadCalendarFile(ValueError):
    """A calendar file with every mistake that was found in it."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPlace:
    """What holds for a place in every year."""

    name: str
    title: str
    time_zone: str
    working_weekdays: tuple[int, ...]
    extends: str | None
    """The calendar whose years this place takes over, adding its own."""
    regular: bool
    holidays: tuple[YearlyHoliday, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarNotice:
    """One edition of one year of one calendar."""

    calendar: str
    year: int
    edition: int
    issued: date | None
    """The day on which this edition became known; None where it is not on record."""
    source: tuple[str, ...]
    note: str
    days_off: tuple[date, ...]
    make_up_days: tuple[date, ...]
    replaces: tuple[str, ...]
    """Which lists take the place of those of the extended calendar instead of adding to them."""


class _Faults:
    """Collects the mistakes of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Mistake] = []

    def add(self, key: str, reason: str) -> None:
        self.found.append(Mistake(file=self.file, key=key, reason=reason))

    def settle(self) -> None:
        if self.found:
            raise BadCalendarFile(tuple(self.found))


def read_table(text: str, file: str) -> Table:
    """Read the text of a calendar file as a table of keys; raises BadCalendarFile."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as unreadable:
        raise BadCalendarFile((Mistake(file=file, key="", reason=str(unreadable)),)) from unreadable


def is_notice(table: Table) -> bool:
    """Whether the file declares a year and not a place."""
    return "year" in table


def read_place(table: Table, file: str) -> CalendarPlace:
    """Read `calendar.toml`; raises BadCalendarFile with every mistake."""
    faults = _Faults(file)
    _check_keys(table, PLACE_KEYS, PLACE_EXTRAS, faults)
    faults.settle()
    for name in table["working_weekdays"]:
        if name not in WEEKDAYS:
            faults.add("working_weekdays", f'"{name}" is none of {", ".join(WEEKDAYS)}')
    holidays = tuple(_holidays(table.get("holidays", ()), faults))
    faults.settle()
    place = CalendarPlace(
        name=table["calendar"],
        title=table["title"],
        time_zone=table["time_zone"],
        working_weekdays=tuple(sorted({WEEKDAYS.index(n) for n in table["working_weekdays"]})),
        extends=table.get("extends"),
        regular=table.get("regular", False),
        holidays=holidays,
    )
    try:
        empty_calendar(place)
    except BadCalendar as wrong:
        faults.add("calendar", str(wrong))
    faults.settle()
    return place


def empty_calendar(place: CalendarPlace) -> WorkCalendar:
    """Return the calendar of a place before any year was published; raises BadCalendar."""
    return WorkCalendar(
        name=place.name,
        time_zone=place.time_zone,
        working_weekdays=place.working_weekdays,
        years=(),
        regular=place.regular,
        yearly=place.holidays,
    )


def _holidays(entries: Iterable[object], faults: _Faults) -> Iterator[YearlyHoliday]:
    for number, entry in enumerate(entries, start=1):
        try:
            yield yearly_holiday(entry)
        except ValueError as wrong:
            faults.add(f"holidays[{number}]", str(wrong))


def read_notice(
    table: Table,
    file: str,
    working_weekdays: tuple[int, ...],
    off_already: Collection[date] = (),
) -> CalendarNotice:
    """Read the file of one year; raises BadCalendarFile with every mistake.

    Made up can be a day that the weekly pattern leaves free, or the extended calendar's day off.
    """
    faults = _Faults(file)
    _check_keys(table, YEAR_KEYS, YEAR_EXTRAS, faults)
    faults.settle()
    off = dict(_days(table, "days_off", faults))
    made_up = dict(_days(table, "make_up_days", faults))
    for day, key in made_up.items():
        if day in off:
            faults.add(key, f"{day} is a day off too")
        elif day.weekday() in working_weekdays and day not in off_already:
            faults.add(key, f"{day} is a {WEEKDAYS[day.weekday()]}, an ordinary working day")
    _check_heading(table, faults)
    issued = _date(table["issued"], "issued", faults) if "issued" in table else None
    faults.settle()
    return CalendarNotice(
        calendar=table["calendar"],
        year=table["year"],
        edition=table["edition"],
        issued=issued,
        source=tuple(table["source"]),
        note=table.get("note", ""),
        days_off=tuple(sorted(off)),
        make_up_days=tuple(sorted(made_up)),
        replaces=tuple(table.get("replaces", ())),
    )


def _check_keys(table: Table, needed: Kinds, extras: Kinds, faults: _Faults) -> None:
    for key in needed.keys() - table.keys():
        faults.add(key, "is missing")
    for key, value in table.items():
        kind = needed.get(key) or extras.get(key)
        if kind is None:
            faults.add(key, "is not a key of this file")
        elif type(value) is not kind:
            faults.add(key, f"must be a {kind.__name__}, not {value!r}")


def _check_heading(table: Table, faults: _Faults) -> None:
    for name in table.get("replaces", ()):
        if name not in LISTS:
            faults.add("replaces", f'"{name}" is none of {", ".join(LISTS)}')
    if not table["source"] or not all(isinstance(s, str) and s for s in table["source"]):
        faults.add("source", "must name the notices, one text each")
    if table["edition"] < 1:
        faults.add("edition", "editions are counted from 1")


def _days(table: Table, name: str, faults: _Faults) -> Iterator[tuple[date, str]]:
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


def _written(entry: object, key: str, faults: _Faults) -> str:
    match entry:
        case str(days):
            return days
        case {"days": str(days), "name": str(_), **rest} if not rest:
            return days
    faults.add(key, f'must be a date or {{ days = "…", name = "…" }}, not {entry!r}')
    return ""


def _run(days: str, key: str, faults: _Faults) -> Iterator[date]:
    """The days of "2026-10-01..2026-10-07", or of a single date."""
    if not days:
        return
    first_text, _, last_text = days.partition(RUN)
    first = _date(first_text, key, faults)
    last = _date(last_text, key, faults) if last_text else first
    if first is None or last is None:
        return
    if last < first:
        faults.add(key, f"{first} comes after {last}")
    for more in range((last - first).days + 1):
        yield first + timedelta(days=more)


def _date(text: str, key: str, faults: _Faults) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        faults.add(key, f'"{text}" is not a date')
        return None
