"""Stories of what an act leaves behind: what is on record, what is whose, and what is no more."""

from dataclasses import replace

import pytest

from domain.chapters.afterwards.commands import CorrectAnswer
from domain.chapters.assessment.commands import Appeal, ConfirmAppeal, DecideAppeal
from domain.chapters.assessment.terms import AppealGround
from domain.chapters.closing.commands import EnterProcedure, RejectReview
from domain.chapters.closing.terms import ProcedureKind
from domain.chapters.handling.commands import (
    ApplyStatutoryLimit,
    ApproveExtension,
    Pause,
    RaiseHardCase,
    RequestExtension,
    Resume,
    SubmitResult,
)
from domain.chapters.handling.terms import PauseReason
from domain.chapters.intake.commands import AcceptForDispatch, Answer, Register
from domain.chapters.supervision.commands import LeaderNote, RaiseSupervision
from domain.chapters.together.commands import SetHosts
from domain.chapters.units.commands import (
    CloseUnitFile,
    OpenUnitFile,
    ReportStaffChange,
    SucceedUnit,
)
from domain.chapters.units.terms import Post
from domain.decide import Decided
from domain.law.bodies import HardCaseLevel
from domain.time.limit import parse_limit
from domain.vocabulary import ItemType, Level, ResultKind, State, Trigger
from tests.domain.case import BY_PHONE, Case, moment
from tests.domain.often import GAS

SUED = EnterProcedure(procedure=ProcedureKind.LITIGATION, case_no="2026-17", authority="court")
TWENTY_DAYS = ApplyStatutoryLimit(
    law="《食品安全法》", article="第一百一十五条", limit=parse_limit("20 WD")
)
NOT_OURS = Appeal(ground=AppealGround.OUT_OF_DUTY)


def on_file() -> Case:
    """The water company's file, opened on a Monday."""
    return Case().by("hotline_head").does(OpenUnitFile(unit="water"))


def outsourced(case: Case, role: str) -> Case:
    """Staff of a service provider act next."""
    case.by(role)
    case.actor = replace(case.actor, outsourced=True)
    return case


@pytest.mark.rule("T:T50.2", "G:G20")
@pytest.mark.parametrize("role", ["unit_clerk", "unit_gateway", "unit_head"])
def test_whoever_speaks_for_the_unit_applies_and_ends_nothing(role: str) -> None:
    case = Case("anhui-2018").signed_in()
    assert case.by(role, of="roads").refused(SUED) == "not_your_order"
    case.by(role).does(SUED)
    assert case.state is State.TERM_REVIEW


@pytest.mark.rule("T:T28")
@pytest.mark.parametrize("role", ["unit_clerk", "unit_gateway", "unit_head"])
def test_nobody_of_another_unit_calls_it_a_hard_case(role: str) -> None:
    case = Case().signed_in().by(role, of="roads")
    hard = RaiseHardCase(level=HardCaseLevel.HOTLINE)
    assert case.refused(hard, "opinion") in {"not_your_order", "role_may_not"}
    assert Case().signed_in().by("unit_clerk", of="roads").refused(hard, "opinion") == (
        "not_your_order"
    )


@pytest.mark.rule("SY20-09", "SY20-10")
@pytest.mark.parametrize("role", ["unit_clerk", "unit_head", "territorial"])
def test_a_unit_reports_on_its_own_people_only_whatever_the_post(role: str) -> None:
    case = on_file().by(role, of="roads")
    for post in Post:
        assert case.refused(ReportStaffChange(post=post)) == "not_your_unit"


@pytest.mark.rule("X:X21", "C:C16", "WF-05")
def test_a_file_that_closes_names_its_unit_and_bears_supervision_until_then() -> None:
    order = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
    case = on_file().by("supervisor").does(order)
    assert case.last("SupervisionRaised").content.owner == "water"  # type: ignore[union-attr]
    case.by("hotline_head").does(CloseUnitFile(), "reason")
    assert case.last("UnitFileClosed").content.unit == "water"  # type: ignore[union-attr]
    assert case.owed() == set()


