"""Stories of whose a duty becomes by an act, whoever gives it and whoever has the order."""

from datetime import date

import pytest

from domain.chapters.caller.commands import (
    AnswerStaffComplaint,
    Evaluate,
    ReportLeak,
    ReportRetaliation,
)
from domain.chapters.closing.commands import (
    EnterProcedure,
    OrderRework,
    PassReview,
    RecordCallback,
    RejectTermination,
)
from domain.chapters.closing.terms import ProcedureKind
from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Dispatch,
    RequestReturn,
)
from domain.chapters.elsewhere.commands import RecordOutsideResult
from domain.chapters.elsewhere.terms import OutsideOutcome
from domain.chapters.emergency.commands import (
    ApproveForceMajeure,
    Arrive,
    ClaimForceMajeure,
    FirstFeedback,
    Protect,
    RejectForceMajeure,
)
from domain.chapters.handling.commands import (
    AddInfo,
    Commit,
    DecideHardCase,
    ReportMilestone,
    SubmitResult,
)
from domain.chapters.intake.commands import RequestInfo, TransferOut
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import (
    Merge,
    NoteMasterEnded,
    NotePartEnded,
    Split,
)
from domain.order.clock import Outcome
from domain.order.terms import EvaluationSubject
from domain.vocabulary import (
    ClockName,
    Level,
    ResultKind,
    State,
    Trigger,
    Urgency,
)
from tests.domain.case import BY_PHONE, TERRITORY, Case, moment
from tests.domain.often import STOP, STORM, named, owner


def instructed() -> Case:
    """An emergency that a unit has signed in to."""
    return Case().dispatched(urgency=Urgency.EMERGENCY).by("unit_clerk").does(Accept())


def with_the_territory() -> Case:
    """The unit was silent, and the territory goes there."""
    return Case().dispatched(urgency=Urgency.EMERGENCY).after(minutes=6).by("territorial")


@pytest.mark.rule("G:G13", "G:G14", "T:T34")
def test_whom_nobody_reached_the_callback_desk_owes_another_try() -> None:
    case = Case().to_callback().by("callback_officer").does(RecordCallback(answered=False))
    assert owner(case, "callback/2") == "callback_desk"


@pytest.mark.rule("SY18-07.4", "SY20-18", "X:X28")
def test_what_was_adopted_is_looked_at_by_the_follow_up_desk_and_booked_on_its_unit() -> None:
    result = SubmitResult(
        result_kind=ResultKind.ADOPTED, completion_date=date(2026, 4, 1), **BY_PHONE
    )
    case = Case().signed_in(type="suggestion").by("unit_clerk").does(result)
    case.by("reviewer").does(PassReview())
    if case.state is State.PENDING_CALLBACK:
        case.called_back(solved=True, satisfied=1)
    assert owner(case, "follow_up/1") == "follow_up_desk"
    case.at("04-02 09:00")
    assert named(case, "FollowUpDue") == "water"
    assert "DueBreached" not in case.kinds()
    assert owner(case, "recheck/1") == "supervision_desk"


@pytest.mark.rule("T:T12.3", "WF-33.1", "X:X22.1", "T:T44")
def test_who_is_silent_again_and_again_is_named_and_not_the_clock_that_notices() -> None:
    case = Case("sanya-2018").dispatched().after(hours=24, microseconds=1)
    assert named(case, "AutoAccepted") == "water"
    case.by("unit_clerk").does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads")).after(hours=25)
    refused = case.last("SupervisionRaised").content
    assert (refused.trigger, refused.owner) == (Trigger.REFUSES_TO_ACCEPT, "roads")  # type: ignore[union-attr]


@pytest.mark.rule("SYT-02", "T:T02", "T:T04")
def test_what_another_line_hands_back_is_the_intake_desks_again_and_ends_with_its_outcome() -> None:
    handed = Case("sanya-2010").register("report").does(TransferOut(target="12301"))
    assert handed.order.handed_to == "12301"
    back = RecordOutsideResult(outcome=OutsideOutcome.HANDED_BACK)
    case = handed.by("seat_agent").does(back, "result")
    assert (owner(case, "intake/2"), case.state) == ("intake_desk", State.INTAKE)
    done = Case("sanya-2010").register("report").does(TransferOut(target="12301"))
    done.does(RecordOutsideResult(outcome=OutsideOutcome.DONE), "result")
    assert done.order.ended_at == done.now
    assert done.last("OutsideResultRecorded").content.target == "12301"  # type: ignore[union-attr]


