"""Stories of limits and reminders by the hours of an office, to the second and over midnight."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.chapters.handling.commands import Pause, Resume
from domain.chapters.handling.terms import PauseReason
from domain.law.pack import Pack
from policies.library import load_pack
from tests.domain.case import Case
from tests.policies.pack_texts import limit, town, written

HOURS = 'source = "default", rules = ["G:G23"]'
REMINDED = 'source = "default", rules = ["G:G11"]'
ALL_DAY = ("00:00-24:00",)
AFTERNOON = ("13:00-24:00",)
NIGHT = ("22:00-06:00",)
OFFICE = ("08:30-12:00", "14:00-17:30")
QUESTION = Pause(reason=PauseReason.SUPERIOR_INSTRUCTION)
A_SECOND = timedelta(seconds=1)


def law(folder: Path, handle: str, hours: tuple[str, ...] = OFFICE, reminder: str = "") -> Pack:
    """The law of an office: how long the handling takes, and when it is open."""
    spans = ", ".join(f'"{span}"' for span in hours)
    open_at = f"office_hours = {{ value = [{spans}], {HOURS} }}"
    return load_pack(
        written(folder, town(limit(f'clock = "handle", limit = "{handle}"'), open_at, reminder))
    )


def warned(case: Case) -> list[tuple[str, datetime]]:
    """Which reminders have sounded on the handling, and when."""
    warnings = [fact for fact in case.facts if fact.kind == "DueWarning"]
    told = [(fact.content.clock, fact.content.step, fact.occurred_at) for fact in warnings]  # type: ignore[union-attr]
    return [(step, at) for clock, step, at in told if clock == "handle/1"]


@pytest.mark.rule("G:G19", "G:G23")
def test_a_pause_gives_back_whole_days_of_an_office_that_never_closes(tmp_path: Path) -> None:
    case = Case(law(tmp_path, "72 WH", ALL_DAY)).signed_in()
    assert case.clock("handle/1").due == case.here("03-05 09:00")
    case.at("03-02 10:00").by("hotline_head").does(QUESTION).at("03-05 10:00").does(Resume())
    assert case.clock("handle/1").due == case.here("03-10 09:00")


@pytest.mark.rule("G:G23")
def test_an_office_that_closes_at_midnight_has_no_night_shift(tmp_path: Path) -> None:
    """What begins as Tuesday does is due when the office opens, and not at the midnight before."""
    case = Case(law(tmp_path, "1 WD same-time", AFTERNOON), at="03-03 00:00").dispatched()
    assert case.clock("handle/1").due == case.here("03-04 13:00")


@pytest.mark.rule("X:X17", "G:G23")
@pytest.mark.parametrize(
    ("later", "met"),
    [
        (timedelta(), False),
        (timedelta(microseconds=1), True),
        (timedelta(seconds=30), True),
    ],
)
def test_a_made_up_day_counts_from_its_first_instant(
    tmp_path: Path, later: timedelta, met: bool
) -> None:
    """Saturday 14 February is worked; the limit ends as it begins, or just after."""
    case = Case(law(tmp_path, "24 WH", ALL_DAY), at="02-13 00:00").after(later).dispatched()
    assert case.clock("handle/1").due == case.here("02-14 00:00") + later
    assert ("X:X17" in case.clock("handle/1").basis) is met


@pytest.mark.rule("G:G11")
@pytest.mark.parametrize(
    ("handle", "sent", "sounds"),
    [
        ("4 WD close", "03-02 09:00", "03-05 00:00"),
        ("4 h", "03-02 09:00", "03-02 11:00"),
        ("10 ND put-off", "03-04 10:00", "03-12 00:00"),
    ],
)
def test_half_of_a_limit_is_warned_of_by_the_days_that_are_left(
    tmp_path: Path, handle: str, sent: str, sounds: str
) -> None:
    case = Case(law(tmp_path, handle), at=sent).signed_in()
    assert ("warn half", case.here(sounds)) in warned(case.at("03-13 09:00"))


@pytest.mark.rule("G:G11")
def test_days_put_off_are_counted_back_from_the_last_that_is_worked(tmp_path: Path) -> None:
    """Due on a Sunday: two days before it end with the Friday."""
    before = f'reminder = [{{ clock = "handle", before = "2 ND put-off", {REMINDED} }}]'
    case = Case(law(tmp_path, "13 ND", reminder=before)).signed_in()
    assert case.clock("handle/1").due == case.here("03-15 24:00")
    assert ("warn 2 ND put-off", case.here("03-12 00:00")) in warned(case.at("03-16 09:00"))


@pytest.mark.rule("G:G11")
def test_on_a_weekend_nobody_is_left_to_be_reminded_so_it_sounds_as_the_week_ends(
    tmp_path: Path,
) -> None:
    """Due on a Sunday at 24:00, and the last working day before it has ended on Friday."""
    before = f'reminder = [{{ clock = "handle", before = "0 WD", {REMINDED} }}]'
    case = Case(law(tmp_path, "13 ND", reminder=before)).signed_in()
    assert case.clock("handle/1").due == case.here("03-15 24:00")
    assert ("warn 0 WD", case.here("03-13 24:00")) in warned(case.at("03-16 09:00"))


@pytest.mark.rule("G:G11")
def test_of_two_reminders_of_one_instant_the_one_that_the_law_names_first_is_first(
    tmp_path: Path,
) -> None:
    case = Case(law(tmp_path, "2 WD")).signed_in().at("03-04 09:00")
    begins = case.here("03-04 00:00")
    assert warned(case) == [("warn half", begins), ("warn 1 WD", begins)]


@pytest.mark.rule("G:G11")
def test_of_two_reminders_the_earlier_sounds_first_by_however_little(tmp_path: Path) -> None:
    """Half of two hours is an hour; ten seconds later the other one sounds."""
    before = f'reminder = [{{ clock = "handle", before = "3590 s", {REMINDED} }}]'
    case = Case(law(tmp_path, "2 h", reminder=before)).signed_in().at("03-02 11:00")
    assert [step for step, _ in warned(case)][:2] == ["warn half", "warn 3590 s"]


@pytest.mark.rule("G:G11")
def test_nobody_is_reminded_of_a_whole_limit_as_it_begins(tmp_path: Path) -> None:
    before = f'reminder = [{{ clock = "handle", before = "2 h", {REMINDED} }}]'
    case = Case(law(tmp_path, "2 h", reminder=before)).signed_in().at("03-02 11:00")
    assert [step for step, _ in warned(case)] == ["warn half"]


@pytest.mark.rule("G:G11", "G:G23")
@pytest.mark.parametrize(
    ("handle", "sent", "sounds"),
    [("2 s", "03-02 09:00", "03-02 09:00"), ("1 WS", "03-02 07:00", "03-02 08:30")],
)
def test_even_seconds_have_a_half(tmp_path: Path, handle: str, sent: str, sounds: str) -> None:
    case = Case(law(tmp_path, handle), at=sent).signed_in()
    opens = case.here(sounds)
    due = case.clock("handle/1").due
    assert due - opens == (2 * A_SECOND if handle == "2 s" else A_SECOND)
    assert ("warn half", due - A_SECOND) in warned(case.at("03-02 09:01"))


@pytest.mark.rule("G:G2")
@pytest.mark.parametrize(
    ("handle", "due"),
    [
        ("2 h", "03-02 20:00"),
        ("90 min", "03-02 19:30"),
        ("60 s", "03-02 18:01"),
        ("2 WH", "03-03 10:30"),
        ("90 WM", "03-03 10:00"),
        ("60 WS", "03-03 08:31"),
    ],
)
def test_time_runs_on_after_the_office_has_closed_and_office_time_waits(
    tmp_path: Path, handle: str, due: str
) -> None:
    case = Case(law(tmp_path, handle), at="03-02 18:00").dispatched()
    assert case.clock("handle/1").due == case.here(due)


@pytest.mark.rule("G:G23")
@pytest.mark.parametrize(
    ("hours", "handle", "sent", "due"),
    [
        (OFFICE, "1 WD same-time", "03-02 12:00:00", "03-03 12:00:00"),
        (OFFICE, "1 WD same-time", "03-02 11:59:30", "03-03 11:59:30"),
        (OFFICE, "2 WH", "03-02 12:00:30", "03-02 16:00:00"),
        (OFFICE, "0 WD close", "03-02 17:30:00", "03-03 17:30:00"),
        (NIGHT, "1 WD close", "03-03 03:00:00", "03-04 06:00:00"),
        (NIGHT, "1 WD close", "03-03 05:59:30", "03-04 06:00:00"),
        (NIGHT, "1 WD close", "03-03 06:00:00", "03-05 06:00:00"),
        (NIGHT, "1 WD close", "03-03 06:00:30", "03-05 06:00:00"),
    ],
)
def test_the_instant_at_which_an_office_closes_belongs_to_its_day(
    tmp_path: Path, hours: tuple[str, ...], handle: str, sent: str, due: str
) -> None:
    case = Case(law(tmp_path, handle, hours), at="03-02 00:00")
    case.at(sent[:11]).after(seconds=int(sent[12:])).dispatched()
    assert case.clock("handle/1").due == case.here(due[:11]) + timedelta(seconds=int(due[12:]))


@pytest.mark.rule("G:G11")
@pytest.mark.parametrize(
    ("hours", "handle", "before", "sent", "sounds"),
    [
        (OFFICE, "4 WD same-time", "2 WD same-time", "03-02 10:00:00", "03-04 10:00:00"),
        (OFFICE, "4 WD same-time", "2 WD same-time", "03-02 08:00:00", "03-04 08:30:00"),
        (OFFICE, "48 h", "1 WD same-time", "03-03 08:29:30", "03-03 17:30:00"),
        (OFFICE, "48 h", "1 WD same-time", "03-03 08:30:30", "03-04 08:30:30"),
        (OFFICE, "50 h", "1 WD close", "03-03 08:00:00", "03-04 00:00:00"),
        (OFFICE, "48 h", "1 WD close", "03-03 17:29:30", "03-04 00:00:00"),
        (OFFICE, "48 h", "1 WD close", "03-03 17:30:00", "03-05 00:00:00"),
        (OFFICE, "24 h", "1 WH", "03-03 13:59:30", "03-04 11:00:00"),
        (OFFICE, "24 h", "1 WH", "03-03 14:00:30", "03-04 11:00:30"),
        (NIGHT, "4 WD close", "2 WD close", "03-02 23:00:00", "03-05 06:00:00"),
        (NIGHT, "4 WD close", "2 WD close", "03-12 23:00:00", "03-17 06:00:00"),
    ],
)
def test_a_reminder_is_counted_back_by_the_hours_of_the_office(
    tmp_path: Path, hours: tuple[str, ...], handle: str, before: str, sent: str, sounds: str
) -> None:
    reminder = f'reminder = [{{ clock = "handle", before = "{before}", {REMINDED} }}]'
    case = Case(law(tmp_path, handle, hours, reminder), at="03-02 00:00")
    case.at(sent[:11]).after(seconds=int(sent[12:])).signed_in().after(days=9)
    at = case.here(sounds[:11]) + timedelta(seconds=int(sounds[12:]))
    assert (f"warn {before}", at) in warned(case)
