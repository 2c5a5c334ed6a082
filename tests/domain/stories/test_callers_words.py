"""Stories of what callers say about the work and the people at the telephones, and of revenge."""

from dataclasses import replace

import pytest

from domain.chapters.afterwards.commands import Reopen
from domain.chapters.caller.commands import AnswerStaffComplaint, Evaluate, ReportRetaliation
from domain.chapters.closing.commands import OrderRework, Withdraw
from domain.chapters.emergency.commands import ClaimForceMajeure, RejectForceMajeure
from domain.chapters.emergency.terms import ForceMajeureCause
from domain.chapters.handling.commands import SubmitResult
from domain.order.clock import Outcome
from domain.order.terms import Confidentiality, EvaluationSubject
from domain.vocabulary import Channel, Level, ResultKind, State, Trigger, Urgency
from tests.domain.case import BY_PHONE, Case, moment

GOOD = Evaluate(subject=EvaluationSubject.RESULT, stars=1)
QUALITY = Evaluate(subject=EvaluationSubject.QUALITY, stars=4)
RUDE = Evaluate(subject=EvaluationSubject.SEAT_STAFF, stars=5)
POLITE = Evaluate(subject=EvaluationSubject.SEAT_STAFF, stars=3)
REVENGE = ReportRetaliation()


def closed() -> Case:
    """An order whose caller was content."""
    return Case().to_callback().called_back(solved=True, satisfied=1)


@pytest.mark.rule("WF-11")
def test_a_caller_judges_the_result_and_the_work_of_an_order_that_has_ended() -> None:
    case = closed().by("caller").does(GOOD).does(QUALITY, "text")
    judged = [fact.content for fact in case.facts if fact.kind == "Evaluated"]
    assert [(said.subject, said.stars) for said in judged] == [("result", 1), ("quality", 4)]  # type: ignore[union-attr]
    assert case.state is State.CLOSED
    assert not case.owed()


@pytest.mark.rule("AH-11.1")
def test_callers_judge_by_telephone_and_over_the_network_and_the_way_is_on_record() -> None:
    case = closed().by("caller").does(GOOD).does(replace(QUALITY, channel=Channel.WEB))
    judged = [fact.content for fact in case.facts if fact.kind == "Evaluated"]
    assert [said.channel for said in judged] == [Channel.PHONE, Channel.WEB]  # type: ignore[union-attr]
    assert case.by("seat_agent").refused(replace(GOOD, channel=Channel.APP)) == "already_evaluated"


@pytest.mark.rule("WF-11.4")
def test_each_subject_is_judged_once() -> None:
    case = closed().by("seat_agent").does(GOOD)
    assert case.refused(GOOD) == "already_evaluated"
    case.does(QUALITY)
    assert case.by("caller").refused(QUALITY) == "already_evaluated"


@pytest.mark.rule("WF-11.4")
def test_what_was_done_again_is_judged_again() -> None:
    case = Case().to_callback().by("caller").does(GOOD).called_back(solved=False, satisfied=5)
    case.by("supervisor").does(OrderRework(), "reason")
    case.by("unit_clerk").does(
        SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE), "solution", "evidence"
    )
    assert case.by("caller").does(GOOD).last("Evaluated").content.round == 1  # type: ignore[union-attr]
    assert case.refused(GOOD) == "already_evaluated"


@pytest.mark.rule("WF-11")
def test_an_order_that_came_back_after_its_end_is_judged_again() -> None:
    case = closed().by("caller").does(GOOD).by("supervisor").does(Reopen(), "reason")
    case.by("caller").does(GOOD)
    assert case.order.reopenings == 1


@pytest.mark.rule("WF-11.5")
def test_there_must_be_a_result_to_judge() -> None:
    case = Case().signed_in().by("caller")
    assert case.refused(GOOD) == "nothing_to_evaluate"
    assert case.refused(QUALITY) == "nothing_to_evaluate"


@pytest.mark.rule("WF-12.1", "WF-11")
@pytest.mark.parametrize("stars", [0, 6])
def test_an_evaluation_stays_on_the_five_level_scale(stars: int) -> None:
    case = closed().by("caller")
    for subject in EvaluationSubject:
        assert case.refused(Evaluate(subject=subject, stars=stars)) == "answer_off_the_scale"


def test_a_unit_does_not_judge_itself() -> None:
    assert closed().by("unit_clerk").refused(GOOD) == "role_may_not"


@pytest.mark.rule("WF-12.2", "X:X26.2")
@pytest.mark.parametrize("stars", [4, 5])
def test_a_complaint_about_the_seat_staff_is_put_to_the_shift_lead(stars: int) -> None:
    case = Case().register().by("caller")
    case.does(Evaluate(subject=EvaluationSubject.SEAT_STAFF, stars=stars), "text")
    assert case.clock("review/1").owner == "staff_complaint_desk"
    assert case.clock("review/1").due == moment("03-03 24:00")
    assert case.by("shift_lead").refused(AnswerStaffComplaint()) == "text_missing"
    case.does(AnswerStaffComplaint(), "explanation")
    assert case.clock("review/1").outcome is Outcome.MET
    assert case.refused(AnswerStaffComplaint(), "explanation") == "no_staff_complaint_open"


