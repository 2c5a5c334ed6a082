"""Stories of a unit's file: who answers for it, and its leaders' scheduling in person."""

from dataclasses import replace
from datetime import date

import pytest

from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.handling.commands import AddInfo
from domain.chapters.intake.commands import Register
from domain.chapters.law_change.commands import ChangeCalendar, ChangeRuleSet
from domain.chapters.supervision.commands import ClearSupervision, RaiseSupervision, Urge
from domain.chapters.units.commands import (
    CloseUnitFile,
    FileStaffChange,
    OpenUnitFile,
    ReportStaffChange,
    ScheduleInPerson,
    SucceedUnit,
)
from domain.chapters.units.facts import SchedulingPeriodBegan
from domain.chapters.units.terms import Post
from domain.order.clock import Outcome
from domain.vocabulary import ItemType, Level, Role, State, Trigger
from policies.library import load_pack
from tests.domain.acts import YEAR_2027
from tests.domain.case import Case, moment, permitting

FILED = FileStaffChange(post=Post.CLERK, person="water-clerk-2")
BY_HEAD = ScheduleInPerson(by=Post.HEAD)
BY_DEPUTY = ScheduleInPerson(by=Post.DEPUTY)


def on_file(**how: str) -> Case:
    """The water company's file, opened on a Monday."""
    return Case(**how).by("hotline_head").does(OpenUnitFile(unit="water"))


def changed(post: Post = Post.CLERK, on: date | None = None) -> ReportStaffChange:
    """Somebody else holds a post."""
    return ReportStaffChange(post=post, changed_on=on)


@pytest.mark.rule("WF-05.1", "JT-01.1", "JT-02")
def test_a_units_file_begins_with_what_its_leaders_owe_this_year_and_quarter() -> None:
    case = on_file()
    assert (case.state, case.order.unit) == (State.ON_FILE, "water")
    assert case.clock("head_scheduling/1").due == moment("12-31 24:00")
    assert case.clock("deputy_scheduling/1").due == moment("03-31 24:00")
    assert {clock.owner for clock in case.order.open_clocks()} == {"water"}


@pytest.mark.rule("SY20-10.1", "SY20-09")
def test_a_change_of_people_is_filed_within_two_working_days() -> None:
    case = on_file().at("03-06 16:00").by("unit_clerk").does(changed())
    assert case.clock("filing/1").due == moment("03-10 24:00")
    case.at("03-10 23:00").by("unit_head").does(FILED, "notice")
    assert case.clock("filing/1").outcome is Outcome.MET
    assert case.last("StaffChangeFiled").content.person == "water-clerk-2"  # type: ignore[union-attr]


@pytest.mark.rule("SY20-10.2")
def test_the_limit_counts_from_the_day_of_the_change() -> None:
    case = on_file().at("03-06 16:00").by("hotline_head")
    case.does(changed(on=date(2026, 3, 3)))
    clock = case.clock("filing/1")
    assert (clock.started, clock.due) == (moment("03-03 00:00"), moment("03-05 24:00"))
    assert clock.armed == case.now
    case.after(minutes=1)
    assert case.clock("filing/1").lapsed == moment("03-06 16:00")


@pytest.mark.rule("SY20-10.3", "G:G12")
def test_an_unfiled_change_climbs_the_ladder_and_is_filed_late() -> None:
    case = on_file().by("unit_clerk").does(changed()).at("03-05 09:00")
    assert (case.order.level, case.clock("filing/1").lapsed) == (Level.L1, moment("03-04 24:00"))
    case.by("unit_clerk").does(FILED)
    assert case.clock("filing/1").outcome is Outcome.LATE
    assert case.order.level is Level.L0
    again = on_file().by("unit_clerk").does(changed()).at("03-12 09:00")
    assert again.order.level is Level.L2
    assert again.by("unit_clerk").does(FILED).order.level is Level.L2


@pytest.mark.rule("SY20-10")
def test_what_changes_while_a_filing_is_owed_is_filed_with_it() -> None:
    case = on_file().by("unit_clerk").does(changed()).at("03-03 09:00").does(changed(Post.HEAD))
    assert case.clock("filing/1").due == moment("03-04 24:00")
    case.does(FILED).does(changed(Post.DEPUTY))
    assert case.clock("filing/2").due == moment("03-05 24:00")


