"""The calendar files: against an independent table, edition by edition, and fault by fault."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from policies.calendar_files import BadCalendarFile
from policies.calendar_library import (
    CalendarLibrary,
    UnknownCalendar,
    built_in_library,
    library_of,
    work_calendar,
)

SOUND = """
calendar = "cn"
year = 2027
edition = 1
source = ["a notice"]
days_off = [{ days = "2027-01-01..2027-01-03", name = "元旦" }]
make_up_days = ["2027-01-09"]
"""
AUTONOMOUS = """
calendar = "autonomous"
title = "自治州"
time_zone = "Asia/Shanghai"
working_weekdays = ["mon", "tue", "wed", "thu", "fri"]
extends = "cn"
"""
OWN_YEAR = """
calendar = "autonomous"
year = 2026
edition = 1
source = ["自治州人民政府的通知"]
days_off = ["2026-07-15", "2026-02-14"]
make_up_days = ["2026-02-23", "2026-07-18"]
"""


def with_files(*texts: str) -> CalendarLibrary:
    library = built_in_library()
    for text in texts:
        library = library.with_file(text, "a.toml")
    return library


def test_m5_every_day_of_23_years_agrees_with_the_independent_table() -> None:
    calendar = work_calendar("cn")
    days = [
        date(2004, 1, 1) + timedelta(days=n)
        for n in range((date(2027, 1, 1) - date(2004, 1, 1)).days)
    ]
    differing = [
        d for d in days if calendar.is_working_day(d) is not chinese_calendar.is_workday(d)
    ]
    assert (len(days), differing) == (8401, [])
    assert all(calendar.is_published(d) for d in days)


def test_m5_nobody_has_published_2027() -> None:
    calendar = work_calendar("cn")
    assert not calendar.is_published(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 1, 1))
    assert calendar.from_year(2026).edition == "cn 2026.1"


@pytest.mark.parametrize(
    ("known_on", "day", "working"),
    [
        (date(2019, 3, 21), date(2019, 5, 2), True),
        (date(2019, 3, 22), date(2019, 5, 2), False),
        (date(2019, 3, 21), date(2019, 4, 28), False),
        (date(2019, 3, 22), date(2019, 4, 28), True),
        (date(2020, 1, 25), date(2020, 2, 1), True),
        (date(2020, 1, 26), date(2020, 2, 1), False),
        (date(2015, 5, 12), date(2015, 9, 3), True),
        (date(2015, 5, 13), date(2015, 9, 3), False),
        (date(2011, 12, 5), date(2011, 12, 31), False),
        (date(2011, 12, 6), date(2011, 12, 31), True),
    ],
)
def test_m5_a_revised_year_is_known_from_the_day_of_its_revision(
    known_on: date, day: date, working: bool
) -> None:
    assert work_calendar("cn", known_on).is_working_day(day) is working


def test_m5_a_year_is_unpublished_before_its_notice() -> None:
    assert not work_calendar("cn", date(2025, 11, 3)).is_published(date(2026, 1, 1))
    assert work_calendar("cn", date(2025, 11, 4)).is_published(date(2026, 1, 1))


def test_a_minority_area_lays_its_own_holidays_over_the_national_year() -> None:
    calendar = with_files(AUTONOMOUS, OWN_YEAR).calendar("autonomous")
    assert not calendar.is_working_day(date(2026, 7, 15))
    assert calendar.is_working_day(date(2026, 7, 18))
    assert not calendar.is_working_day(date(2026, 2, 14))
    assert calendar.is_working_day(date(2026, 2, 23))
    assert not calendar.is_working_day(date(2026, 2, 20))
    assert calendar.from_year(2026).edition == "autonomous 2026.1 over cn 2026.1"


def test_a_minority_area_may_replace_the_national_make_up_days() -> None:
    own = OWN_YEAR + 'replaces = ["make_up_days"]\n'
    calendar = with_files(AUTONOMOUS, own).calendar("autonomous")
    assert not calendar.is_working_day(date(2026, 5, 9))
    assert not calendar.is_working_day(date(2026, 2, 20))


def test_a_year_published_later_joins_the_calendar() -> None:
    calendar = with_files(SOUND).calendar("cn").from_year(2026)
    assert calendar.edition == "cn 2026.1+2027.1"
    assert calendar.is_working_day(date(2027, 1, 9))


@pytest.mark.parametrize(
    ("change", "key", "reason"),
    [
        (lambda t: t.replace("01-03", "02-30"), "days_off[1]", "is not a date"),
        (lambda t: t.replace("..2027-01-03", "..2026-12-30"), "days_off[1]", "comes after"),
        (lambda t: t.replace("2027-01-09", "2027-01-08"), "make_up_days[1]", "ordinary working"),
        (lambda t: t.replace("2027-01-09", "2027-01-02"), "make_up_days[1]", "a day off too"),
        (lambda t: t.replace("2027-01-09", "2026-01-10"), "make_up_days[1]", "not lie in 2027"),
        (lambda t: t.replace('["2027-01-09"]', '["2027-01-09", "2027-01-09"]'), "[2]", "twice"),
        (lambda t: t + "holiday = 1\n", "holiday", "not a key"),
        (lambda t: t.replace("edition = 1", ""), "edition", "is missing"),
        (lambda t: t.replace("edition = 1", 'edition = "1"'), "edition", "must be a int"),
        (lambda t: t.replace("edition = 1", "edition = 0"), "edition", "counted from 1"),
        (lambda t: t.replace('["a notice"]', "[]"), "source", "must name"),
        (lambda t: t.replace('"cn"', '"atlantis"'), "calendar", "not the name of a calendar"),
        (lambda t: t + 'issued = "soon"\n', "issued", "is not a date"),
        (lambda t: t + 'replaces = ["weeks"]\n', "replaces", "is none of"),
        (lambda t: t.replace(', name = "元旦"', ", naem = 1"), "days_off[1]", "must be a date or"),
        (lambda t: t + "= nothing", "", "line"),
        (lambda t: t.replace("01-09", "01-10").replace("2027", "2026"), "edition", "there already"),
    ],
)
def test_a_faulty_year_names_file_key_and_reason(
    change: Callable[[str], str], key: str, reason: str
) -> None:
    with pytest.raises(BadCalendarFile) as refused:
        built_in_library().with_file(change(SOUND), "2027.1.toml")
    (mistake,) = refused.value.mistakes[:1]
    assert mistake.file == "2027.1.toml"
    assert key in mistake.key
    assert reason in mistake.reason


def test_all_faults_of_a_file_are_named_at_once() -> None:
    faulty = SOUND.replace("01-03", "02-30").replace("2027-01-09", "2027-01-08")
    with pytest.raises(BadCalendarFile) as refused:
        built_in_library().read(faulty, "2027.1.toml")
    assert [mistake.key for mistake in refused.value.mistakes] == [
        "days_off[1]",
        "make_up_days[1]",
    ]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("Asia/Shanghai", "Asia/Atlantis", "calendar"),
        ('"mon"', '"monday"', "working_weekdays"),
        ('"cn"', '"nowhere"', "extends"),
        ("autonomous", "cn", "calendar"),
    ],
)
def test_a_faulty_place_names_its_key(old: str, new: str, key: str) -> None:
    with pytest.raises(BadCalendarFile) as refused:
        with_files(AUTONOMOUS.replace(old, new))
    assert [mistake.key for mistake in refused.value.mistakes] == [key]


def test_a_folder_is_read_whole_and_its_flaws_named_together(tmp_path: Path) -> None:
    for name, text in (
        ("calendar.toml", AUTONOMOUS.replace('extends = "cn"', "")),
        ("x.toml", "="),
    ):
        (tmp_path / "autonomous").mkdir(exist_ok=True)
        (tmp_path / "autonomous" / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadCalendarFile, match=r"autonomous/x\.toml: Invalid"):
        library_of(tmp_path)


def test_an_unknown_calendar_is_named() -> None:
    with pytest.raises(UnknownCalendar, match="atlantis"):
        work_calendar("atlantis")
