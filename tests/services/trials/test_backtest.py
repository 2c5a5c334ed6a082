"""Old cases are judged by the core's own clock: the same due as an order that lives."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.vocabulary import ClockName, ItemClass, ItemType
from policies.law import Law
from policies.library import calendar_for, load_pack, pack_names
from services.imports.demands import Demand, Field
from services.imports.intake_file import Rejected
from services.imports.rows import Reading
from services.trials.backtest import NEEDED, CaseJudge
from services.trials.clock_ends import choose
from services.trials.verdicts import CaseVerdict
from tests.domain.case import CITY, Case, moment
from tests.services.assessment.books import text_file
from tests.services.imports import old_cases
from tests.services.imports.whole_files import JudgedFile, read_intake

HEAD = "number,opened,closed,type,class,unit\n"


def law(name: str) -> Law:
    pack = load_pack(name)
    return Law(pack=pack, calendar=calendar_for(pack))


WEIFANG = law("weifang-2021")
LAWS = {name: law(name) for name in pack_names()}


THEN = datetime(2027, 1, 31, 12, tzinfo=CITY)
AT_OPENING = choose({Field.OPENED: 0, Field.CLOSED: 1}, frozenset())


def judged(tmp_path: Path, *rows: str, by: Law = WEIFANG, head: str = HEAD) -> JudgedFile:
    path = text_file(tmp_path / "old.csv", head + "\n".join(rows))
    return old_cases.judged(path, by=by, then=THEN)


def verdicts(tmp_path: Path, *rows: str, by: Law = WEIFANG) -> list[CaseVerdict]:
    return [verdict.judged for verdict in judged(tmp_path, *rows, by=by).verdicts]


def demand(opened: datetime, item_type: ItemType, item_class: ItemClass) -> Demand:
    times = {Field.OPENED: opened}
    return Demand(row=2, number="1", times=times, type=item_type, class_=item_class, unit="water")


@given(
    name=st.sampled_from(sorted(LAWS)),
    minutes=st.integers(0, 290 * 24 * 60),
    item_type=st.sampled_from(ItemType),
    item_class=st.sampled_from(ItemClass),
)
@settings(max_examples=40, deadline=None)
def test_the_clock_is_the_one_of_an_order_that_is_opened_and_dispatched_at_that_instant(
    name: str, minutes: int, item_type: ItemType, item_class: ItemClass
) -> None:
    opened = moment("01-01 00:00") + timedelta(minutes=minutes)
    case = Case(name)
    case.now = opened
    registration = Register(type=item_type, class_=item_class)
    case.by("seat_agent").does(registration, "demand", "name", "phone", "id_number")
    case.does(AcceptForDispatch()).by("dispatcher").does(Dispatch(unit="water"))
    lived = case.order.last_clock(ClockName.HANDLE)
    (verdict,) = (
        CaseJudge(LAWS[name], AT_OPENING, THEN)
        .judge(demand(opened, item_type, item_class))
        .verdicts
    )
    assert verdict.clock == lived


def test_closed_at_the_very_due_is_in_time_and_a_second_later_is_late(tmp_path: Path) -> None:
    rows = [
        f"{n},2019-04-25 09:32:09,{closed},help,,"
        for n, closed in enumerate(["2019-05-06 00:00:00", "2019-05-06 00:00:01"])
    ]
    assert verdicts(tmp_path, *rows) == [CaseVerdict.IN_TIME, CaseVerdict.LATE]


def test_lateness_is_office_time_after_the_due(tmp_path: Path) -> None:
    (verdict,) = judged(tmp_path, "1,2019-04-25 09:32,2019-05-07 10:00,help,,").verdicts
    assert verdict.late_by == timedelta(hours=8.5)
    assert (
        judged(tmp_path, "1,2019-04-25 09:32,2019-05-05,help,,").verdicts[0].late_by == timedelta()
    )


def test_a_day_without_a_time_counts_as_its_end_and_is_marked(tmp_path: Path) -> None:
    first, second, third = judged(
        tmp_path,
        "1,2019-04-25,2019-05-05,help,,",
        "2,2019-04-25 09:00,2019-05-06,help,,",
        "3,2019-04-25 09:00,2019-04-25,help,,",
    ).verdicts
    assert first.opened == datetime(2019, 4, 25, 23, 59, 59, tzinfo=CITY)
    assert first.clock is not None
    assert first.clock.due == datetime(2019, 5, 6, tzinfo=CITY)
    assert [one.judged for one in (first, second, third)] == ["in_time", "late", "in_time"]
    assert [len(one.demand.days_only) for one in (first, second, third)] == [2, 1, 1]


def test_a_day_without_a_time_is_never_closed_before_it_was_opened(tmp_path: Path) -> None:
    assert verdicts(tmp_path, "1,2019-04-25,2019-04-25 10:00,help,,") == [CaseVerdict.IN_TIME]


def test_a_case_without_a_closing_is_open_and_past_due_once_its_due_is_over(tmp_path: Path) -> None:
    rows = ["1,2019-04-25 09:00,,help,,", "2,2027-01-29 09:00,,help,,"]
    assert verdicts(tmp_path, *rows) == [CaseVerdict.PAST_DUE, CaseVerdict.OPEN]


def test_type_and_class_stand_in_columns_or_are_the_usual_ones(tmp_path: Path) -> None:
    path = text_file(tmp_path / "old.csv", "id,opened\n1,2019-04-25 09:00\n")
    kind = {"type": ItemType.CONSULT, "class_": ItemClass.CITY_MANAGEMENT}
    usual = Reading(needed=NEEDED, zone=CITY, **kind)  # type: ignore[arg-type]
    (untold,) = read_intake(path, usual).demands
    (told,) = judged(tmp_path, "1,2019-04-25 09:00,,投诉,城市管理,").verdicts
    assert (untold.type, untold.class_) == (ItemType.CONSULT, ItemClass.CITY_MANAGEMENT)
    assert (told.demand.type, told.demand.class_) == ("complaint", "city_management")


def test_every_row_is_judged_or_rejected_with_its_reason(tmp_path: Path) -> None:
    found = judged(
        tmp_path,
        "1,2019-04-25 09:00,2019-04-26 09:00,help,,",
        "2,,2019-04-26 09:00,help,,",
        "3,2019-04-25 09:00,2019-04-24 09:00,help,,",
        "4,last Tuesday,,help,,",
        "1,2019-04-25 09:00,2019-04-26 09:00,help,,",
        "6,9999-12-31 09:00,,help,,",
        "7,1980-01-01 09:00,,help,,",
        "8,2019-04-25 09:00,2027-02-01 00:00,help,,",
    )
    reasons = {one.row: one.reason for one in found.rejected}
    assert [one.demand.row for one in found.verdicts] == [2]
    assert found.rejected[0] == Rejected(row=3, reason="opened: is empty")
    assert reasons[4] == "closed: lies before the opening"
    assert reasons[5].startswith("opened: is not written as a time")
    assert reasons[6] == "says once more what row 2 says"
    assert reasons[7] == "opened: is empty"
    assert reasons[8] == "opened: lies before 1990"
    assert reasons[9] == "closed: lies ahead of 2027-01-31, as of which it is asked"


def test_a_due_beyond_the_published_calendars_is_provisional(tmp_path: Path) -> None:
    (verdict,) = judged(tmp_path, "1,2026-12-30 09:00,,help,,").verdicts
    assert verdict.clock is not None
    assert verdict.clock.provisional


def test_cases_are_added_up_by_unit(tmp_path: Path) -> None:
    found = judged(
        tmp_path,
        "1,2019-04-25 09:00,2019-04-26,help,,water",
        "2,2019-04-25 09:00,2019-05-07 10:00,help,,water",
        "3,2019-04-25 09:00,2019-05-06 10:00,help,,water",
        "4,2019-04-25 09:00,,help,,roads",
    ).sums
    by_unit = found.by("unit")
    assert (by_unit["water"].in_time, by_unit["water"].late) == (1, 2)
    assert by_unit["water"].share_in_time == pytest.approx(1 / 3)
    assert by_unit["water"].median_lateness == timedelta(hours=4.75)
    assert (by_unit["roads"].past_due, by_unit["roads"].share_in_time) == (1, None)
    assert by_unit["roads"].share_of_due == 0
    assert found.handling.in_time == 1
