"""Themes M5 to M7: the missing year, holidays that only ever give time, zones and their hours."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.chapters.dispatch.commands import Contact
from domain.chapters.law_change import calendar_change
from domain.order.clock import Clock, ClockMoved
from domain.order.order import Order
from domain.time import calendar as calendars
from domain.time import counting, workdays
from domain.time.calendar import WorkCalendar
from domain.time.counting import Due
from domain.time.half_days import HalfDay
from domain.time.limit import Convention, parse_limit
from domain.time.office_hours import OfficeHours
from domain.time.workdays import Workdays
from domain.time.yearly_holidays import YearlyHoliday
from policies.calendar_library import CalendarLibrary
from tests.domain import test_working_days, test_working_time
from tests.domain.case import CITY, Case
from tests.domain.stories import test_calendar_and_packs
from tests.must_not_have.catching import must_never
from tests.mutants.test_mutants import provisional_dues_lapse
from tests.policies import test_calendars

SATURDAY = 5
TWO_DAYS = timedelta(days=2)
WINTER = datetime(2026, 1, 1)  # noqa: DTZ001


def the_unknown_year_is_guessed(patch: pytest.MonkeyPatch) -> None:
    """A year without a calendar is taken as it usually is, and nobody is told."""
    patch.setattr(Workdays, "is_estimate", lambda _, __, ___: False)


def saturdays_are_always_free(patch: pytest.MonkeyPatch) -> None:
    """The calendar knows weekends and no make-up days."""
    is_working = WorkCalendar.is_working_day

    def weekly(calendar: WorkCalendar, day: date) -> bool:
        return day.weekday() < SATURDAY and is_working(calendar, day)

    patch.setattr(WorkCalendar, "is_working_day", weekly)


def the_last_edition_was_always_known(patch: pytest.MonkeyPatch) -> None:
    """A revised year overwrites what was known before its revision."""
    calendar = CalendarLibrary.calendar

    def latest(library: CalendarLibrary, name: str, _: date | None = None) -> WorkCalendar:
        return calendar(library, name)

    patch.setattr(CalendarLibrary, "calendar", latest)


def a_new_calendar_moves_nothing(patch: pytest.MonkeyPatch) -> None:
    """What ran when the calendar came keeps the due of before."""

    def unmoved(order: Order, clock: Clock) -> ClockMoved:
        edition = order.dossier.calendar.edition
        return ClockMoved(id=clock.id, due=clock.due, provisional=False, calendar=edition)

    patch.setattr(calendar_change, "recomputed", unmoved)


def days_off_are_taken_from_the_limit(patch: pytest.MonkeyPatch) -> None:
    """The working days in the window are counted, and so many days of any kind are waited."""

    def shrunk(day: int, days: int, _: Convention, place: Workdays, __: OfficeHours) -> Due:
        worked = sum(place.is_working(day + n) for n in range(1, days + 1))
        return Due(at=place.begin(day + worked + 1), provisional=False)

    patch.setattr(counting, "end_after", shrunk)


def festivities_are_ignored(patch: pytest.MonkeyPatch) -> None:
    """Monday to Friday are worked, whatever was published."""
    number = calendars.number_workdays

    def bare(
        zone: str,
        weekdays: tuple[int, ...],
        _: Iterable[date],
        __: Iterable[date],
        published: frozenset[int] | None,
        ___: Iterable[YearlyHoliday],
        ____: Iterable[HalfDay],
    ) -> Workdays:
        return number(zone, weekdays, (), (), published)

    patch.setattr(calendars, "number_workdays", bare)


def the_offset_of_winter_is_kept(patch: pytest.MonkeyPatch) -> None:
    """All instants are counted with the offset of one day."""

    def fixed(numbering: Workdays, day: int, of_day: time) -> datetime:
        offset = numbering.zone.utcoffset(WINTER) or timedelta()
        return datetime.combine(date.fromordinal(day), of_day, UTC) - offset

    patch.setattr(Workdays, "at", fixed)


def days_are_those_of_whoever_looks(patch: pytest.MonkeyPatch) -> None:
    """The day of an instant is read in the zone in which it was handed in."""
    patch.setattr(counting, "day_of", lambda instant, _: instant.toordinal())


def instants_stay_local(patch: pytest.MonkeyPatch) -> None:
    """A due is kept as the local time of the place."""

    def local(zone: object, day: int, of_day: time) -> datetime:
        return datetime.combine(date.fromordinal(day), of_day, zone)  # type: ignore[arg-type]

    patch.setattr(workdays, "instant_of", local)


def the_revision_of_2019_is_known_from_its_day() -> None:
    test_calendars.test_m5_a_revised_year_is_known_from_the_day_of_its_revision(
        date(2019, 3, 21), date(2019, 5, 2), True
    )


def two_more_days_off_escalate_nothing_sooner() -> None:
    """As happened to an order of three days in a queue of five."""
    (year,) = test_working_days.CN.years
    start, limit = test_working_days.local("2026-03-02T09:00"), parse_limit("5 WD")
    off = (*year.days_off, date(2026, 3, 3), date(2026, 3, 4))
    kinder = test_working_days.CN.with_year(replace(year, days_off=off))
    before = counting.due(start, limit, test_working_days.CN, test_working_days.HOURS).at
    assert counting.due(start, limit, kinder, test_working_days.HOURS).at >= before


def no_day_off_of_the_year_brings_a_due_forward() -> None:
    (year,) = test_working_days.CN.years
    for off in (date(2026, 1, 3) + timedelta(days=n) for n in range(360)):
        made_up = tuple(day for day in year.make_up_days if day != off)
        kinder = replace(year, days_off=(*year.days_off, off), make_up_days=made_up)
        editions = (test_working_days.CN, test_working_days.CN.with_year(kinder))
        start, limit = datetime.combine(off, time(9), CITY) - TWO_DAYS, parse_limit("5 WD")
        before, after = (
            counting.due(start, limit, calendar, test_working_days.HOURS) for calendar in editions
        )
        assert after.at >= before.at


def an_early_morning_is_the_same_day_for_everybody() -> None:
    start, limit = datetime(2026, 3, 3, 6, 30, tzinfo=CITY), parse_limit("1 WD")
    place = (test_working_days.CN, test_working_days.HOURS)
    assert counting.due(start.astimezone(UTC), limit, *place) == counting.due(start, limit, *place)


def every_instant_is_kept_in_utc() -> None:
    case = Case().signed_in().does(Contact()).after(days=21)
    instants = [clock.due for clock in case.order.clocks.values()]
    instants += [fact.occurred_at for fact in case.facts]
    assert {instant.tzinfo for instant in instants} == {UTC}


def test_m05_an_unknown_year_is_provisional(monkeypatch: pytest.MonkeyPatch) -> None:
    """In January there was no data for the year, and a due was guessed or the program fell."""
    must_never(
        monkeypatch,
        the_unknown_year_is_guessed,
        test_working_days.test_m5_a_count_into_an_unpublished_year_is_an_estimate_and_no_crash,
    )


def test_m05_nothing_lapses_by_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit filed in December crossed into a year that nobody knew, and was enforced."""
    must_never(
        monkeypatch,
        provisional_dues_lapse,
        test_calendar_and_packs.test_a_due_in_an_unknown_year_is_provisional_and_never_lapses,
    )


