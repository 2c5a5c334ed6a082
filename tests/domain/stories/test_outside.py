"""Stories of reports that another platform handles while the hotline, asked first, watches."""

import pytest

from domain.chapters.elsewhere.commands import RecordOutsideResult
from domain.chapters.elsewhere.terms import OutsideOutcome
from domain.chapters.intake.commands import AcceptForDispatch, TransferOut
from domain.chapters.supervision.commands import Urge
from domain.order.clock import Outcome
from domain.vocabulary import Level, State
from tests.domain.case import Case, moment

TO_TOURISM = TransferOut(target="12301")
DONE = RecordOutsideResult(outcome=OutsideOutcome.DONE)
BACK = RecordOutsideResult(outcome=OutsideOutcome.HANDED_BACK)


def followed() -> Case:
    """A report about a travel agency that the tourism platform handles."""
    return Case().register("report").does(TO_TOURISM)


@pytest.mark.rule("SYT-02.1", "SYT-01", "T:T04.3")
def test_a_report_that_goes_to_the_tourism_platform_is_watched_to_its_end() -> None:
    case = followed()
    assert (case.state, case.owed()) == (State.FOLLOWED, {"outside_result/1"})
    assert case.clock("outside_result/1").due == moment("03-09 24:00")
    case.at("03-06 10:00").by("supervisor").does(DONE, "result")
    assert (case.state, case.owed()) == (State.TRANSFERRED_OUT, set())
    assert case.order.ended_at == case.now
    assert case.clock("outside_result/1").outcome is Outcome.MET


@pytest.mark.rule("SYT-02.1", "G:G12")
def test_an_outcome_that_nobody_asks_for_climbs_the_ladder() -> None:
    case = followed().at("03-10 09:00")
    assert case.clock("outside_result/1").lapsed == moment("03-09 24:00")
    assert case.order.level is Level.L1
    case.by("seat_agent").does(DONE, "result")
    assert case.clock("outside_result/1").outcome is Outcome.LATE
    assert case.order.level is Level.L0


@pytest.mark.rule("SYT-02", "T:T04.4")
def test_what_is_handed_back_is_decided_at_the_desk_anew() -> None:
    case = followed().at("03-03 10:00").by("seat_agent").does(BACK, "result")
    assert (case.state, case.owed()) == (State.INTAKE, {"intake/2"})
    assert case.does(AcceptForDispatch()).state is State.QUEUED


@pytest.mark.rule("SYT-02", "T:T04")
def test_what_an_outcome_needs() -> None:
    case = followed().by("supervisor")
    assert case.refused(DONE) == "text_missing"
    assert case.by("unit_clerk", of="water").refused(DONE, "result") == "role_may_not"
    assert case.by("caller").refused(Urge()) == "no_unit_to_urge"
    assert Case().register("report").refused(DONE, "result") == "not_followed"


@pytest.mark.parametrize(("type", "target"), [("help", "12301"), ("report", "discipline")])
def test_every_other_transfer_ends_the_order(type: str, target: str) -> None:
    case = Case().register(type).does(TransferOut(target=target))
    assert (case.state, case.owed()) == (State.TRANSFERRED_OUT, set())
