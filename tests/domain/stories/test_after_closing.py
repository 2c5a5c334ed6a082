"""An order that has ended is not out of the world: it is reopened, found false, filed."""

from dataclasses import replace
from datetime import date

import pytest

from domain.chapters.afterwards.commands import Archive, FindFalseClosure, Reopen
from domain.chapters.assessment.commands import ApproveExclusion, ExcludeFromAssessment
from domain.chapters.caller.commands import Object
from domain.chapters.closing.commands import OrderRework, PassReview, Recheck, Withdraw
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import Refuse, TransferOut
from domain.order.clock import Outcome
from domain.vocabulary import ClockName, Level, ResultKind, State, Trigger
from policies.library import load_pack
from tests.domain.case import BY_PHONE, Case, moment

FILED = Archive(digest="0" * 64)
ADOPTED = SubmitResult(
    result_kind=ResultKind.ADOPTED, completion_date=date(2026, 4, 30), **BY_PHONE
)


def closed() -> Case:
    """An order that a satisfied caller let close on 2 March."""
    return Case().to_callback().called_back(solved=True, satisfied=1)


def adopted() -> Case:
    """A suggestion that is to be carried out by the end of April."""
    case = Case().signed_in(type="suggestion").by("unit_clerk").does(ADOPTED)
    case.by("reviewer").does(PassReview())
    return case if case.order.is_over else case.called_back(solved=True, satisfied=1)


@pytest.mark.rule("T:T47.1")
def test_a_closed_order_is_reopened_into_the_recheck() -> None:
    case = closed().at("03-20 10:00").by("supervisor").does(Reopen(), "reason")
    assert case.state is State.RECHECK
    assert case.owed() == {"recheck/1"}
    case.does(OrderRework(), "reason")
    assert case.state is State.HANDLING
    assert case.order.open_clock(ClockName.REWORK)


@pytest.mark.rule("T:T47.2")
def test_after_thirty_days_the_matter_is_a_new_order() -> None:
    case = closed()
    assert case.at("04-01 23:59").by("supervisor").asks(Reopen(), "reason")
    assert case.at("04-02 00:01").refused(Reopen(), "reason") == "reopened_too_late"


@pytest.mark.rule("T:T47.3")
@pytest.mark.parametrize(
    "ending", [Refuse(disposition="CONSTITUTION"), TransferOut(target="110", warm=True)]
)
def test_what_no_unit_ever_had_goes_back_to_the_desk(ending: Refuse | TransferOut) -> None:
    case = Case().register().does(ending, "reason")
    case.by("shift_lead").does(Reopen(), "reason")
    assert (case.state, case.owed()) == (State.INTAKE, {"intake/2"})


@pytest.mark.rule("T:T47.4", "T:T49")
def test_nobody_reopens_what_lives_or_was_taken_back() -> None:
    case = Case().signed_in().by("supervisor")
    assert case.refused(Reopen(), "reason") == "order_not_ended"
    case = Case().register().does(Withdraw(), "reason").by("supervisor")
    assert case.refused(Reopen(), "reason") == "order_is_over"


@pytest.mark.rule("T:T47.1")
def test_reopening_needs_a_reason_and_a_law_that_knows_it() -> None:
    assert closed().by("supervisor").refused(Reopen()) == "text_missing"
    silent = replace(load_pack("national-default"), after_closing=None)
    case = Case(silent).to_callback().called_back(solved=True, satisfied=1)
    assert case.by("supervisor").refused(Reopen(), "reason") == "reopening_not_in_law"


@pytest.mark.rule("WF-11.3")
def test_an_objection_after_the_end_brings_the_order_back() -> None:
    case = closed().at("03-09 10:00").by("caller").does(Object(), "text")
    assert case.kinds()[-2:] == ["ObjectionRaised", "Reopened"]
    explained = Recheck(decision=RecheckDecision.EXPLAIN)
    case.by("supervisor").does(explained, "reason")
    assert case.state is State.CLOSED