@pytest.mark.rule("SY20-10.4", "SY20-09.1")
def test_what_a_change_of_people_needs() -> None:
    case = on_file(at="03-04 09:00").by("unit_clerk")
    assert case.refused(changed(Post.OFFICER)) == "post_not_filed"
    assert case.refused(changed(on=date(2026, 3, 5))) == "changed_in_the_future"
    assert case.refused(changed(on=date(2026, 3, 3))) == "changed_before_the_file"
    assert case.refused(FILED) == "no_change_to_file"
    nobody = FileStaffChange(post=Post.CLERK, person="")
    assert case.does(changed()).refused(nobody) == "person_missing"
    assert case.by("unit_clerk", of="roads").refused(changed()) == "not_your_unit"
    assert case.refused(FILED) == "not_your_unit"
    assert case.by("dispatcher").refused(changed()) == "role_may_not"


@pytest.mark.rule("SY20-10")
def test_whoever_of_a_unit_the_law_lets_report_reports_for_his_own() -> None:
    law = permitting(load_pack("national-default"), "report_staff_change", Role.UNIT_OFFICER)
    case = Case(law).by("hotline_head").does(OpenUnitFile(unit="water")).by("unit_officer")
    assert case.by("unit_officer", of="roads").refused(changed()) == "not_your_unit"
    assert case.by("unit_officer").does(changed()).owed() >= {"filing/1"}


@pytest.mark.rule("JT-02.2")
def test_a_deputy_schedules_once_a_quarter_and_the_next_quarter_begins() -> None:
    case = on_file().at("03-20 10:00").by("unit_head").does(BY_DEPUTY, "minutes")
    assert case.clock("deputy_scheduling/1").outcome is Outcome.MET
    assert case.clock("deputy_scheduling/2").due == moment("06-30 24:00")
    assert case.clock("head_scheduling/1").is_open


@pytest.mark.rule("JT-02.3", "JT-01")
def test_a_second_time_in_one_quarter_takes_nothing_off_the_next() -> None:
    case = on_file().by("unit_head").does(BY_DEPUTY, "minutes").does(BY_DEPUTY, "minutes")
    assert case.kinds() == ["UnitFileOpened", "ScheduledInPerson", "ScheduledInPerson"]
    assert case.clock("deputy_scheduling/2").is_open
    assert case.owed() == {"head_scheduling/1", "deputy_scheduling/2"}
    assert case.at("04-01 09:00").does(BY_DEPUTY, "minutes").owed() == {
        "head_scheduling/1",
        "deputy_scheduling/3",
    }


@pytest.mark.rule("JT-02.4", "G:G12")
def test_a_missed_quarter_stays_owed_and_the_next_begins_anyway() -> None:
    case = on_file().at("04-01 09:00")
    missed, running = case.clock("deputy_scheduling/1"), case.clock("deputy_scheduling/2")
    assert missed.lapsed == running.started == moment("03-31 24:00")
    assert running.due == moment("06-30 24:00")
    began = SchedulingPeriodBegan(unit="water", by=Post.DEPUTY)
    assert case.last("SchedulingPeriodBegan").content == began
    assert case.order.level is Level.L1
    assert case.owed() >= {"deputy_scheduling/1", "deputy_scheduling/2"}
    case.by("unit_head").does(BY_DEPUTY, "minutes")
    assert case.clock("deputy_scheduling/1").outcome is Outcome.LATE
    assert case.clock("deputy_scheduling/2").outcome is Outcome.MET
    assert case.clock("deputy_scheduling/3").due == moment("09-30 24:00")
    assert case.order.level is Level.L0


@pytest.mark.rule("JT-02.1")
def test_the_head_schedules_once_a_year() -> None:
    case = on_file().at("12-30 10:00").by("unit_gateway").does(BY_HEAD, "minutes")
    assert case.clock("head_scheduling/1").outcome is Outcome.MET
    assert case.clock("head_scheduling/2").due == moment("12-31 24:00").replace(year=2027)


@pytest.mark.rule("JT-02.5", "JT-01.2")
def test_who_schedules_in_person() -> None:
    case = on_file().by("unit_head")
    assert case.refused(BY_HEAD) == "text_missing"
    officer = ScheduleInPerson(by=Post.OFFICER)
    assert case.refused(officer, "minutes") == "does_not_schedule"
    assert case.by("unit_head", of="roads").refused(BY_HEAD, "minutes") == "not_your_unit"
    assert case.by("unit_clerk").refused(BY_HEAD, "minutes") == "role_may_not"