@pytest.mark.rule("X:X21.2", "C:C16")
def test_a_successor_takes_over_what_its_predecessor_owed_and_nothing_else() -> None:
    shared = SetHosts(host="water", co_hosts=("roads",))
    for gone, host, helper in (("roads", "water", "new"), ("water", "new", "roads")):
        case = Case().signed_in().by("dispatcher").does(shared, "decision")
        follows = SucceedUnit(unit=gone, successor="new", valid_from=moment("03-03 12:00").date())
        case.at("03-03 10:00").by("system").does(follows)
        assert (case.clock("handle/1").owner, case.clock("cohost/1").owner) == (host, helper)
        assert case.clock("cohost/1").is_open
        nowhere = replace(follows, unit="parks")
        assert case.refused(nowhere) == "unit_not_concerned"
        assert case.clock("total/1").owner == "city"


@pytest.mark.rule("T:T29", "G:G12")
def test_what_lapsed_before_an_act_is_on_record_before_it() -> None:
    case = Case().signed_in().by("unit_clerk")
    case.now = moment("03-10 09:00")
    late = SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE)
    outcome = case.asks(late, "solution", "evidence")
    assert isinstance(outcome, Decided)
    case.take(outcome)
    kinds = [fact.kind for fact in outcome.facts]
    assert kinds.index("DueBreached") < kinds.index("ResultSubmitted")
    assert case.kinds()[-len(kinds) :] == kinds


@pytest.mark.rule("T:T30", "SM-04.3")
def test_a_rejected_result_leaves_the_duty_as_if_it_had_never_ended_and_goes_nowhere() -> None:
    case = Case("sanmen").signed_in(source="city", external_id="c-1").solved()
    assert "UpstreamReported" not in case.kinds()
    case.after(hours=1).by("reviewer").does(RejectReview(), "reason")
    again = case.clock("handle/1")
    assert (again.ended, again.outcome, again.armed) == (None, None, case.now)
    assert "UpstreamReported" not in case.kinds()


@pytest.mark.rule("G:G10", "T:T22", "WF-19", "X:X16")
def test_a_law_takes_what_was_granted_and_leaves_the_time_that_stood_still() -> None:
    plain, extended = Case().signed_in(), Case().signed_in()
    more = RequestExtension(length=parse_limit("2 WD"), signed_by="head")
    extended.by("unit_head").does(more, "reason").by("hotline_head").does(ApproveExtension())
    for case in (plain, extended):
        case.by("hotline_head").does(Pause(reason=PauseReason.SUPERIOR_INSTRUCTION))
        case.at("03-04 10:00").does(Resume()).does(TWENTY_DAYS)
    for clock in ("handle/1", "total/1"):
        assert extended.clock(clock).due == plain.clock(clock).due
    assert {pause.granted for pause in extended.clock("handle/1").pauses} == {0}


@pytest.mark.rule("WF-19.3", "G:G10.1")
@pytest.mark.parametrize("limit", ["5 WD", "4 WD"])
def test_a_law_that_is_not_longer_changes_nothing(limit: str) -> None:
    case = Case("weifang-2021").signed_in().by("hotline_head")
    before = case.order.clocks
    law = replace(TWENTY_DAYS, limit=parse_limit(limit))
    assert case.refused(law) == "statutory_limit_not_longer"
    assert case.order.clocks == before


@pytest.mark.rule("WF-34.1", "WF-34.4", "SM-10")
def test_an_appeal_names_who_decided_and_counts_nothing_out_before_two_agree() -> None:
    case = Case().to_callback().called_back(solved=True, satisfied=3)
    case.by("unit_head").does(NOT_OURS, "reason")
    assert not case.order.excluded
    decided = case.by("assessor").does(DecideAppeal(upheld=True), "reason").actor.person
    assert not case.order.excluded
    case.by("hotline_head").does(ConfirmAppeal(agrees=True))
    assert case.order.excluded
    assert case.last("EntryLeftOut").content.decided_by == decided  # type: ignore[union-attr]
    assert case.last("AssessmentExcluded").content.asked_by == decided  # type: ignore[union-attr]