def test_m05_make_up_days_are_worked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries of holidays did not know the Saturdays on which people work."""
    must_never(
        monkeypatch,
        saturdays_are_always_free,
        test_calendars.test_m5_every_day_of_23_years_agrees_with_the_independent_table,
    )


def test_m05_a_calendar_has_editions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The schedule of 2019 was revised in March, and feeds changed without a trace."""
    fault = the_last_edition_was_always_known
    must_never(monkeypatch, fault, the_revision_of_2019_is_known_from_its_day)


def test_m05_a_published_year_makes_dues_final(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deadlines were not computed anew when the calendar changed."""
    must_never(
        monkeypatch,
        a_new_calendar_moves_nothing,
        test_calendar_and_packs.test_the_published_calendar_gives_the_true_due,
    )


def test_m06_more_holidays_never_escalate_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two holidays in the window, and an order of three days was escalated in a queue of five."""
    fault = days_off_are_taken_from_the_limit
    must_never(monkeypatch, fault, two_more_days_off_escalate_nothing_sooner)


def test_m06_no_holiday_anywhere_in_the_year_shortens(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same fault, looked for on every day of the year."""
    must_never(
        monkeypatch,
        days_off_are_taken_from_the_limit,
        no_day_off_of_the_year_brings_a_due_forward,
    )


def test_m06_festivities_are_not_worked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twenty-fifth of December counted as work, and no Saturday could be worked."""
    must_never(
        monkeypatch,
        festivities_are_ignored,
        test_calendar_and_packs.test_holidays_are_not_counted_and_make_up_days_are,
    )


def test_m07_daylight_saving_keeps_the_time_on_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solution time was wrong on the day when the clocks change."""
    must_never(
        monkeypatch,
        the_offset_of_winter_is_kept,
        test_working_time.test_m7_a_day_with_daylight_saving_keeps_its_wall_times,
    )


def test_m07_the_zone_of_the_reader_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new order showed as failed to staff in another time zone."""
    fault = days_are_those_of_whoever_looks
    must_never(monkeypatch, fault, an_early_morning_is_the_same_day_for_everybody)


def test_m07_only_utc_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A due had to be in the future, and was off by the offset from UTC."""
    must_never(monkeypatch, instants_stay_local, every_instant_is_kept_in_utc)
