"""Public figures of other systems' deadlines, each with its source, counted by the core's own time.

They lie beside the project as numbers; clock changes, lunch breaks and pauses are among them."""

import json
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from domain.time.calendar import CalendarYear, WorkCalendar
from domain.time.counting import before, due, resume_due, working_time_between
from domain.time.limit import parse_limit
from domain.time.office_hours import OfficeHours, parse_office_hours
from tests.shared_data import shared

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MANY: Final = 160
Vector = dict[str, Any]


def years(days_off: list[str]) -> tuple[CalendarYear, ...]:
    days = sorted(map(date.fromisoformat, days_off))
    return tuple(
        CalendarYear(
            year=year, edition=f"{year}.1", source="public", days_off=tuple(off), make_up_days=()
        )
        for year, off in groupby(days, key=lambda day: day.year)
    )


def place(vector: Vector) -> tuple[WorkCalendar, OfficeHours]:
    calendar = WorkCalendar(
        name="place",
        time_zone=vector["zone"],
        working_weekdays=tuple(sorted(DAYS.index(day) for day in vector["weekdays"])),
        years=years(vector["days_off"]),
        regular=True,
    )
    return calendar, parse_office_hours(*vector["hours"])


def instant(said: str, zone: str) -> datetime:
    at = datetime.fromisoformat(said)
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))


def counted(vector: Vector) -> datetime | timedelta:
    calendar, hours = place(vector)

    def at(said: str) -> datetime:
        return instant(said, vector["zone"])

    start = at(vector["start"])
    if vector["kind"] == "between":
        return working_time_between(start, at(vector["end"]), calendar, hours)
    limit = parse_limit(vector["limit"])
    if vector["kind"] == "before":
        return before(start, limit, calendar, hours).at
    ends = due(start, limit, calendar, hours).at
    for paused, resumed in vector.get("pauses", ()):
        ends = resume_due(ends, at(paused), at(resumed), limit, calendar, hours).at
    return ends


def wanted(vector: Vector) -> datetime | timedelta:
    if vector["kind"] == "between":
        return timedelta(seconds=vector["want_seconds"])
    return instant(vector["want"], vector["zone"])


@pytest.fixture(scope="module")
def vectors() -> list[Vector]:
    return list(json.loads(shared("data/vectors.json").read_text("utf-8"))["vectors"])


def test_every_public_figure_is_what_the_core_counts(vectors: list[Vector]) -> None:
    wrong = [
        f"{number}: {vector['source']}: {counted(vector)} and not {wanted(vector)}"
        for number, vector in enumerate(vectors)
        if counted(vector) != wanted(vector)
    ]
    assert wrong == []
    assert len(vectors) == MANY


def test_the_figures_are_of_several_systems_and_kinds(vectors: list[Vector]) -> None:
    kinds = Counter(vector["kind"] for vector in vectors)
    assert set(kinds) == {"due", "before", "between"}
    assert len({vector["source"].split()[0] for vector in vectors}) > len(kinds)