@pytest.mark.rule("WF-21.1", "X:X18.1", "C:C17.1", "X:X34")
def test_a_due_of_another_platform_is_the_citys_and_runs_beside_its_own() -> None:
    """Shorter or longer than the own limit, it governs the unit."""
    for due in ("03-06 24:00", "04-30 24:00"):
        case = Case("weifang-2021")
        case.signed_in(source="province", external_id="p-1", upstream_due=moment(due))
        assert owner(case, "upstream/1") == "city"
        assert case.clock("upstream/1").due == moment(due)
        assert (owner(case, "handle/1"), case.clock("handle/1").due) == ("water", moment(due))


@pytest.mark.rule("G:G18", "T:T52", "SY20-21.3")
def test_force_majeure_is_decided_by_the_shift_lead_and_the_new_way_is_the_units() -> None:
    claim = ClaimForceMajeure(cause=STORM, new_eta=moment("03-02 11:00"))
    case = instructed().by("unit_officer").does(claim, "evidence")
    assert owner(case, "review/1") == "shift_lead"
    case.by("shift_lead").does(RejectForceMajeure(), "reason")
    assert case.clock("review/1").outcome is Outcome.MET
    assert owner(case, "arrive/1") == "water"
    case.by("unit_officer").does(claim, "evidence").by("shift_lead").does(ApproveForceMajeure())
    assert case.clock("review/2").outcome is Outcome.MET
    assert (owner(case, "arrive/2"), case.clock("arrive/2").due) == ("water", claim.new_eta)


@pytest.mark.rule("G:G18", "SY20-21", "T:T52", "X:X5")
def test_the_territory_claims_for_its_own_way_there() -> None:
    case = with_the_territory()
    claim = ClaimForceMajeure(cause=STORM, new_eta=moment("03-02 11:00"))
    case.does(claim, "evidence")
    claimed = case.last("ForceMajeureClaimed").content
    assert (claimed.unit, claimed.clock) == (TERRITORY, "arrive/2")  # type: ignore[union-attr]
    case.by("shift_lead").does(ApproveForceMajeure())
    assert owner(case, "arrive/3") == TERRITORY


@pytest.mark.rule("E:E4", "E:E5", "SY20-21", "G:G17", "SY20-22")
def test_what_the_territory_did_is_on_record_as_its_own() -> None:
    case = with_the_territory().does(Arrive()).does(Protect())
    case.does(FirstFeedback(), "situation", "method")
    for kind in ("OnScene", "Protected", "FirstFeedback"):
        assert named(case, kind) == TERRITORY
    assert owner(case, "first_feedback/1") == "water"


@pytest.mark.rule("G:G8")
def test_the_next_report_of_progress_is_the_units_too() -> None:
    promise = Commit(promise_date=date(2026, 6, 1), **BY_PHONE)
    case = Case().signed_in().by("unit_clerk").does(promise, "explanation", "plan", "progress")
    case.does(ReportMilestone(), "progress")
    assert owner(case, "milestone/2") == "water"


@pytest.mark.rule("T:T02", "T:T41")
def test_what_the_caller_adds_puts_the_demand_before_the_intake_desk_again() -> None:
    case = Case().register().does(RequestInfo(missing=("place",))).by("caller")
    assert owner(case.does(AddInfo(), "text"), "intake/3") == "intake_desk"


@pytest.mark.rule("G:G12", "T:T44", "WF-33", "WF-39.1")
def test_a_supervision_that_is_ignored_climbs_on_the_unit_to_the_end() -> None:
    order = RaiseSupervision(level=Level.L3, trigger=Trigger.MEDIA, authority="city_office")
    case = Case().signed_in().by("hotline_head").does(order)
    case.at("04-30 09:00")
    raised = [f.content for f in case.facts if f.kind == "SupervisionRaised"]
    ignored = [c for c in raised if c.trigger is Trigger.SUPERVISION_IGNORED]  # type: ignore[union-attr]
    assert [(c.level, c.owner) for c in ignored] == [(Level.L4, "water"), (Level.L5, "water")]  # type: ignore[union-attr]