@pytest.mark.rule("WF-12.3", "X:X26.2")
def test_the_seat_staff_do_not_answer_for_themselves() -> None:
    case = Case().register().by("caller").does(RUDE)
    assert case.by("seat_agent").refused(AnswerStaffComplaint(), "explanation") == "role_may_not"


@pytest.mark.rule("WF-12")
def test_who_is_fairly_content_with_the_seat_staff_raises_no_question() -> None:
    case = Case().signed_in().by("caller").does(POLITE)
    assert "review/1" not in case.order.clocks


@pytest.mark.rule("WF-12", "X:X26")
def test_on_an_order_that_is_over_a_complaint_about_staff_is_on_record_only() -> None:
    case = Case().register().by("caller").does(Withdraw(), "reason").does(RUDE)
    assert case.last("Evaluated").basis == ("WF-12", "X:X26", "AH-11")
    assert not case.owed()


@pytest.mark.rule("WF-12")
def test_an_unanswered_complaint_about_staff_begins_no_second_limit() -> None:
    case = Case().to_recheck().by("caller").does(RUDE)
    case.by("supervisor").does(OrderRework(), "reason").by("caller").does(RUDE)
    assert [c.owner for c in case.order.open_clocks()].count("staff_complaint_desk") == 1


@pytest.mark.rule("WF-12")
def test_what_the_shift_lead_decides_in_an_emergency_answers_no_complaint_about_staff() -> None:
    case = Case().signed_in(urgency=Urgency.EMERGENCY).by("caller").does(RUDE)
    late = ClaimForceMajeure(cause=ForceMajeureCause.ACCIDENT, new_eta=moment("03-02 10:00"))
    case.by("unit_clerk").does(late, "evidence")
    case.by("shift_lead").does(RejectForceMajeure(), "reason")
    assert case.by("shift_lead").does(AnswerStaffComplaint(), "explanation")


@pytest.mark.rule("WF-40.1", "WF-08", "G:G12", "T:T44")
def test_revenge_on_a_caller_is_handed_over_and_the_caller_hidden() -> None:
    case = Case().signed_in().by("caller")
    assert case.refused(REVENGE) == "text_missing"
    case.does(REVENGE, "text")
    assert case.last("RetaliationReported").content.about_unit == "water"  # type: ignore[union-attr]
    assert case.order.confidentiality is Confidentiality.P3
    assert case.order.level is Level.L5
    assert case.last("SupervisionRaised").content.trigger is Trigger.RETALIATION  # type: ignore[union-attr]


@pytest.mark.rule("WF-40.2")
def test_revenge_after_the_end_is_heard_and_owes_nothing() -> None:
    case = closed().by("supervisor").does(REVENGE, "text")
    assert case.order.confidentiality is Confidentiality.P3
    assert case.order.level is Level.L0
    assert not case.owed()


@pytest.mark.rule("WF-40")
def test_before_any_unit_has_the_order_the_unit_must_be_named() -> None:
    case = Case().register().by("seat_agent")
    assert case.refused(REVENGE, "text") == "retaliating_unit_missing"
    case.does(ReportRetaliation(about_unit="roads"), "text")
    assert case.last("SupervisionRaised").content.owner == "roads"  # type: ignore[union-attr]


@pytest.mark.rule("WF-40")
def test_revenge_is_reported_again_without_a_second_level() -> None:
    case = Case().signed_in().by("caller").does(REVENGE, "text").does(REVENGE, "text")
    assert case.kinds().count("RetaliationReported") == 2
    assert case.kinds().count("ConfidentialitySet") == 1
    assert case.by("unit_head").refused(REVENGE, "text") == "role_may_not"


@pytest.mark.rule("WF-14.1", "WF-14.2", "HN-04.1", "AH-07.1")
@pytest.mark.parametrize("hour", ["10-01 03:00", "02-17 03:00", "03-01 03:00", "03-02 12:30"])
def test_intake_is_open_at_every_hour_of_every_day(hour: str) -> None:
    case = Case("weifang-2021", at=hour).register()
    assert case.clock("intake/1").started == moment(hour)
    assert case.after(minutes=30).clock("intake/1").lapsed is None
    assert case.after(microseconds=1).clock("intake/1").lapsed == case.clock("intake/1").due


@pytest.mark.rule("WF-14", "E:E0")
def test_an_emergency_at_night_on_a_holiday_waits_for_no_morning() -> None:
    case = Case("weifang-2021", at="10-01 03:00").register(urgency=Urgency.EMERGENCY)
    assert case.clock("intake/1").due == moment("10-01 03:10")
