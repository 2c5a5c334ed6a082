"""安徽 (2018): one intake, limits by urgency, and handling kept apart from supervision."""

import pytest

from domain.chapters.closing.commands import PassReview
from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import Refuse
from domain.chapters.supervision.commands import RaiseSupervision
from domain.vocabulary import Channel, Level, ResultKind, State, Trigger, Urgency
from tests.domain.case import BY_PHONE, Case, moment
from tests.domain.grounds import grounded

PLACE = "anhui-2018"
GROUNDS = [
    *("EMERGENCY_LINE", "PARTY_NPC_MATTERS", "OTHER_HOTLINES", "MILITARY"),
    "ALREADY_IN_PROCEDURE",
]
WAYS = [
    *(Channel.PHONE, Channel.LEADER_MAILBOX, Channel.WEB),
    *(Channel.WECHAT, Channel.WEIBO),
]
DAILY = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)


@pytest.mark.rule("AH-02.1", "AH-01")
@pytest.mark.parametrize("channel", WAYS)
def test_telephone_and_network_are_taken_in_alike(channel: Channel) -> None:
    case = Case(PLACE).register(channel=channel)
    assert case.state is State.INTAKE
    assert "AH-02" in case.last("Registered").basis


@pytest.mark.rule("AH-05.1")
@pytest.mark.parametrize("type", ["consult", "complaint", "help", "suggestion"])
def test_four_kinds_of_demand_are_announced(type: str) -> None:
    assert "AH-05" in Case(PLACE).register(type).last("Registered").basis


@pytest.mark.rule("AH-06")
@pytest.mark.parametrize("code", GROUNDS)
def test_what_belongs_elsewhere_is_told_where(code: str) -> None:
    case = Case(PLACE).register()
    assert case.refused(grounded(code), "reason") == "text_missing"
    assert case.does(grounded(code), "reason", "route").state is State.REFUSED


@pytest.mark.rule("T:T03")
def test_what_might_go_to_court_but_has_not_is_taken_in() -> None:
    court = Refuse(disposition="MUST_USE_PROCEDURE")
    assert Case(PLACE).register().refused(court, "reason", "route") == "unknown_disposition"


@pytest.mark.rule("AH-07.1")
def test_the_hotline_knows_no_days_off() -> None:
    case = Case(PLACE, at="02-17 03:00").register()
    assert case.clock("intake/1").due == moment("02-17 03:30")


@pytest.mark.rule("AH-08.1", "AH-01")
def test_urgent_matters_are_done_sooner() -> None:
    ordinary = Case(PLACE).dispatched().clock("handle/1")
    urgent = Case(PLACE).dispatched(urgency=Urgency.URGENT).clock("handle/1")
    assert ordinary.due == moment("03-09 24:00")
    assert urgent.due == moment("03-05 24:00")


@pytest.mark.rule("AH-08")
def test_an_urgent_question_is_answered_no_later_than_any_other() -> None:
    case = Case(PLACE).dispatched(type="consult", urgency=Urgency.URGENT)
    assert case.clock("handle/1").due == moment("03-03 24:00")


@pytest.mark.rule("AH-01", "AH-09.1")
def test_the_hotline_hands_out_and_supervises_and_the_unit_does_not() -> None:
    case = Case(PLACE).signed_in()
    assert case.by("unit_head").refused(Dispatch(unit="roads")) == "role_may_not"
    assert case.by("unit_head").refused(DAILY) == "role_may_not"
    assert case.by("supervisor").does(DAILY).order.level is Level.L2


@pytest.mark.rule("AH-09.1")
def test_the_unit_handles_and_the_hotline_reviews() -> None:
    case, result = Case(PLACE).signed_in(), SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE)
    assert case.by("reviewer").refused(result, "solution", "evidence") == "role_may_not"
    assert case.solved().by("unit_head").refused(PassReview()) == "role_may_not"
    assert case.by("reviewer").does(PassReview()).state is State.PENDING_CALLBACK


@pytest.mark.rule("AH-13")
def test_what_the_petition_office_has_already_is_not_handed_out_twice() -> None:
    case = Case(PLACE).register().does(grounded("DUPLICATE"), "reason")
    assert case.state is State.REFUSED
