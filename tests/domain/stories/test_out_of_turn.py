"""Stories of acts out of turn: by a stranger, at the wrong time, or with something missing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.chapters.afterwards.commands import Archive, FindFalseClosure
from domain.chapters.closing.commands import (
    ApproveTermination,
    ExplainTermination,
    PassReview,
    Recheck,
    RejectReview,
    RequestTermination,
    Withdraw,
)
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Contact,
    OpenDispute,
    RejectReturn,
    RequestReturn,
)
from domain.chapters.emergency.commands import DeclareEmergency, FirstFeedback
from domain.chapters.handling.commands import (
    AddInfo,
    ApproveExtension,
    Commit,
    KeepPromise,
    RejectExtension,
    ReportMilestone,
    RequestExtension,
    SubmitResult,
)
from domain.chapters.intake.commands import AcceptForDispatch, Answer, Refuse, Register, TransferOut
from domain.chapters.supervision.commands import RaiseSupervision
from domain.order.act import Actor
from domain.order.command import Command
from domain.order.terms import TerminationGround
from domain.time.limit import parse_limit
from domain.vocabulary import (
    EmergencyKind,
    ItemType,
    Level,
    ResultKind,
    Role,
    State,
    Trigger,
    Urgency,
)
from policies.library import load_pack
from tests.domain.case import BY_PHONE, TERRITORY, Case, moment

NOT_OURS = RequestReturn(proposed_unit="parks")
AGAIN = Recheck(decision=RecheckDecision.REWORK)
MORE = RequestExtension(length=parse_limit("3 WD"), signed_by="head")
ENDING = RequestTermination(ground=TerminationGround.OTHER_LAWFUL)
DAILY = RaiseSupervision(level=Level.L2, trigger=Trigger.NEGATIVE_EFFECT)


def promised() -> Case:
    """A day that the unit promised."""
    texts = ("explanation", "plan", "progress")
    return Case().signed_in().does(Commit(promise_date=date(2026, 4, 1), **BY_PHONE), *texts)


@pytest.mark.rule("T:T13.3")
def test_nobody_returns_what_another_unit_has() -> None:
    case = Case().signed_in().by("unit_clerk", of="roads")
    assert case.refused(NOT_OURS, "reason", "basis") == "not_your_order"


@pytest.mark.rule("T:T25", "G:G8")
def test_nobody_keeps_or_reports_on_the_promise_of_another_unit() -> None:
    case = promised().by("unit_clerk", of="roads")
    assert case.refused(KeepPromise(**BY_PHONE), "result") == "not_your_order"
    assert case.refused(ReportMilestone(), "progress") == "not_your_order"


@pytest.mark.rule("E:E5.2")
def test_nobody_feeds_back_on_the_emergency_of_another_unit() -> None:
    case = Case().signed_in(urgency=Urgency.EMERGENCY).by("unit_clerk", of="roads")
    assert case.refused(FirstFeedback(), "situation", "method") == "not_your_order"


@pytest.mark.parametrize(
    "decision",
    [
        pytest.param(ApproveReturn(), marks=pytest.mark.rule("T:T14")),
        pytest.param(RejectReturn(), marks=pytest.mark.rule("T:T15")),
        pytest.param(OpenDispute(), marks=pytest.mark.rule("T:T16")),
    ],
)
def test_no_return_is_decided_that_nobody_asked_for(decision: Command) -> None:
    case = Case().signed_in().by("dispatcher")
    assert case.refused(decision, "reason") == "no_return_under_review"


@pytest.mark.parametrize(
    "decision",
    [
        pytest.param(Refuse(disposition="CONSTITUTION"), marks=pytest.mark.rule("T:T03")),
        pytest.param(TransferOut(target="110", warm=True), marks=pytest.mark.rule("T:T04")),
        pytest.param(Answer(kb_entry="kb-1"), marks=pytest.mark.rule("T:T05")),
    ],
)
def test_the_desk_decides_once(decision: Command) -> None:
    case = Case().register().does(AcceptForDispatch()).by("seat_agent")
    assert case.refused(decision, "reason", "route", "answer") == "not_in_intake"


@pytest.mark.rule("T:T11.2", "T:T19")
def test_a_unit_signs_in_once_and_speaks_with_the_caller_while_it_has_the_order() -> None:
    case = Case().signed_in()
    assert case.refused(Accept()) == "no_sign_in_owed"
    assert case.solved().by("unit_clerk").refused(Contact()) == "not_with_a_unit"


@pytest.mark.rule("T:T02", "T:T41")
def test_nothing_is_written_down_without_words() -> None:
    demand = Register(type=ItemType.HELP, territory=TERRITORY)
    case = Case()
    assert case.refused(demand, "name", "phone", "place") == "text_missing"
    assert case.register().by("caller").refused(AddInfo()) == "text_missing"


@pytest.mark.rule("C:C4.1")
def test_where_the_law_asks_complainants_for_their_number_it_must_be_there() -> None:
    law = load_pack("national-default")
    asked = replace(law.identity.id_number_for, value=(ItemType.COMPLAINT,))
    law = replace(law, identity=replace(law.identity, id_number_for=asked))
    complaint = Register(type=ItemType.COMPLAINT, territory=TERRITORY)
    texts = ("demand", "name", "phone", "place")
    assert Case(law).refused(complaint, *texts) == "text_missing"
    assert Case(law).does(complaint, *texts, "id_number").state is State.INTAKE


@pytest.mark.rule("AH-09", "SM-04", "T:T30")
def test_neither_the_unit_nor_the_dispatcher_sends_a_result_back() -> None:
    case = Case().signed_in().solved()
    case.actor = Actor(person="somebody", unit="water", role=Role.REVIEWER)
    assert case.refused(RejectReview(), "reason") == "own_unit_may_not_review"
    case.actor = Actor(person="dispatcher@hotline", unit="hotline", role=Role.REVIEWER)
    assert case.refused(RejectReview(), "reason") == "dispatcher_may_not_review"
    case.by("reviewer").does(RejectReview(), "reason")


@pytest.mark.rule("SY18-08", "T:T29")
def test_no_result_before_people_are_safe() -> None:
    case = Case().signed_in(urgency=Urgency.EMERGENCY)
    result = SubmitResult(result_kind=ResultKind.EMERGENCY, **BY_PHONE)
    assert case.refused(result, "situation", "method") == "protect_first"


@pytest.mark.rule("T:T39")
def test_nothing_is_explained_away_before_the_caller_was_asked() -> None:
    case = Case().to_callback().by("supervisor")
    explained = Recheck(decision=RecheckDecision.EXPLAIN)
    assert case.refused(explained, "reason") == "not_recheck"


@pytest.mark.rule("T:T21.5")
def test_a_rework_has_no_limit_that_could_be_extended() -> None:
    case = Case().to_recheck().by("supervisor").does(AGAIN, "reason").by("unit_head")
    assert case.refused(MORE, "reason") == "nothing_to_extend"


@pytest.mark.rule("T:T21", "G:G7")
def test_after_a_refusal_no_application_is_left() -> None:
    case = Case().signed_in().by("unit_head").does(MORE, "reason").by("hotline_head")
    case.does(RejectExtension(), "reason")
    assert "extension_decision/1" not in case.owed()
    assert case.refused(RejectExtension(), "reason") == "no_extension_asked"


@pytest.mark.rule("T:T36", "WF-11.6", "X:X9", "T:T40")
def test_a_dissatisfaction_is_on_record_even_when_nothing_is_left_to_redo() -> None:
    case = Case().to_recheck()
    for _ in range(2):
        case.by("supervisor").does(AGAIN, "reason").solved().by("reviewer").does(PassReview())
        case.called_back(solved=False, satisfied=5)
    assert case.kinds().count("Dissatisfied") == 3


@pytest.mark.rule("T:T49", "G:G24")
def test_nothing_is_filed_where_the_law_knows_no_filing() -> None:
    law = replace(load_pack("national-default"), after_closing=None)
    case = Case(law).to_callback().called_back(solved=True, satisfied=1)
    case.actor = Actor(person="system", unit="", role=Role.SYSTEM)
    assert case.refused(Archive(digest="00")) == "archiving_not_in_law"


@pytest.mark.rule("T:T48")
def test_what_the_desk_answered_was_closed_by_no_unit() -> None:
    case = Case().register("consult").does(Answer(kb_entry="kb-1"), "answer")
    assert case.state is State.CLOSED
    assert case.by("assessor").refused(FindFalseClosure(), "evidence") == "closed_without_unit"


def ended(case: Case, how: str) -> Case:
    """Bring a supervised order to an end."""
    if how == "closed":
        case.solved().by("reviewer").does(PassReview())
        return case.called_back(solved=True, satisfied=1)
    if how == "withdrawn":
        return case.by("caller").does(Withdraw(), "reason")
    case.by("unit_head").does(ENDING, "application", "basis").by("hotline_head")
    case.does(ApproveTermination()).by("unit_head")
    return case.does(ExplainTermination(**case.told), "explanation")


@pytest.mark.rule("T:T42", "WF-33")
def test_whoever_takes_the_demand_back_does_not_free_the_unit_of_its_lapse() -> None:
    case = Case().signed_in().at("03-11 00:01").by("caller")
    assert case.order.level is Level.L2
    assert case.refused(Withdraw()) == "text_missing"
    assert ended(case, "withdrawn").owed() == set()
    assert case.order.level is Level.L2
    assert "SupervisionCleared" not in case.kinds()
    assert case.clock("handle/1").lapsed == moment("03-09 24:00")


@pytest.mark.rule("T:T44.4", "WF-32.4")
@pytest.mark.parametrize("how", ["closed", "terminated"])
def test_supervision_ends_with_the_order(how: str) -> None:
    case = Case().signed_in().by("supervisor").does(DAILY, "reason")
    assert ended(case, how).order.level is Level.L0
    assert "SupervisionCleared" in case.kinds()


@pytest.mark.rule("T:T44", "WF-32")
@pytest.mark.parametrize("decision", [AcceptForDispatch(), Refuse(disposition="CONSTITUTION")])
def test_an_urging_of_the_desk_ends_with_its_decision(decision: Any) -> None:
    case = Case().register().after(minutes=31)
    assert case.order.level is Level.L1
    assert case.by("seat_agent").does(decision, "reason").order.level is Level.L0


@pytest.mark.rule("G:G7")
def test_what_has_passed_while_the_desk_thought_about_it_is_not_extended() -> None:
    law = load_pack("national-default")
    slow = [
        replace(rule, limit=parse_limit("9 WD")) if rule.clock == "extension_decision" else rule
        for rule in law.limits
    ]
    case = Case(replace(law, limits=tuple(slow))).signed_in().by("unit_head").does(MORE, "reason")
    case.at("03-10 09:00").by("hotline_head")
    assert case.refused(ApproveExtension()) == "due_already_passed"


@pytest.mark.rule("C:C17", "WF-21.3", "X:X18")
def test_no_extension_is_granted_beyond_what_the_province_leaves() -> None:
    case = Case().signed_in(source="province", upstream_due=moment("03-20 12:00"))
    assert case.by("unit_head").refused(MORE, "reason") == "beyond_upstream_due"


@pytest.mark.rule("T:T38", "G:G7")
def test_no_day_is_promised_while_people_may_be_in_danger() -> None:
    case = Case().to_recheck().by("shift_lead").does(DeclareEmergency(kind=EmergencyKind.HELP))
    later = Recheck(decision=RecheckDecision.COMMIT, promise_date=date(2026, 4, 1))
    case.by("supervisor")
    assert case.refused(later, "reason", "plan", "progress") == "emergency_first"
