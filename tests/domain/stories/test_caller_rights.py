"""Stories of what a caller may demand midway, and of what the assessment leaves out."""

from dataclasses import replace

import pytest

from domain.chapters.assessment.commands import ApproveExclusion, ExcludeFromAssessment
from domain.chapters.caller.commands import AnswerObjection, Object, SetConfidentiality
from domain.order.clock import Outcome
from domain.order.terms import Confidentiality
from domain.vocabulary import State
from tests.domain.case import Case, moment

P1 = SetConfidentiality(level=Confidentiality.P1)
P3 = SetConfidentiality(level=Confidentiality.P3)


@pytest.mark.rule("WF-11.1")
def test_a_caller_who_objects_is_owed_an_explanation() -> None:
    case = Case().signed_in().by("caller")
    assert case.refused(Object()) == "text_missing"
    case.does(Object(), "text")
    assert case.clock("review/1").owner == "objection_desk"
    assert case.clock("review/1").due == moment("03-03 24:00")
    assert case.by("supervisor").refused(AnswerObjection()) == "text_missing"
    case.does(AnswerObjection(), "explanation")
    assert case.clock("review/1").outcome is Outcome.MET
    assert case.refused(AnswerObjection(), "explanation") == "no_objection_open"


@pytest.mark.rule("WF-11")
def test_a_second_objection_is_recorded_and_begins_no_second_limit() -> None:
    case = Case().signed_in().by("caller").does(Object(), "text").does(Object(), "text")
    assert case.kinds()[-2:] == ["ObjectionRaised", "ObjectionRaised"]
    assert "review/2" not in case.order.clocks


@pytest.mark.rule("WF-11.2")
def test_an_objection_nobody_answers_is_on_record_as_late() -> None:
    case = Case().signed_in().by("caller").does(Object(), "text").at("03-04 09:00")
    assert case.last("DueBreached").content.owner == "objection_desk"  # type: ignore[union-attr]
    case.by("supervisor").does(AnswerObjection(), "explanation")
    assert case.clock("review/1").outcome is Outcome.LATE


@pytest.mark.rule("WF-11", "T:T31.3")
def test_an_objection_and_the_review_of_a_result_are_two_duties() -> None:
    case = Case().signed_in().by("caller").does(Object(), "text").solved()
    case.by("supervisor").does(AnswerObjection(), "explanation")
    assert case.state is State.PENDING_REVIEW
    assert case.owed() == {"contact/1", "review/2"}


@pytest.mark.rule("WF-08.1", "WF-08.2", "X:X25.1")
def test_a_caller_may_ask_midway_for_more_secrecy_but_never_loses_it() -> None:
    case = Case().signed_in().by("caller").does(P1).does(P3)
    assert case.order.confidentiality is Confidentiality.P3
    assert case.last("ConfidentialitySet").content.before == "P1"  # type: ignore[union-attr]
    assert case.refused(P1) == "secrecy_only_rises"
    assert case.refused(P3) == "secrecy_only_rises"
    assert case.by("unit_clerk").refused(P3) == "role_may_not"


@pytest.mark.rule("WF-08", "X:X25.1")
def test_nobody_is_offered_more_secrecy_than_there_is() -> None:
    case = Case().signed_in().by("caller")
    assert case.what_closes("set_confidentiality") is None
    assert case.does(P1).what_closes("set_confidentiality") is None
    closed = case.does(P3).what_closes("set_confidentiality")
    assert closed is not None
    assert (closed.code, closed.about) == ("secrecy_only_rises", ("P3",))


@pytest.mark.rule("WF-08", "X:X25")
def test_whoever_reports_is_protected_before_asking() -> None:
    case = Case().signed_in(type="report").by("caller")
    assert case.refused(P1) == "secrecy_only_rises"
    assert case.does(P3).last("ConfidentialitySet").content.before == "P2"  # type: ignore[union-attr]


@pytest.mark.rule("WF-34.2", "SM-10.2")
def test_four_eyes_leave_an_order_out_of_the_assessment() -> None:
    case = Case().signed_in().by("assessor")
    assert case.refused(ApproveExclusion()) == "no_exclusion_asked"
    assert case.refused(ExcludeFromAssessment()) == "text_missing"
    case.does(ExcludeFromAssessment(), "reason")
    assert not case.order.excluded
    assert case.refused(ApproveExclusion()) == "second_person_needed"
    case.by("hotline_head").does(ApproveExclusion())
    assert case.order.excluded
    assert case.refused(ApproveExclusion()) == "no_exclusion_asked"


@pytest.mark.rule("WF-34")
def test_another_assessor_may_approve_but_nobody_asks_twice() -> None:
    case = Case().signed_in().by("assessor").does(ExcludeFromAssessment(), "reason")
    assert case.refused(ExcludeFromAssessment(), "reason") == "exclusion_already_asked"
    case.actor = replace(case.actor, person="assessor-2")
    case.does(ApproveExclusion())
    assert case.refused(ExcludeFromAssessment(), "reason") == "exclusion_already_asked"
    assert case.by("unit_head").refused(ApproveExclusion()) == "role_may_not"
