"""Appeals against the assessment (考核申诉), WF-34: an entry counts until two people agree."""

from dataclasses import replace

import pytest

from domain.chapters.assessment.commands import (
    Appeal,
    ApproveExclusion,
    ConfirmAppeal,
    DecideAppeal,
    ExcludeFromAssessment,
)
from domain.chapters.assessment.terms import AppealGround
from domain.chapters.closing.commands import PassReview
from domain.chapters.dispatch.commands import ApproveReturn, Contact, Dispatch, RequestReturn
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import SetHosts, SubReply
from domain.order.clock import Outcome
from domain.vocabulary import Level, State, Trigger
from tests.domain.case import Case

HANDLE = "handle/1"
OUTAGE = Appeal(ground=AppealGround.SYSTEM_OUTAGE, entry=HANDLE)
NOT_OURS = Appeal(ground=AppealGround.OUT_OF_DUTY)
UPHELD, REJECTED = DecideAppeal(upheld=True), DecideAppeal(upheld=False)
AGREED, DISAGREED = ConfirmAppeal(agrees=True), ConfirmAppeal(agrees=False)


def late() -> Case:
    """An order whose unit let the handling limit pass and has now handed in."""
    return Case().signed_in().at("03-12 09:00").solved()


def closed() -> Case:
    """An order whose caller was rather unhappy, and which is closed."""
    return Case().to_callback().called_back(solved=True, satisfied=3)


def appealed() -> Case:
    """A late duty against which its unit has appealed."""
    return late().by("unit_head").does(OUTAGE, "reason")


def of_handle(command: DecideAppeal | ConfirmAppeal) -> DecideAppeal | ConfirmAppeal:
    """What is decided about the late duty."""
    return replace(command, entry=HANDLE)


@pytest.mark.rule("WF-34.2", "SM-10.2")
def test_two_people_leave_a_late_duty_out_and_the_order_still_counts() -> None:
    case = appealed().by("assessor").does(of_handle(UPHELD), "reason")
    assert case.refused(of_handle(AGREED)) == "second_person_needed"
    case.by("hotline_head").does(of_handle(AGREED))
    assert case.last("EntryLeftOut").content.entry == HANDLE  # type: ignore[union-attr]
    assert not case.order.excluded
    assert case.clock("appeal_decision/1").outcome is Outcome.MET


@pytest.mark.rule("WF-34", "SM-10")
def test_an_upheld_appeal_against_the_whole_order_is_an_exclusion() -> None:
    case = closed().by("unit_head").does(NOT_OURS, "reason").by("assessor").does(UPHELD, "reason")
    case.by("hotline_head").does(AGREED)
    assert case.kinds()[-2:] == ["EntryLeftOut", "AssessmentExcluded"]
    assert (case.state, case.order.excluded) == (State.CLOSED, True)
    assert case.by("unit_head").refused(OUTAGE, "reason") == "nothing_counts"


@pytest.mark.rule("WF-34")
def test_a_rejected_appeal_leaves_everything_as_it_counts() -> None:
    case = appealed().by("assessor").does(of_handle(REJECTED), "reason")
    case.by("hotline_head").does(of_handle(AGREED))
    assert case.kinds()[-1] == "AppealRejected"
    assert case.by("unit_head").refused(OUTAGE, "reason") == "already_appealed"


@pytest.mark.rule("SM-10")
def test_whoever_does_not_agree_sends_the_decision_back_with_a_reason() -> None:
    case = appealed().by("assessor").does(of_handle(UPHELD), "reason").by("hotline_head")
    assert case.refused(of_handle(DISAGREED)) == "text_missing"
    case.does(of_handle(DISAGREED), "reason")
    assert case.refused(of_handle(AGREED)) == "no_decision_to_confirm"
    assert "appeal_decision/1" in case.owed()
    case.by("assessor").does(of_handle(REJECTED), "reason")


@pytest.mark.rule("WF-34.3")
def test_a_unit_appeals_within_ten_working_days_of_the_entry() -> None:
    case = late().at("03-27 09:00").by("unit_head")
    assert case.refused(OUTAGE, "reason") == "appealed_too_late"
    assert late().at("03-26 17:00").by("unit_head").does(OUTAGE, "reason").order.appeals


@pytest.mark.rule("WF-34")
def test_while_the_order_lives_its_unit_may_say_at_any_time_that_it_is_not_its_duty() -> None:
    case = Case().signed_in().at("04-20 09:00").by("unit_clerk").does(NOT_OURS, "reason")
    assert case.clock("appeal_decision/1").due == case.here("05-07 24:00")


@pytest.mark.rule("WF-34.3")
def test_only_what_counts_for_ones_own_unit_can_be_appealed_against() -> None:
    case = late().by("unit_head", of="roads")
    assert case.refused(OUTAGE, "reason") == "counts_for_another_unit"
    assert case.refused(NOT_OURS, "reason") == "counts_for_another_unit"
    case.by("unit_head")
    assert case.refused(replace(OUTAGE, entry="accept/1"), "reason") == "nothing_counts"
    assert case.refused(replace(OUTAGE, entry="fact/1"), "reason") == "nothing_counts"
    assert case.refused(OUTAGE) == "text_missing"


@pytest.mark.rule("WF-34")
def test_the_answer_of_a_caller_can_be_appealed_against() -> None:
    case = closed()
    answer = f"fact/{case.last('CallbackDone').seq}"
    unreachable = Appeal(ground=AppealGround.CALLER_UNREACHABLE, entry=answer)
    case.by("unit_clerk").does(unreachable, "reason")
    assert case.order.appeals[0].entry == answer


