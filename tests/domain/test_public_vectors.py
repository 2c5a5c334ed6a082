"""Figures that other systems publish for their own deadlines, held against ours (M4, M7)."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.time.calendar import CalendarYear, WorkCalendar
from domain.time.counting import before, due, resume_due, working_time_between
from domain.time.limit import parse_limit
from domain.time.office_hours import parse_office_hours

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Vector = dict[str, Any]
VECTORS: list[Vector] = json.loads(
    Path(__file__).with_name("vectors.json").read_text(encoding="utf-8")
)["vectors"]


def named(vector: Vector) -> str:
    """What a failure is called."""
    return f"{vector['source']}, {vector['start']}, {vector.get('limit', 'between')}"


def calendar(vector: Vector) -> WorkCalendar:
    """The place as its publisher describes it; its days off are known for every year."""
    days = sorted({datetime.fromisoformat(day).date() for day in vector["days_off"]})
    years = tuple(
        CalendarYear(
            year=year,
            edition="1",
            source=vector["source"],
            days_off=tuple(day for day in days if day.year == year),
            make_up_days=(),
        )
        for year in sorted({day.year for day in days})
    )
    return WorkCalendar(
        name="elsewhere",
        time_zone=vector["zone"],
        working_weekdays=tuple(sorted(WEEKDAYS.index(day) for day in vector["weekdays"])),
        years=years,
        regular=True,
    )


def instant(text: str, vector: Vector) -> datetime:
    """An instant without an offset is local to the place."""
    given = datetime.fromisoformat(text)
    return given if given.tzinfo else given.replace(tzinfo=ZoneInfo(vector["zone"]))


def counted(vector: Vector) -> datetime:
    place, limit = calendar(vector), parse_limit(vector["limit"])
    hours = parse_office_hours(*vector["hours"])
    start = instant(vector["start"], vector)
    if vector["kind"] == "before":
        return before(start, limit, place, hours).at
    ends = due(start, limit, place, hours).at
    for paused, resumed in vector.get("pauses", ()):
        spell = (instant(paused, vector), instant(resumed, vector))
        ends = resume_due(ends, *spell, limit, place, hours).at
    return ends


def test_there_are_many_and_clock_changes_among_them() -> None:
    assert len(VECTORS) == 160
    assert len({vector["source"] for vector in VECTORS}) >= 10


@pytest.mark.parametrize("vector", [one for one in VECTORS if one["kind"] != "between"], ids=named)
def test_a_due_is_the_one_that_its_publisher_expects(vector: Vector) -> None:
    assert counted(vector) == instant(vector["want"], vector)


@pytest.mark.parametrize("vector", [one for one in VECTORS if one["kind"] == "between"], ids=named)
def test_the_time_between_is_the_one_that_its_publisher_expects(vector: Vector) -> None:
    place, hours = calendar(vector), parse_office_hours(*vector["hours"])
    ends = (instant(vector["start"], vector), instant(vector["end"], vector))
    worked = working_time_between(*ends, place, hours)
    assert worked == timedelta(seconds=vector["want_seconds"])
