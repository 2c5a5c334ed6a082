"""What a place takes in, what it puts through or tells its way, and what goes on from there."""

from dataclasses import replace

import pytest

from domain.chapters.caller.commands import Evaluate
from domain.chapters.closing.commands import OrderRework, PassReview, Recheck
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.intake.commands import (
    AcceptForDispatch,
    Refuse,
    Register,
    TransferOut,
)
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import Merge, SuggestDuplicate
from domain.order.act import Actor
from domain.order.terms import EvaluationSubject
from domain.vocabulary import Channel, ItemType, Level, Role, State, Trigger
from policies.library import load_pack
from tests.domain.case import Case
from tests.domain.grounds import EARLIER, grounded

COURT = grounded("ALREADY_IN_PROCEDURE")
DAILY = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
PLEASED = Evaluate(subject=EvaluationSubject.RESULT, stars=1)
MASTER = "20260302-000009"
EMERGENCY_LINES = ["110", "119", "120", "122"]
OF_ANHUI = {
    *("EMERGENCY_LINE", "PARTY_NPC_MATTERS", "OTHER_HOTLINES", "MILITARY"),
    *("ALREADY_IN_PROCEDURE", "DUPLICATE"),
}
BY_NETWORK = [Channel.WEB, Channel.WECHAT, Channel.WEIBO, Channel.LEADER_MAILBOX]


@pytest.mark.rule("HN-14.1", "C:C7")
@pytest.mark.parametrize("line", EMERGENCY_LINES)
def test_who_calls_about_an_emergency_lines_matter_is_put_through_to_it(line: str) -> None:
    case = Case("hainan-prefecture-2022").register()
    assert case.refused(TransferOut(target=line)) == "call_not_put_through"
    case.does(TransferOut(target=line, warm=True))
    assert case.last("TransferredOut").content.target == line  # type: ignore[union-attr]
    assert case.state is State.TRANSFERRED_OUT


@pytest.mark.rule("HD-10.2")
@pytest.mark.parametrize("line", EMERGENCY_LINES)
def test_in_hengdong_an_emergency_lines_matter_is_put_through_and_not_only_refused(
    line: str,
) -> None:
    case = Case("hengdong-2024").register()
    assert case.refused(grounded("EMERGENCY_LINE"), "reason") == "text_missing"
    assert case.refused(TransferOut(target=line)) == "call_not_put_through"
    assert case.does(TransferOut(target=line, warm=True)).state is State.TRANSFERRED_OUT


@pytest.mark.rule("HD-13.2", "C:C9.2")
def test_in_hengdong_being_in_a_procedure_needs_its_authority_and_its_number() -> None:
    case = Case("hengdong-2024").register()
    assert case.refused(replace(COURT, case_no=""), "reason", "route") == "case_number_missing"
    assert case.refused(replace(COURT, authority=""), "reason", "route") == "authority_missing"
    case.does(COURT, "reason", "route")
    refused = case.last("Refused").content
    assert (refused.case_no, refused.authority) == (COURT.case_no, COURT.authority)  # type: ignore[union-attr]


@pytest.mark.rule("C:C9.1")
@pytest.mark.parametrize("place", ["hengdong-2024", "beijing-style", "national-2025"])
def test_who_must_go_to_court_and_who_is_there_are_refused_on_two_grounds(place: str) -> None:
    must = Refuse(disposition="MUST_USE_PROCEDURE")
    case = Case(place).register().does(must, "reason", "route")
    assert case.last("Refused").content.disposition == "MUST_USE_PROCEDURE"  # type: ignore[union-attr]
    there = Refuse(disposition="ALREADY_IN_PROCEDURE")
    assert Case(place).register().refused(there, "reason", "route") == "case_number_missing"


@pytest.mark.rule("HD-15.2", "C:C10.3")
def test_with_new_facts_it_is_a_new_order_linked_to_the_old() -> None:
    case = Case("hengdong-2024").register(repeats=EARLIER, new_facts=True)
    linked = case.last("RepeatLinked").content
    assert (linked.earlier, linked.new_facts) == (EARLIER, True)  # type: ignore[union-attr]
    for code in ("CONCLUDED", "DUPLICATE"):
        assert case.refused(Refuse(disposition=code), "reason") == "new_facts_given"
    assert case.does(AcceptForDispatch()).state is State.QUEUED


@pytest.mark.rule("HD-05.1")
def test_whom_the_firm_employs_is_known_as_such_on_every_act() -> None:
    case, demand = Case("hengdong-2024"), Register(type=ItemType.HELP)
    assert case.by("contractor").refused(demand, "demand", "name", "phone") == "role_may_not"
    case.actor = Actor(person="s1", unit="hotline", role=Role.SEAT_AGENT, outsourced=True)
    case.does(demand, "demand", "name", "phone").does(AcceptForDispatch())
    assert [fact.actor.outsourced for fact in case.facts] == [True] * len(case.facts)
    case.by("dispatcher").does(Dispatch(unit="water"))
    assert not case.last("Dispatched").actor.outsourced


