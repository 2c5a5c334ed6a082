"""Theme M4: adding and taking back are one count, and office time is never mixed with wall time."""

from datetime import datetime, time, timedelta

import pytest

from domain.time import counting
from domain.time.calendar import WorkCalendar
from domain.time.counting import BACK, Due, Step
from domain.time.limit import parse_limit
from domain.time.office_hours import OfficeHours
from domain.time.workdays import Workdays
from tests.domain import test_working_days, test_working_time
from tests.must_not_have.catching import must_never

LAST_MINUTE = time(23, 59)


def what_lies_before_is_wall_time(patch: pytest.MonkeyPatch) -> None:
    """An hour before the due is an hour on the wall, open or not."""
    walk = counting.walk

    def mixed(
        instant: datetime, left: timedelta, workdays: Workdays, hours: OfficeHours, step: Step
    ) -> Due:
        if step == BACK:
            return Due(at=instant - left, provisional=False)
        return walk(instant, left, workdays, hours, step)

    patch.setattr(counting, "walk", mixed)


def what_is_added_is_wall_time(patch: pytest.MonkeyPatch) -> None:
    """Office time is added as if the office never closed."""

    def naive(instant: datetime, left: timedelta, _: Workdays, __: OfficeHours, step: Step) -> Due:
        return Due(at=instant + left * step, provisional=False)

    patch.setattr(counting, "walk", naive)


def a_pause_is_measured_on_the_wall(patch: pytest.MonkeyPatch) -> None:
    """The days of a pause count whether anybody worked or not."""

    def wall_days(a: datetime, b: datetime, _: WorkCalendar) -> int:
        return (b - a).days

    patch.setattr(counting, "working_days_between", wall_days)


def the_lunch_break_is_worked(patch: pytest.MonkeyPatch) -> None:
    """Whoever opens in the morning is open until the evening."""
    on = OfficeHours.on

    def through(
        hours: OfficeHours, day: int, workdays: Workdays
    ) -> list[tuple[datetime, datetime]]:
        spans = on(hours, day, workdays)
        return [(spans[0][0], spans[-1][1])]

    patch.setattr(OfficeHours, "on", through)


def midnight_is_closed(patch: pytest.MonkeyPatch) -> None:
    """An office that is always open closes for a minute at midnight."""

    def closing(day: int, span: tuple[time, time], workdays: Workdays) -> datetime:
        return workdays.at(day, LAST_MINUTE if span[1] == time.min else span[1])

    patch.setattr(OfficeHours, "closing", staticmethod(closing))


def the_first_day_back_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Counting back from a due is off by a day."""
    begin_before = counting.begin_before

    def shifted(end: datetime, days: int, *place: object) -> Due:
        return begin_before(end, days + 1, *place)  # type: ignore[arg-type]

    patch.setattr(counting, "begin_before", shifted)


def four_office_hours_before_midnight_are_half_past_one() -> None:
    test_working_time.test_m4_office_hours_back_from_a_due(
        "2026-03-14T00:00", "4 WH", "2026-03-13T13:30"
    )


def four_office_hours_over_lunch_end_at_two() -> None:
    test_working_time.test_g23_office_hours("2026-03-10T09:00", "4 WH", "2026-03-10T14:00")


def four_office_hours_over_a_weekend_lie_between() -> None:
    place = (test_working_time.CN, test_working_time.OFFICE)
    friday = test_working_time.local("2026-03-13T16:30")
    ends = counting.due(friday, parse_limit("4 WH"), *place).at
    assert counting.working_time_between(friday, ends, *place) == timedelta(hours=4)


def test_m04_before_a_due_is_counted_like_after_a_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """One hour before the due was computed as midnight, and orders escalated at their birth."""
    fault = what_lies_before_is_wall_time
    must_never(monkeypatch, fault, four_office_hours_before_midnight_are_half_past_one)


def test_m04_what_was_added_lies_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting was wall time and the due was office time, so that a weekend cost too much."""
    fault = what_is_added_is_wall_time
    must_never(monkeypatch, fault, four_office_hours_over_a_weekend_lie_between)


def test_m04_a_pause_gives_back_working_days_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only wall-clock seconds of a hold were added, wrong across every holiday."""
    must_never(
        monkeypatch,
        a_pause_is_measured_on_the_wall,
        test_working_days.test_m4_a_pause_over_the_spring_festival_gives_back_working_days_only,
    )


def test_m04_nobody_works_at_lunch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lunch breaks broke due dates."""
    must_never(monkeypatch, the_lunch_break_is_worked, four_office_hours_over_lunch_end_at_two)


def test_m04_no_minute_is_lost_at_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    """A calendar of 24 hours and 7 days was closed one minute each midnight."""
    must_never(
        monkeypatch,
        midnight_is_closed,
        test_working_time.test_m4_an_office_open_all_day_loses_no_minute_at_midnight,
    )


def test_m04_days_back_from_a_due_are_days_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Adding and subtracting were two functions that disagreed."""
    must_never(
        monkeypatch,
        the_first_day_back_is_forgotten,
        test_working_days.test_m4_one_working_day_before_the_end_of_a_friday_is_the_end_of_thursday,
    )