@pytest.mark.rule("WF-05", "SY20-10")
def test_a_file_takes_no_demands_and_an_order_no_duties_of_a_unit() -> None:
    case = on_file().by("dispatcher")
    assert case.refused(Dispatch(unit="roads")) == "not_on_a_unit_file"
    assert case.by("caller").refused(Urge()) == "not_on_a_unit_file"
    assert case.refused(AddInfo(), "text") == "not_on_a_unit_file"
    again = Register(type=ItemType.HELP)
    assert case.by("seat_agent").refused(again, "demand", "phone") == "not_on_a_unit_file"
    follows = SucceedUnit(unit="water", successor="roads", valid_from=date(2026, 3, 2))
    assert case.by("system").refused(follows) == "not_on_a_unit_file"
    assert Case().signed_in().by("unit_clerk").refused(changed()) == "no_unit_file"
    opened = Case().signed_in().by("hotline_head")
    assert opened.refused(OpenUnitFile(unit="water")) == "already_registered"
    assert Case().by("hotline_head").refused(OpenUnitFile(unit="")) == "unit_missing"


@pytest.mark.rule("T:T44")
def test_a_file_is_supervised_like_an_order() -> None:
    noted = RaiseSupervision(level=Level.L2, trigger=Trigger.LEADER_NOTE)
    case = on_file().by("supervisor").does(noted, "reason")
    assert case.clock("supervision/1").owner == "water"


@pytest.mark.rule("T:T44", "WF-32", "SY20-10")
def test_an_urging_ends_once_the_change_is_filed() -> None:
    case = on_file().by("unit_clerk").does(changed()).at("03-05 09:00")
    assert case.order.level is Level.L1
    assert case.by("unit_clerk").does(FILED).order.level is Level.L0
    assert case.kinds()[-1] == "SupervisionCleared"


@pytest.mark.rule("T:T44", "WF-32", "JT-02")
def test_an_urging_ends_once_the_leader_has_scheduled() -> None:
    case = on_file().at("04-01 09:00")
    assert case.order.level is Level.L1
    assert case.by("unit_head").does(BY_DEPUTY, "minutes").order.level is Level.L0


@pytest.mark.rule("T:T44", "WF-32", "SY20-10", "JT-02")
def test_an_urging_ends_once_everything_is_done_that_was_late() -> None:
    """The change of 30 March is not filed, and the quarter has gone by."""

    def late() -> Case:
        return on_file().at("03-30 09:00").by("unit_head").does(changed()).at("04-02 09:00")

    filed, met = late().does(FILED), late().does(BY_DEPUTY, "minutes")
    assert (filed.order.level, met.order.level) == (Level.L1, Level.L1)
    assert filed.does(BY_DEPUTY, "minutes").order.level is Level.L0
    assert met.does(FILED).order.level is Level.L0


@pytest.mark.rule("T:T44", "WF-32", "WF-05")
def test_the_supervision_of_a_file_is_ended_by_hand_too() -> None:
    daily = RaiseSupervision(level=Level.L2, trigger=Trigger.LEADER_NOTE)
    case = on_file().by("supervisor").does(daily, "reason")
    assert case.does(ClearSupervision(), "reason").order.level is Level.L0


@pytest.mark.rule("T:T51", "X:X38", "WF-05")
def test_a_file_moves_to_another_calendar_and_another_law() -> None:
    case = on_file().by("sys_admin").does(ChangeCalendar(years=(YEAR_2027,)))
    assert case.kinds()[-1] == "CalendarChanged"
    law = replace(case.order.dossier.pack, edition="next")
    case.by("system").does(ChangeRuleSet(pack=law), "reason")
    assert case.order.dossier.pack.edition == "next"
    assert case.by("caller").refused(Urge()) == "not_on_a_unit_file"


@pytest.mark.rule("T:T44", "WF-32", "X:X21")
def test_nobody_supervises_a_unit_that_is_no_more() -> None:
    case = on_file().by("unit_clerk").does(changed()).at("03-05 09:00").by("system")
    case.does(CloseUnitFile(), "reason")
    assert case.order.level is Level.L0
    assert case.last("SupervisionCleared").content.level is Level.L1  # type: ignore[union-attr]


@pytest.mark.rule("X:X21.3", "C:C16")
def test_a_unit_that_is_no_more_owes_nothing_about_itself() -> None:
    case = on_file().by("unit_clerk").does(changed()).at("04-01 09:00").by("system")
    assert case.refused(CloseUnitFile()) == "text_missing"
    case.does(CloseUnitFile(), "reason")
    assert (case.state, case.owed(), case.rings()) == (State.OFF_FILE, set(), {})
    assert case.clock("filing/1").outcome is Outcome.RELEASED
    assert case.by("unit_clerk").refused(changed()) == "order_is_over"


def test_a_law_without_such_duties_makes_none() -> None:
    silent = replace(load_pack("national-default"), units=None)
    case = Case(silent).by("hotline_head").does(OpenUnitFile(unit="water"))
    case.by("unit_clerk").does(changed()).by("unit_head").does(BY_HEAD, "minutes")
    assert case.owed() == set()