@pytest.mark.rule("AH-01.1")
def test_one_order_goes_through_intake_dispatch_limit_supervision_and_evaluation() -> None:
    case = Case("anhui-2018").signed_in().by("supervisor").does(DAILY)
    assert "AH-01" in case.clock("handle/1").basis
    case.solved().by("reviewer").does(PassReview()).called_back(solved=True, satisfied=1)
    case.by("caller").does(PLEASED)
    steps = ["Registered", "AcceptedForDispatch", "Dispatched", "SupervisionRaised", "Evaluated"]
    assert [kind for kind in case.kinds() if kind in steps] == steps


@pytest.mark.rule("AH-06.3")
def test_in_anhui_the_list_of_what_is_not_taken_in_is_closed() -> None:
    every = {ground.code for ground in load_pack("national-default").dispositions}
    assert every - OF_ANHUI
    for code in OF_ANHUI | every:
        case = Case("anhui-2018").register()
        if code in OF_ANHUI:
            assert case.does(grounded(code), "reason", "route").state is State.REFUSED
        else:
            assert case.refused(grounded(code), "reason", "route") == "unknown_disposition"


@pytest.mark.rule("AH-07.2", "T:T02")
@pytest.mark.parametrize("channel", BY_NETWORK)
@pytest.mark.parametrize("at", ["03-02 09:00", "02-17 03:00", "03-07 23:50"])
def test_what_comes_by_network_lies_no_longer_than_what_comes_by_telephone(
    channel: Channel, at: str
) -> None:
    called = Case("anhui-2018", at=at).register()
    written = Case("anhui-2018", at=at).register(channel=channel)
    assert "AH-07" in written.clock("intake/1").basis
    assert written.clock("intake/1").due <= called.clock("intake/1").due


@pytest.mark.rule("AH-13.2", "T:T07")
def test_what_is_the_same_is_suggested_merged_and_dispatched_once() -> None:
    case = Case("anhui-2018").register().by("system").does(SuggestDuplicate(others=(MASTER,)))
    assert "AH-13" in case.facts[-1].basis
    case.by("seat_agent").does(Merge(master=MASTER))
    assert (case.state, case.owed()) == (State.MERGED, set())
    assert case.by("dispatcher").refused(Dispatch(unit="water")) == "order_is_over"
    assert "Dispatched" not in case.kinds()


@pytest.mark.rule("NA-03.1", "NA-14.1", "NA-14.2")
def test_each_of_the_eight_steps_is_a_fact_supervision_and_callback_too() -> None:
    case = Case("national-2025").signed_in().by("supervisor").does(DAILY)
    case.solved().by("reviewer").does(PassReview()).called_back(solved=True, satisfied=1)
    case.by("caller").does(PLEASED)
    steps = [
        *("Registered", "Dispatched", "AcceptedByUnit", "SupervisionRaised", "ResultSubmitted"),
        *("CallbackDone", "Closed", "Evaluated"),
    ]
    assert [kind for kind in case.kinds() if kind in steps] == steps
    raised = case.last("SupervisionRaised").content
    assert (raised.level, raised.owner) == (Level.L2, "water")  # type: ignore[union-attr]
    told = case.last("ResultSubmitted").content
    assert told.told_at is not None  # type: ignore[union-attr]


@pytest.mark.rule("NA-10.1", "G:G15")
def test_who_is_not_content_is_followed_until_it_is_settled_or_explained() -> None:
    case = Case("national-2025").to_recheck()
    assert "NA-10" in case.clock("callback/1").basis
    assert (case.state, case.owed() & {"recheck/1"}) == (State.RECHECK, {"recheck/1"})
    case.by("supervisor").does(OrderRework(), "reason").solved()
    case.by("reviewer").does(PassReview()).called_back(solved=False, satisfied=5)
    assert "recheck/2" in case.owed()
    case.by("supervisor").does(Recheck(decision=RecheckDecision.EXPLAIN), "reason")
    assert (case.state, case.owed()) == (State.CLOSED, set())


@pytest.mark.rule("C:C6.1", "SY20-25.2")
def test_a_complaint_about_a_units_discipline_never_goes_to_that_unit() -> None:
    case = Case().register("complaint", about_unit="water").does(AcceptForDispatch())
    assert case.by("dispatcher").refused(Dispatch(unit="water")) == "unit_complained_about"
    passed_on = Case().register("complaint", about_unit="water")
    passed_on.does(TransferOut(target="discipline"))
    assert passed_on.state is State.TRANSFERRED_OUT
    assert {"C:C6"} <= set(passed_on.last("TransferredOut").basis)