@pytest.mark.rule("WF-34")
def test_a_unit_that_gave_the_order_back_appeals_against_what_counts_for_it_still() -> None:
    daily = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
    case = Case().signed_in().does(Contact()).by("supervisor").does(daily, "reason")
    case.by("unit_clerk").does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    (counted,) = case.order.entries
    assert not any(clock.lapsed for clock in case.order.clocks.values())
    case.by("unit_head", of="water").does(replace(NOT_OURS, entry=counted.name), "reason")
    assert (case.order.unit, case.order.appeals[0].unit) == ("roads", "water")


@pytest.mark.rule("WF-34")
def test_the_answer_given_to_another_unit_is_not_ones_own() -> None:
    case = closed().by("unit_clerk", of="roads")
    answer = f"fact/{case.last('CallbackDone').seq}"
    other = Appeal(ground=AppealGround.CALLER_UNREACHABLE, entry=answer)
    assert case.refused(other, "reason") == "counts_for_another_unit"


@pytest.mark.rule("WF-34")
def test_who_shares_an_order_appeals_against_what_counts_for_oneself_alone() -> None:
    case = (
        Case()
        .signed_in()
        .by("dispatcher")
        .does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    )
    case.at("03-12 09:00").by("cohost", of="roads").does(SubReply(), "result").solved()
    case.by("reviewer").does(PassReview()).called_back(solved=True, satisfied=3)
    answer = f"fact/{case.last('CallbackDone').seq}"
    case.by("unit_head", of="roads")
    for entry in ("order", HANDLE, answer):
        assert case.refused(replace(OUTAGE, entry=entry), "reason") == "counts_for_another_unit"
    own = replace(OUTAGE, entry="cohost/1")
    assert case.by("unit_head").refused(own, "reason") == "counts_for_another_unit"
    case.by("unit_head", of="roads").does(own, "reason")


@pytest.mark.rule("WF-34.2", "SM-10")
def test_nobody_of_the_unit_decides_or_confirms() -> None:
    case = appealed()
    assert case.by("unit_head").refused(of_handle(UPHELD), "reason") == "role_may_not"
    assert case.by("assessor", of="water").refused(of_handle(UPHELD), "reason") == "own_appeal"
    case.by("assessor").does(of_handle(UPHELD), "reason")
    assert case.by("hotline_head", of="water").refused(of_handle(AGREED)) == "own_appeal"


@pytest.mark.rule("WF-34")
def test_nothing_is_decided_that_nobody_asked_for() -> None:
    case = closed().by("assessor")
    assert case.refused(UPHELD, "reason") == "no_appeal_to_decide"
    assert case.refused(AGREED) == "no_decision_to_confirm"
    case.by("unit_head").does(NOT_OURS, "reason").by("assessor")
    assert case.refused(UPHELD) == "text_missing"


@pytest.mark.rule("WF-34")
def test_the_closing_does_not_end_the_duty_to_decide_and_its_lapse_is_on_record() -> None:
    case = Case().signed_in().by("unit_head").does(NOT_OURS, "reason").solved()
    case.by("reviewer").does(PassReview()).called_back(solved=True, satisfied=1)
    assert (case.state, case.owed()) == (State.CLOSED, {"appeal_decision/1"})
    case.at("03-17 09:00")
    assert case.last("DueBreached").content.owner == "assessment_desk"  # type: ignore[union-attr]
    case.by("assessor").does(UPHELD, "reason").by("hotline_head").does(AGREED)
    assert case.clock("appeal_decision/1").outcome is Outcome.LATE
    assert case.order.is_at_rest


@pytest.mark.rule("WF-34")
def test_a_law_without_appeals_hears_none() -> None:
    law = replace(Case().order.dossier.pack, assessment=None)
    case = Case(law).signed_in().by("unit_head")
    assert case.refused(NOT_OURS, "reason") == "appeal_not_in_law"


@pytest.mark.rule("WF-34")
def test_what_was_left_out_already_needs_no_appeal() -> None:
    case = closed().by("assessor").does(ExcludeFromAssessment(), "reason")
    case.by("hotline_head").does(ApproveExclusion())
    assert case.by("unit_head").refused(NOT_OURS, "reason") == "already_appealed"


@pytest.mark.rule("WF-34")
def test_each_of_two_appeals_is_made_once_and_decided_by_itself() -> None:
    case = late().by("unit_head").does(OUTAGE, "reason").does(NOT_OURS, "reason")
    for again in (OUTAGE, NOT_OURS):
        assert case.refused(again, "reason") == "already_appealed"
    case.by("assessor").does(of_handle(UPHELD), "reason").does(REJECTED, "reason")
    case.by("hotline_head").does(of_handle(AGREED)).does(AGREED)
    assert case.kinds()[-2:] == ["EntryLeftOut", "AppealRejected"]
    assert [one.is_over for one in case.order.appeals] == [True, True]


@pytest.mark.rule("WF-34")
def test_two_appeals_have_two_clocks_and_the_order_may_come_back_meanwhile() -> None:
    case = late().by("unit_head").does(OUTAGE, "reason").does(NOT_OURS, "reason")
    assert {"appeal_decision/1", "appeal_decision/2"} <= case.owed()
    case.by("assessor").does(UPHELD, "reason").by("hotline_head").does(AGREED)
    assert "appeal_decision/2" not in case.owed()
    assert "appeal_decision/1" in case.owed()