@pytest.mark.rule("T:T44", "G:G12", "WF-33", "WF-39")
def test_a_note_that_a_desk_ignores_climbs_on_that_desk() -> None:
    case = Case().register().does(AcceptForDispatch()).by("hotline_head")
    case.does(LeaderNote(level=Level.L3, authority="mayor"), "note").at("04-30 09:00")
    raised = [f.content for f in case.facts if f.kind == "SupervisionRaised"]
    ignored = [c.owner for c in raised if c.trigger is Trigger.SUPERVISION_IGNORED]  # type: ignore[union-attr]
    assert ignored
    assert set(ignored) == {"dispatch_desk"}


@pytest.mark.rule("T:T43", "E:E0")
def test_what_is_hastened_stays_with_whom_it_was() -> None:
    at_the_desk = Case().register().by("seat_agent").does(GAS)
    assert at_the_desk.clock("intake/2").owner == "intake_desk"
    queued = Case().register().does(AcceptForDispatch()).by("seat_agent").does(GAS)
    assert queued.clock("dispatch/2").owner == "dispatch_desk"
    with_a_unit = Case().dispatched().by("seat_agent").does(GAS)
    assert with_a_unit.clock("accept/2").owner == "water"


@pytest.mark.rule("NA-06", "T:T02")
def test_whoever_is_outsourced_speaks_with_callers_and_does_nothing_else() -> None:
    own = Register(type=ItemType.HELP, queue="approvals")
    case = outsourced(Case(), "special_seat").does(own, "demand", "phone")
    assert case.state is State.INTAKE
    assert outsourced(Case(), "shift_lead").refused(own, "demand", "phone") == (
        "outsourced_may_not"
    )


@pytest.mark.rule("HD-19")
def test_an_imported_demand_without_a_name_is_judged_as_any_other() -> None:
    nameless = Register(type=ItemType.HELP, anonymous=True)
    for role in ("seat_agent", "system"):
        case = Case("hengdong-2024").by(role)
        assert case.refused(nameless, "demand") == "anonymous_not_allowed"


@pytest.mark.rule("G:G25", "X:X32", "X:X35", "T:T01", "T:T02")
def test_a_registration_is_on_record_first_and_then_how_it_came() -> None:
    told = Register(
        type=ItemType.HELP,
        rang_at=moment("03-02 08:00"),
        answered_at=moment("03-02 08:01"),
        called_at=moment("03-02 08:01"),
        confirmed_by="shift_lead@hotline",
        restricted_until=moment("03-05 24:00"),
    )
    case = Case().by("seat_agent").does(told, "demand", "phone")
    assert case.kinds() == ["Registered", "CallReceived", "CallbackOnly", "LateEntryConfirmed"]


@pytest.mark.rule("WF-38.1", "WF-38.2", "X:X36")
def test_who_was_answered_wrongly_is_called_back_by_the_callback_desk() -> None:
    case = (
        Case("weifang-2021").register("consult").does(Answer(kb_entry="kb", kb_version=2), "answer")
    )
    wrong = CorrectAnswer(kb_entry="kb", version=2)
    said = case.last("Answered").content
    assert (said.kb_entry, said.kb_version) == ("kb", 2)  # type: ignore[union-attr]
    case.by("callback_officer").does(wrong, "answer")
    corrected = case.last("AnswerCorrected").content
    assert (corrected.kb_entry, corrected.version) == ("kb", 2)  # type: ignore[union-attr]
    assert (case.state, case.clock("callback/1").owner) == (State.PENDING_CALLBACK, "callback_desk")