@pytest.mark.rule("T:T07", "T:T31", "X:X14", "C:C10", "G:G13")
def test_who_followed_a_master_is_called_back_by_the_callback_desk() -> None:
    case = Case().register().does(Merge(master="master")).by("system")
    case.does(NoteMasterEnded(master="master", ended_as=State.CLOSED))
    assert owner(case, "callback/1") == "callback_desk"


@pytest.mark.rule("GN-04", "X:X14", "T:T44", "WF-33")
def test_many_callers_at_once_are_the_shift_leads_question_on_record_before_the_urging() -> None:
    case = Case("generic").register("complaint").by("seat_agent")
    for child in range(4):
        case.does(Merge(child=f"child-{child}"))
    assert owner(case, "emergency_review/1") == "shift_lead"
    assert named(case, "SupervisionRaised") == "shift_lead"
    kinds = case.kinds()
    assert kinds.index("MassEventSuspected") < kinds.index("SupervisionRaised")


@pytest.mark.rule("T:T46", "T:T31")
def test_a_result_that_waited_for_its_parts_comes_to_the_review_desk() -> None:
    case = Case().signed_in().by("dispatcher").does(Split(parts=("part-1", "part-2"))).solved()
    assert "review/1" not in case.order.clocks
    for part in ("part-1", "part-2"):
        case.by("system").does(NotePartEnded(part=part, ended_as=State.CLOSED))
    assert owner(case, "review/1") == "review_desk"


@pytest.mark.rule("T:T53", "WF-39.3")
def test_a_leak_is_booked_on_whom_it_leaked_from_and_not_on_who_has_the_order() -> None:
    leak = ReportLeak(unit="roads", incident="20260302-000009")
    case = Case().signed_in().by("hotline_head").does(leak, "text")
    assert named(case, "SupervisionRaised") == "roads"
    assert named(case, "LeakReported") == "roads"


@pytest.mark.rule("WF-40.1")
def test_revenge_is_on_record_before_the_caller_is_hidden_and_the_unit_handed_over() -> None:
    case = Case().signed_in()
    before = len(case.facts)
    case.by("caller").does(ReportRetaliation(), "text")
    told = ["RetaliationReported", "ConfidentialitySet", "SupervisionRaised"]
    assert case.kinds(before) == told


@pytest.mark.rule("WF-12", "X:X26")
def test_what_was_found_about_staff_ends_the_duty_to_look_into_it() -> None:
    rude = Evaluate(subject=EvaluationSubject.SEAT_STAFF, stars=5)
    case = Case().signed_in().by("caller").does(rude)
    assert owner(case, "review/1") == "staff_complaint_desk"
    case.by("shift_lead").does(AnswerStaffComplaint(), "explanation")
    assert case.clock("review/1").outcome is Outcome.MET


@pytest.mark.rule("G:G20", "T:T26", "T:T27", "T:T50", "WF-23")
def test_an_application_to_end_is_the_units_whoever_puts_it_in_or_turns_it_down() -> None:
    case = Case().signed_in().by("unit_clerk").does(STOP, "application")
    assert named(case, "TerminationRequested") == "water"
    case.by("hotline_head").does(RejectTermination(), "reason")
    assert named(case, "TerminationRejected") == "water"
    sued = EnterProcedure(procedure=ProcedureKind.LITIGATION, case_no="2026-17", authority="court")
    assert named(case.does(sued, "explanation"), "TerminationRequested") == "water"


@pytest.mark.rule("T:T28", "T:T37", "WF-28", "G:G15")
def test_what_comes_back_from_above_is_the_units_work_again() -> None:
    case = Case().to_recheck()
    for _ in range(2):
        case.by("supervisor").does(OrderRework(), "reason").solved()
        case.by("reviewer").does(PassReview()).called_back(solved=False, satisfied=5)
    assert owner(case, case.order.open_clock(ClockName.RECHECK).id) == "hotline_head"  # type: ignore[union-attr]
    case.by("hotline_head").does(DecideHardCase(), "opinion")
    assert owner(case, "rework/3") == "water"
