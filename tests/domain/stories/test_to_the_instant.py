"""Stories of the very last instant and the very first: what is still in time, and what is not."""

from datetime import date

import pytest

from domain.chapters.afterwards.commands import Reopen
from domain.chapters.assessment.commands import Appeal
from domain.chapters.assessment.terms import AppealGround
from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.handling.commands import Commit
from domain.chapters.intake.commands import Register
from domain.chapters.units.commands import OpenUnitFile, ReportStaffChange
from domain.chapters.units.terms import Post
from domain.order.terms import Confidentiality
from domain.vocabulary import ItemType
from tests.domain.case import Case, moment
from tests.domain.stories.test_restricted_callers import UNTIL

TOLD = ("explanation", "plan", "progress")
LATE = Appeal(ground=AppealGround.SYSTEM_OUTAGE, entry="handle/1")


@pytest.mark.rule("T:T24.2", "G:G8")
def test_a_promise_may_be_for_today_and_not_for_yesterday() -> None:
    case = Case().signed_in().at("03-04 23:00").by("unit_clerk")
    yesterday, today = date(2026, 3, 3), date(2026, 3, 4)
    missed = Commit(promise_date=yesterday, **case.told)
    assert case.refused(missed, *TOLD) == "promise_in_the_past"
    case.does(Commit(promise_date=today, **case.told), *TOLD)
    assert case.clock("promise/1").due == moment("03-04 24:00")


@pytest.mark.rule("T:T47.1", "T:T47.2")
def test_the_last_instant_of_the_thirty_days_is_in_time() -> None:
    case = Case().to_callback().called_back(solved=True, satisfied=1).by("supervisor")
    assert case.at("04-01 24:00").asks(Reopen(), "reason").facts  # type: ignore[union-attr]
    case.after(microseconds=1)
    assert case.refused(Reopen(), "reason") == "reopened_too_late"


@pytest.mark.rule("WF-34.3")
def test_the_last_instant_of_the_ten_working_days_is_in_time() -> None:
    case = Case().signed_in().at("03-12 09:00").solved().by("unit_head").at("03-26 24:00")
    assert case.asks(LATE, "reason").facts  # type: ignore[union-attr]
    case.after(microseconds=1)
    assert case.refused(LATE, "reason") == "appealed_too_late"


@pytest.mark.rule("X:X35.1", "X:X35.2")
def test_a_call_of_this_instant_and_of_just_an_hour_ago_needs_nobody_else() -> None:
    now = Case().register(called_at=moment("03-02 09:00"))
    hour = Case().register(called_at=moment("03-02 08:00"), confirmed_by="shift_lead@hotline")
    assert (now.kinds(), hour.kinds()) == (["Registered"], ["Registered", "LateEntryConfirmed"])
    case = Case().by("seat_agent").after(microseconds=1)
    longer = Register(type=ItemType.HELP, called_at=moment("03-02 08:00"))
    assert case.refused(longer, "demand", "phone") == "second_person_missing"


@pytest.mark.rule("X:X25.1", "WF-08.2")
@pytest.mark.parametrize("level", [Confidentiality.P1, Confidentiality.P2, Confidentiality.P3])
def test_the_same_secrecy_is_not_asked_for_twice(level: Confidentiality) -> None:
    asked = SetConfidentiality(level=level)
    case = Case().signed_in().by("caller").does(asked)
    assert case.refused(asked) == "secrecy_only_rises"


@pytest.mark.rule("SY20-10.2", "SY20-10.4")
def test_a_change_of_the_day_on_which_the_file_began_is_entered() -> None:
    case = Case().by("hotline_head").does(OpenUnitFile(unit="water")).at("03-04 09:00")
    case.by("unit_clerk").does(ReportStaffChange(post=Post.CLERK, changed_on=date(2026, 3, 2)))
    assert case.clock("filing/1").started == moment("03-02 00:00")
    assert case.clock("filing/1").due == moment("03-04 24:00")


@pytest.mark.rule("X:X32", "G:G25")
def test_a_restriction_counts_until_its_very_end_and_not_at_it() -> None:
    assert "CallbackOnly" in Case(at="03-09 23:59").register(restricted_until=UNTIL).kinds()
    ended = Case(at="03-09 24:00").register(restricted_until=UNTIL)
    assert "CallbackOnly" not in ended.kinds()
