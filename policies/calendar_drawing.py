"""Drawing up a country's calendar from a library of public holidays, as files to be checked."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from typing import Final

import holidays

from domain.time.calendar import is_time_zone
from policies.yearly_holidays_table import WEEKDAYS

LIBRARY: Final = "holidays"
MOST_YEARS: Final = 30
ZONES: Final = "zone.tab"
"""Which zones each country has, as the time zone database says."""


class CannotDraw(ValueError):
    """What is asked for cannot be drawn up, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One file of a calendar."""

    name: str
    text: str


def draw_calendar(place: str, years: Iterable[int], name: str, zone: str) -> tuple[Drawn, ...]:
    """Draw up the place and each year, "PT" or "US-CA"; raises CannotDraw."""
    country, _, region = place.partition("-")
    found = _found(country, region, sorted(set(years)))
    name = name or place.lower()
    if zone and not is_time_zone(zone):
        raise CannotDraw(f"{zone[:60]} is not the name of a time zone")
    weekend = sorted(next(iter(found.values())).weekend)
    title = f"{place}, {LIBRARY} {version(LIBRARY)}"
    head = {
        "calendar": name,
        "title": title,
        "time_zone": zone or _only_zone(country),
        "working_weekdays": [word for day, word in enumerate(WEEKDAYS) if day not in weekend],
    }
    lines = "".join(f"{key} = {_toml(value)}\n" for key, value in head.items())
    drawn = [Drawn(name="calendar.toml", text=f"# Drawn up by a program: check it.\n{lines}")]
    drawn += [
        Drawn(name=f"{year}.1.toml", text="".join(_year(name, title, year, days)))
        for year, days in found.items()
    ]
    return tuple(drawn)


def _found(country: str, region: str, years: list[int]) -> dict[int, holidays.HolidayBase]:
    if not years or len(years) > MOST_YEARS:
        raise CannotDraw(f"years: 1 to {MOST_YEARS} of them")
    try:
        found = {
            year: holidays.country_holidays(country, subdiv=region or None, years=year)
            for year in years
        }
    except NotImplementedError as unknown:
        raise CannotDraw(str(unknown)[:200]) from unknown
    for year, days in found.items():
        if not days:
            raise CannotDraw(f"{country} {year}: the library knows no holiday of this year")
    return found


def _year(name: str, title: str, year: int, days: holidays.HolidayBase) -> Iterator[str]:
    worked = sorted(day for day in days.weekend_workdays if day.year == year)
    yield "# Drawn up by a program and no authority: hold it against the law before it counts.\n"
    yield f"calendar = {_toml(name)}\nyear = {year}\nedition = 1\nsource = [{_toml(title)}]\n\n"
    yield "days_off = [\n"
    for day in sorted(day for day in days if day.year == year and day not in worked):
        yield f"  {{ days = {_toml(day.isoformat())}, name = {_toml(days[day])} }},\n"
    yield "]\n"
    yield f"make_up_days = {_toml([day.isoformat() for day in worked])}\n"


def _only_zone(country: str) -> str:
    """The time zone of a country that has one; of another it must be told."""
    table = files("tzdata").joinpath("zoneinfo", ZONES).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    zones = sorted(row[2] for row in rows if row[0] == country.upper())
    if len(zones) != 1:
        told = ", ".join(zones) or "none is on record"
        raise CannotDraw(f"{country} has not one time zone: name it with --time-zone ({told})")
    return zones[0]


def _toml(value: object) -> str:
    """Text and lists of text are written in TOML as in JSON."""
    return json.dumps(value, ensure_ascii=False)


def years_of(text: str) -> tuple[int, ...]:
    """Read "2026", "2026-2028" or "2026,2028"; raises CannotDraw."""
    try:
        spans = [[int(year) for year in part.split("-")] for part in text.split(",")]
        years = tuple(y for span in spans for y in range(span[0], span[-1] + 1))
    except ValueError as wrong:
        raise CannotDraw(f'years: "{text[:60]}" is not such as "2026" or "2026-2028"') from wrong
    if any(not date.min.year <= year <= date.max.year for year in years):
        raise CannotDraw("years: 1 to 9999")
    return years[: MOST_YEARS + 1]
