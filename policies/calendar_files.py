"""Reading calendar files: what a place's calendar is, and what one year's notice declares.

A folder holds `calendar.toml` (time zone, weekly pattern, which calendar it extends) and one
file for each edition of a year. Every fault of a file is found at once and named by its key.
"""

import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from domain.time.calendar import BadCalendar, WorkCalendar
from domain.time.half_days import HalfDay
from domain.time.yearly_holidays import YearlyHoliday
from policies.calendar_days import BadCalendarFile as BadCalendarFile
from policies.calendar_days import Faults, Table, date_of, days_of, half_days_of
from policies.mistake import Mistake
from policies.yearly_holidays_table import WEEKDAYS as WEEKDAYS
from policies.yearly_holidays_table import yearly_holiday

LISTS = ("days_off", "make_up_days")
Kinds = dict[str, type]
PLACE_KEYS: Kinds = {"calendar": str, "title": str, "time_zone": str, "working_weekdays": list}
PLACE_EXTRAS: Kinds = {"extends": str, "regular": bool, "holidays": list}
YEAR_KEYS: Kinds = {"calendar": str, "year": int, "edition": int, "source": list}
YEAR_EXTRAS: Kinds = {
    "issued": str,
    "note": str,
    "days_off": list,
    "make_up_days": list,
    "half_days": list,
    "replaces": list,
}


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
    half_days: tuple[HalfDay, ...]
    replaces: tuple[str, ...]
    """Which lists take the place of those of the extended calendar instead of adding to them."""


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
    faults = Faults(file)
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


def _holidays(entries: Iterable[object], faults: Faults) -> Iterator[YearlyHoliday]:
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
    faults = Faults(file)
    _check_keys(table, YEAR_KEYS, YEAR_EXTRAS, faults)
    faults.settle()
    off = dict(days_of(table, "days_off", faults))
    made_up = dict(days_of(table, "make_up_days", faults))
    for day, key in made_up.items():
        if day in off:
            faults.add(key, f"{day} is a day off too")
        elif day.weekday() in working_weekdays and day not in off_already:
            faults.add(key, f"{day} is a {WEEKDAYS[day.weekday()]}, an ordinary working day")
    halves = tuple(half_days_of(table, {*working_weekdays}, made_up.keys(), faults))
    _check_heading(table, faults)
    issued = date_of(table["issued"], "issued", faults) if "issued" in table else None
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
        half_days=halves,
        replaces=tuple(table.get("replaces", ())),
    )


def _check_keys(table: Table, needed: Kinds, extras: Kinds, faults: Faults) -> None:
    for key in needed.keys() - table.keys():
        faults.add(key, "is missing")
    for key, value in table.items():
        kind = needed.get(key) or extras.get(key)
        if kind is None:
            faults.add(key, "is not a key of this file")
        elif type(value) is not kind:
            faults.add(key, f"must be a {kind.__name__}, not {value!r}")


def _check_heading(table: Table, faults: Faults) -> None:
    for name in table.get("replaces", ()):
        if name not in LISTS:
            faults.add("replaces", f'"{name}" is none of {", ".join(LISTS)}')
    if not table["source"] or not all(isinstance(s, str) and s for s in table["source"]):
        faults.add("source", "must name the notices, one text each")
    if table["edition"] < 1:
        faults.add("edition", "editions are counted from 1")
