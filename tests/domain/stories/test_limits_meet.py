"""Stories of an order whose limit moves for more than one reason, one after the other."""

import pytest

from domain.chapters.closing.commands import EnterProcedure, RejectTermination, RequestTermination
from domain.chapters.closing.terms import ProcedureKind
from domain.chapters.handling.commands import (
    ApplyStatutoryLimit,
    ApproveExtension,
    Commit,
    Pause,
    RequestExtension,
    Resume,
)
from domain.chapters.handling.terms import PauseReason
from domain.chapters.intake.commands import Reclassify
from domain.chapters.together.commands import SetHosts, SubDispatch
from domain.duties.due_dates import recomputed
from domain.order.clock import Outcome
from domain.order.terms import TerminationGround
from domain.time.limit import parse_limit
from domain.vocabulary import ItemClass, ItemType, State
from tests.domain.case import BY_PHONE, Case, moment

QUESTION = Pause(reason=PauseReason.SUPERIOR_INSTRUCTION)
CONSULT = Reclassify(type=ItemType.CONSULT, class_=ItemClass.OTHER)
HELP = Reclassify(type=ItemType.HELP, class_=ItemClass.OTHER)
MORE = RequestExtension(length=parse_limit("2 WD"), signed_by="head")
LAW = ApplyStatutoryLimit(law="《食品安全法》", article="115", limit=parse_limit("20 WD"))
SUED = EnterProcedure(
    procedure=ProcedureKind.LITIGATION, case_no="2026-17", authority="court", whole=True
)
PROMISED = Commit(promise_date=moment("04-01 12:00").date(), **BY_PHONE)
TOLD = ("explanation", "plan", "progress")
ENDING = RequestTermination(ground=TerminationGround.OTHER_LAWFUL)


def waited(**fields: object) -> Case:
    """An order whose time stood still for two working days."""
    case = Case().signed_in(**fields).at("03-03 10:00").by("hotline_head").does(QUESTION)  # type: ignore[arg-type]
    return case.at("03-05 10:00").does(Resume())


def follows(case: Case) -> bool:
    """Whether the due of the unit's limit can be computed anew from what is on record."""
    handle = case.clock("handle/1")
    return recomputed(case.order, handle).due == handle.due


@pytest.mark.rule("T:T45", "G:G19")
def test_another_class_leaves_what_a_pause_gave_back() -> None:
    case = waited().by("dispatcher").does(CONSULT, "reason")
    assert case.clock("handle/1").due == moment("03-05 24:00")
    assert follows(case)


@pytest.mark.rule("T:T45")
def test_another_class_leaves_an_extension_and_a_law_takes_its_place() -> None:
    case = waited().by("unit_head").does(MORE, "reason").by("hotline_head").does(ApproveExtension())
    assert case.clock("handle/1").due == moment("03-13 24:00")
    case.does(CONSULT, "reason")
    assert case.clock("handle/1").due == moment("03-09 24:00")
    case.does(LAW)
    assert case.clock("handle/1").due == moment("04-01 24:00")
    assert follows(case)


@pytest.mark.rule("T:T45", "G:G19")
def test_a_paused_order_may_be_sorted_anew_and_still_does_not_ring() -> None:
    case = Case().signed_in().at("03-03 10:00").by("hotline_head").does(QUESTION)
    case.does(CONSULT, "reason").at("03-05 10:00")
    assert case.clock("handle/1").lapsed is None
    case.does(Resume())
    assert case.clock("handle/1").due == moment("03-05 24:00")
    assert follows(case)


@pytest.mark.rule("T:T22.4", "C:C17", "X:X18")
def test_a_law_gives_no_time_beyond_what_the_province_leaves() -> None:
    case = waited(source="province", upstream_due=moment("03-20 12:00")).does(LAW)
    assert case.clock("handle/1").due == moment("03-20 12:00")
    assert case.clock("total/1").due == moment("03-20 12:00")
    assert case.clock("handle/1").pauses == ()
    assert follows(case)


@pytest.mark.rule("T:T45", "C:C17")
def test_a_pause_takes_another_class_no_further_than_the_province_allows() -> None:
    case = waited(source="province", upstream_due=moment("03-10 12:00"))
    case.does(CONSULT, "reason").does(HELP, "reason")
    assert case.clock("handle/1").due == moment("03-10 12:00")
    assert follows(case)


@pytest.mark.rule("T:T27", "G:G20")
def test_the_time_of_a_review_is_given_back_under_another_class_too() -> None:
    case = Case().signed_in().by("unit_clerk").does(ENDING, "application")
    case.at("03-04 10:00").by("hotline_head").does(RejectTermination(), "reason")
    assert case.clock("handle/1").due == moment("03-11 24:00")
    assert follows(case)
    assert case.does(CONSULT, "reason").clock("handle/1").due == moment("03-05 24:00")


@pytest.mark.rule("T:T50", "G:G19", "G:G20")
def test_an_application_ends_a_pause_before_time_stands_still_again() -> None:
    case = Case().signed_in().at("03-03 10:00").by("hotline_head").does(QUESTION)
    case.at("03-04 10:00").by("unit_clerk").does(SUED)
    assert case.state is State.TERM_REVIEW
    assert case.clock("pause/1").outcome is Outcome.MET
    case.at("03-05 10:00").by("hotline_head").does(RejectTermination(), "reason")
    assert case.state is State.HANDLING
    assert case.clock("handle/1").due == moment("03-11 24:00")


@pytest.mark.rule("T:T50", "G:G8")
def test_a_promise_is_owed_on_while_the_hotline_decides() -> None:
    case = Case().signed_in().by("unit_clerk").does(PROMISED, *TOLD).does(SUED)
    assert case.state is State.TERM_REVIEW
    assert "promise/1" in case.owed()
    case.by("hotline_head").does(RejectTermination(), "reason")
    assert case.state is State.COMMITTED


@pytest.mark.rule("T:T24", "T:T18", "T:T10")
def test_who_works_along_works_on_through_a_pause_and_a_promise_frees_the_child() -> None:
    case = (
        Case()
        .signed_in()
        .by("dispatcher")
        .does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    )
    case.by("unit_gateway").does(SubDispatch(child="pumps")).by("hotline_head").does(QUESTION)
    assert {"cohost/1", "sub_handle/1"} <= set(case.owed())
    assert not case.clock("cohost/1").paused
    case.does(Resume()).by("unit_clerk").does(PROMISED, *TOLD)
    assert case.clock("sub_handle/1").outcome is Outcome.RELEASED
