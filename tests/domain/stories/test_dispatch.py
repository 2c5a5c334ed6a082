"""Stories of dispatch, sign-in and contact: who has the order in hand, and since when."""

from dataclasses import replace

import pytest

from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Contact,
    Dispatch,
    RequestReturn,
)
from domain.chapters.intake.commands import AcceptForDispatch
from domain.order.clock import Outcome
from domain.vocabulary import Level, State
from tests.domain.case import Case, moment


@pytest.mark.rule("T:T09.1", "G:G1.1", "G:G3", "T:T11.3", "T:T19.1")
def test_the_limits_run_from_dispatch_and_not_from_the_signature() -> None:
    case = Case().dispatched()
    assert case.owed() == {"accept/1", "contact/1", "handle/1", "total/1"}
    assert case.clock("handle/1").due == moment("03-09 24:00")
    case.after(hours=3).by("unit_clerk").does(Accept())
    assert case.clock("handle/1").started == moment("03-02 09:00")
    assert case.clock("accept/1").outcome is Outcome.MET


@pytest.mark.rule("T:T09", "C:C11", "NA-07", "SY20-17.1")
def test_the_rule_of_the_catalogue_that_named_the_unit_is_on_record() -> None:
    case = Case().register().does(AcceptForDispatch()).by("dispatcher")
    case.does(Dispatch(unit="water", rule="water-supply"))
    assert case.last("Dispatched").content.rule == "water-supply"  # type: ignore[union-attr]


@pytest.mark.rule("T:T09.2")
def test_only_what_waits_for_dispatch_is_dispatched() -> None:
    case = Case().dispatched()
    assert case.refused(Dispatch(unit="roads")) == "not_queued"


def test_the_first_day_is_not_counted_and_the_last_ends_at_midnight() -> None:
    """G22: no rule id of the definition stands on a clock, so the due itself shows it."""
    case = Case(at="03-06 23:59").dispatched()
    assert case.clock("accept/1").due == moment("03-09 24:00")


@pytest.mark.rule("T:T11.1", "SY18-03.1")
def test_a_signature_at_the_very_due_instant_is_in_time() -> None:
    case = Case("sanya-2018").dispatched().after(hours=24).by("unit_clerk").does(Accept())
    assert case.clock("accept/1").outcome is Outcome.MET
    assert "DueBreached" not in case.kinds()


@pytest.mark.rule("T:T12.1", "G:G1", "G:G2")
def test_a_microsecond_later_it_is_late() -> None:
    case = Case("sanya-2018").dispatched().after(hours=24, microseconds=1)
    case.by("unit_clerk").does(Accept())
    assert case.clock("accept/1").outcome is Outcome.LATE
    assert case.last("AutoAccepted").occurred_at == moment("03-03 09:00")


@pytest.mark.rule("T:T12.1", "T:T12.2", "G:G1.2", "G:G12")
def test_silence_moves_responsibility_and_the_signature_stays_owed() -> None:
    case = Case().dispatched().at("03-04 00:01")
    assert case.state is State.HANDLING
    assert case.order.level is Level.L1
    assert case.clock("accept/1").is_open
    case.by("unit_clerk").does(Accept())
    assert case.refused(Accept()) == "no_sign_in_owed"


@pytest.mark.rule("T:T11.2")
def test_another_unit_does_not_sign_for_it() -> None:
    case = Case().dispatched()
    assert case.by("unit_clerk", of="roads").refused(Accept()) == "not_your_order"


@pytest.mark.rule("T:T19.2", "JT-05.2")
def test_a_call_that_nobody_answers_ends_no_duty() -> None:
    case = Case().dispatched().by("unit_clerk").does(Contact(outcome="not_reached"))
    assert case.clock("contact/1").is_open
    case.after(hours=1).does(Contact())
    assert case.clock("contact/1").outcome is Outcome.MET


@pytest.mark.rule("G:G12", "T:T19.2")
def test_a_caller_left_without_a_call_is_urged_for() -> None:
    case = Case().signed_in().at("03-04 00:01")
    assert case.last("SupervisionRaised").occurred_at == moment("03-03 24:00")
    assert case.order.level is Level.L1


@pytest.mark.rule("T:T14.1", "T:T14.2", "NA-09", "G:G3.3")
def test_the_next_unit_gets_full_limits_and_the_city_does_not() -> None:
    case = Case().dispatched().at("03-03 10:00").by("unit_clerk")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    assert case.clock("handle/1").outcome is Outcome.RETURNED
    assert case.clock("handle/2").due == moment("03-10 24:00")
    assert case.clock("handle/2").owner == "roads"
    assert case.owed() == {"accept/2", "contact/2", "handle/2", "total/1"}
    assert case.clock("total/1").due == moment("03-09 24:00")


@pytest.mark.rule("NA-06.1")
def test_staff_of_a_service_provider_take_calls_and_dispatch_nothing() -> None:
    case = Case().register()
    case.actor = replace(case.actor, outsourced=True)
    case.does(AcceptForDispatch()).by("dispatcher")
    case.actor = replace(case.actor, outsourced=True)
    assert case.refused(Dispatch(unit="water")) == "outsourced_may_not"


@pytest.mark.rule("T:T08.2")
def test_a_slow_dispatch_desk_misses_its_own_limit() -> None:
    case = Case().register().does(AcceptForDispatch()).at("03-02 15:00")
    case.by("dispatcher").does(Dispatch(unit="water"))
    assert case.clock("dispatch/1").outcome is Outcome.LATE
    assert case.last("DueBreached").occurred_at == moment("03-02 14:00")