@pytest.mark.rule("T:T48.1", "X:X23.1", "WF-39.2")
def test_a_false_closure_is_owed_again_from_the_first_due_and_handed_over() -> None:
    case = closed()
    first = case.clock("handle/1").original_due
    case.at("05-20 10:00").by("assessor").does(FindFalseClosure(), "evidence")
    assert case.state is State.HANDLING
    assert case.clock("handle/1").due == case.clock("handle/1").original_due == first
    assert case.last("SupervisionRaised").content.trigger is Trigger.FALSIFICATION  # type: ignore[union-attr]
    assert case.order.level is Level.L5


@pytest.mark.rule("T:T48.1", "X:X23")
def test_what_was_reported_falsely_is_late_at_once_where_its_due_has_passed() -> None:
    case = closed().at("05-20 10:00").by("assessor").does(FindFalseClosure(), "evidence")
    case.after(minutes=1)
    assert case.clock("handle/1").lapsed == moment("05-20 10:00")
    assert case.clock("total/1").lapsed == moment("05-20 10:00")
    assert case.solved().clock("handle/1").outcome is Outcome.LATE


@pytest.mark.rule("T:T48.2")
def test_a_false_closure_needs_evidence_and_a_unit_that_closed() -> None:
    assert closed().by("assessor").refused(FindFalseClosure()) == "text_missing"
    case = Case().signed_in().by("assessor")
    assert case.refused(FindFalseClosure(), "evidence") == "not_closed_yet"
    case = closed().by("unit_head")
    assert case.refused(FindFalseClosure(), "evidence") == "role_may_not"


@pytest.mark.rule("X:X28.1", "SY18-07.4", "SY20-18.3")
def test_an_adopted_suggestion_closes_and_is_looked_at_on_its_day() -> None:
    case = adopted()
    assert (case.state, case.owed()) == (State.CLOSED, {"follow_up/1"})
    assert not case.order.is_at_rest
    assert case.rings() == {"follow_up/1 due": moment("04-30 24:00")}
    case.at("05-01 00:01")
    assert case.kinds()[-2:] == ["FollowUpDue", "Reopened"]
    assert case.clock("follow_up/1").outcome is Outcome.EXPIRED
    assert (case.state, case.owed()) == (State.RECHECK, {"recheck/1"})


@pytest.mark.rule("X:X28.1")
def test_nothing_is_followed_up_twice() -> None:
    case = adopted().at("03-09 10:00").by("supervisor").does(Reopen(), "reason")
    assert case.clock("follow_up/1").outcome is Outcome.RELEASED
    assert case.owed() == {"recheck/1"}


@pytest.mark.rule("T:T49.1", "G:G24.1", "HD-02.1")
def test_thirty_quiet_days_after_its_end_an_order_is_archived() -> None:
    case = closed().at("04-01 23:59").by("system")
    assert case.refused(FILED) == "not_quiet_long_enough"
    case.at("04-02 00:00").does(FILED)
    assert case.state is State.ARCHIVED
    assert case.refused(FILED) == "order_is_over"


@pytest.mark.rule("T:T49.1")
def test_an_order_that_lives_or_is_followed_up_is_not_archived() -> None:
    assert Case().signed_in().at("06-01 10:00").by("system").refused(FILED) == "not_at_rest"
    assert adopted().at("04-20 10:00").by("system").refused(FILED) == "not_at_rest"


@pytest.mark.rule("T:T48.2", "T:T49")
def test_even_from_the_archive_a_false_closure_comes_back() -> None:
    case = closed().at("04-02 00:00").by("system").does(FILED)
    assert case.by("supervisor").refused(Reopen(), "reason") == "order_is_over"
    case.at("11-02 09:00").by("assessor").does(FindFalseClosure(), "evidence")
    assert case.state is State.HANDLING


@pytest.mark.rule("WF-34")
def test_an_exclusion_may_be_asked_for_after_the_end_and_leaves_it_ended() -> None:
    case = closed().by("assessor").does(ExcludeFromAssessment(), "reason")
    case.by("hotline_head").does(ApproveExclusion())
    assert (case.state, case.order.excluded) == (State.CLOSED, True)
