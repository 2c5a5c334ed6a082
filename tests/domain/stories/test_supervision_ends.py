"""Stories of how supervision ends: by a decision of rank with its reason, or by the cure."""

import pytest

from domain.chapters.closing.commands import PassReview
from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Contact,
    Dispatch,
    RequestReturn,
)
from domain.chapters.emergency.commands import DeclareEmergency
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Refuse
from domain.chapters.supervision.commands import (
    ClearSupervision,
    LeaderNote,
    RaiseSupervision,
    Urge,
)
from domain.chapters.together.commands import SetHosts, SubDispatch, SubReply
from domain.order.clock import Outcome
from domain.vocabulary import EmergencyKind, Level, ResultKind, Role, Trigger
from policies.library import load_pack
from tests.domain.case import Case, permitting
from tests.domain.stories.test_merging import joined

ENDS = pytest.mark.rule("T:T44", "C:C12", "WF-32")
BODY = "city_office"
HOTLINE = ("supervisor", "district_centre", "hotline_head", "city_office", "discipline")


def raised(level: Level, by: str = "hotline_head") -> Case:
    """A unit under supervision of a level, by hand."""
    authority = BODY if level >= Level.L3 else ""
    order = RaiseSupervision(level=level, trigger=Trigger.NEGATIVE_EFFECT, authority=authority)
    return Case().signed_in().does(Contact()).by(by).does(order, "reason")


def ends(authority: str = "") -> ClearSupervision:
    """Supervision is to end, on the word of a body."""
    return ClearSupervision(authority=authority)


@ENDS
def test_who_ends_supervision_says_why() -> None:
    case = raised(Level.L2)
    assert case.refused(ends()) == "text_missing"
    assert case.does(ends(), "reason").order.level is Level.L0


@ENDS
@pytest.mark.parametrize(
    ("level", "may"),
    [(Level.L3, HOTLINE[2:]), (Level.L4, HOTLINE[3:]), (Level.L5, HOTLINE[4:])],
)
def test_a_level_has_its_authority(level: Level, may: tuple[str, ...]) -> None:
    case = raised(level)
    for role in HOTLINE:
        case.by(role)
        if role in may:
            assert case.asks(ends(BODY), "reason").facts  # type: ignore[union-attr]
        else:
            assert case.refused(ends(BODY), "reason") == "rank_too_low"


@ENDS
@pytest.mark.parametrize("role", HOTLINE)
@pytest.mark.parametrize("level", [Level.L1, Level.L2])
def test_the_hotline_and_its_sub_centres_end_what_they_raise_daily(level: Level, role: str) -> None:
    case = raised(level, by="district_centre").by(role)
    assert case.does(ends(), "reason").order.level is Level.L0
    assert case.order.supervised is None


@ENDS
def test_nobody_ends_what_somebody_above_has_raised() -> None:
    case = raised(Level.L1, by="hotline_head")
    for role in ("supervisor", "district_centre"):
        assert case.by(role).refused(ends(), "reason") == "rank_too_low"
    assert case.by("hotline_head").does(ends(), "reason").order.level is Level.L0


@ENDS
@pytest.mark.parametrize(
    ("named", "refusal"), [("", "authority_missing"), ("x", "issued_by_another")]
)
def test_what_a_body_issued_ends_by_its_word(named: str, refusal: str) -> None:
    case = raised(Level.L3)
    assert case.refused(ends(named), "reason") == refusal
    case.does(ends(BODY), "reason")
    assert case.last("SupervisionCleared").content.authority == BODY  # type: ignore[union-attr]


@ENDS
def test_a_leaders_note_ends_by_the_leaders_word_whoever_typed_it_in() -> None:
    note = LeaderNote(level=Level.L2, authority="vice_mayor")
    case = Case().signed_in().by("supervisor").does(note, "note")
    assert case.refused(ends(), "reason") == "authority_missing"
    assert case.does(ends("vice_mayor"), "reason").order.level is Level.L0


@ENDS
def test_what_time_alone_has_raised_to_a_bodys_level_ends_by_the_word_of_whichever_body() -> None:
    case = Case().signed_in().does(Contact()).at("03-13 09:00").by("hotline_head")
    assert (case.order.level, case.order.supervised.authority) == (Level.L3, "")  # type: ignore[union-attr]
    assert case.refused(ends(), "reason") == "authority_missing"
    assert case.does(ends(BODY), "reason").order.level is Level.L0


@ENDS
def test_a_law_that_lets_somebody_without_rank_ask_gives_no_rank() -> None:
    law = permitting(load_pack("national-default"), "clear_supervision", Role.REVIEWER)
    urged = Case(law).signed_in().by("caller").does(Urge())
    assert urged.order.level is Level.L1
    assert urged.by("reviewer").refused(ends(), "reason") == "rank_too_low"


@pytest.mark.rule("SM-08")
def test_a_leaders_note_at_the_desk_does_not_end_with_the_desks_decision() -> None:
    note = LeaderNote(level=Level.L3, authority="vice_mayor")
    case = Case().register().by("supervisor").does(note, "note")
    case.by("seat_agent").does(AcceptForDispatch())
    assert case.order.level is Level.L3


@pytest.mark.rule("T:T44", "T:T08")
def test_the_lateness_of_a_desk_is_cured_by_its_decision_and_weighs_on_no_unit() -> None:
    case = Case(at="03-02 09:00").register().by("seat_agent").does(AcceptForDispatch())
    case.at("03-05 09:00")
    assert (case.order.level, case.order.supervised.owner) == (Level.L2, "dispatch_desk")  # type: ignore[union-attr]
    case.by("dispatcher").does(Dispatch(unit="water"))
    assert case.order.level is Level.L0
    assert case.kinds()[-2:] == ["Dispatched", "SupervisionCleared"]
    assert not case.order.entries


@pytest.mark.rule("T:T44", "X:X3")
def test_a_late_share_is_cured_when_it_is_given() -> None:
    case = Case().signed_in().does(Contact()).by("dispatcher")
    case.does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    case.at("03-06 24:00").after(minutes=1)
    assert case.order.supervised.owner == "roads"  # type: ignore[union-attr]
    assert [entry.unit for entry in case.order.entries] == ["roads"]
    case.by("unit_clerk", of="roads").does(SubReply(), "result")
    assert case.order.level is Level.L0


@pytest.mark.rule("T:T44", "G:G12")
def test_a_late_result_cures_nothing_before_the_end() -> None:
    """The review may find that nothing was done; the end itself clears."""
    case = Case().signed_in().does(Contact()).at("03-11 10:00").solved()
    assert (case.order.level, case.clock("handle/1").outcome) == (Level.L2, Outcome.LATE)


@pytest.mark.rule("T:T44", "WF-22")
def test_the_end_of_the_order_is_a_cure_at_any_level() -> None:
    order = RaiseSupervision(level=Level.L5, trigger=Trigger.NEGATIVE_EFFECT, authority=BODY)
    case = Case().signed_in(reply_wanted=False).does(Contact()).by("hotline_head")
    case.does(order, "reason").by("unit_clerk")
    case.does(SubmitResult(result_kind=ResultKind.SOLVED), "solution", "evidence")
    case.by("reviewer").does(PassReview())
    assert (case.state, case.order.level) == ("CLOSED", Level.L0)
    assert case.order.supervised is None


@pytest.mark.rule("X:X14", "T:T44")
def test_the_cure_of_another_desk_is_no_answer_of_the_shift_lead() -> None:
    """The desk is late as many callers are suspected; its decision says nothing about them."""
    case = Case(at="03-02 09:00").register().after(minutes=31)
    case = joined(case, 4)
    assert case.order.supervised.owner == "intake_desk"  # type: ignore[union-attr]
    case.by("seat_agent").does(AcceptForDispatch())
    assert case.clock("emergency_review/1").is_open
    assert case.order.level is Level.L1


@pytest.mark.rule("T:T44", "WF-32")
def test_what_the_city_was_late_with_any_units_result_cures() -> None:
    """The first unit gave it back, and the second has a day more than the city has."""
    case = Case().dispatched().at("03-03 08:59").by("unit_clerk")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis").by("dispatcher")
    case.does(ApproveReturn()).does(Dispatch(unit="roads")).by("unit_clerk")
    case.does(Accept()).does(Contact()).at("03-10 00:01")
    assert (case.order.level, case.order.supervised.owner) == (Level.L1, "city")  # type: ignore[union-attr]
    assert case.solved().order.level is Level.L0


@pytest.mark.rule("T:T44", "WF-32")
def test_whom_the_desk_turns_away_nobody_is_supervised_for_any_more() -> None:
    """Many callers are suspected, and the shift lead has not answered yet."""
    case = joined(Case().register(), 4)
    assert (case.order.level, case.order.supervised.owner) == (Level.L1, "shift_lead")  # type: ignore[union-attr]
    case.by("seat_agent").does(Refuse(disposition="ABUSE"), "reason")
    assert (case.order.level, case.order.supervised) == (Level.L0, None)


def silent_co_host() -> Case:
    """The roads owe a share, and it is late; nobody else owes anything late."""
    case = Case().signed_in().does(Contact()).by("dispatcher")
    case.does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    case.at("03-06 24:00").after(minutes=1)
    assert (case.order.level, case.order.supervised.owner) == (Level.L1, "roads")  # type: ignore[union-attr]
    return case


@pytest.mark.rule("WF-32.4", "T:T44", "X:X3")
def test_a_review_that_waits_no_longer_for_a_late_share_cures_nothing() -> None:
    case = silent_co_host().solved().by("reviewer").does(PassReview(without=("roads",)), "note")
    assert case.clock("cohost/1").outcome is Outcome.RELEASED
    assert case.order.level is Level.L1
    assert case.by("reviewer").refused(ends(), "reason") == "role_may_not"
    assert case.by("supervisor").refused(ends()) == "text_missing"
    assert case.does(ends(), "reason").order.level is Level.L0


@pytest.mark.rule("WF-32.4", "T:T44", "T:T18")
def test_whoever_is_relieved_of_a_late_share_has_not_given_it() -> None:
    case = silent_co_host().by("dispatcher")
    case.does(SetHosts(host="water", co_hosts=("parks",)), "decision")
    assert case.clock("cohost/1").outcome is Outcome.RELEASED
    assert case.order.level is Level.L1
    assert case.by("supervisor").does(ends(), "reason").order.level is Level.L0


@pytest.mark.rule("WF-32.4", "T:T44", "T:T43")
def test_a_shorter_limit_in_place_of_a_late_one_cures_no_desk() -> None:
    case = Case(at="03-02 09:00").register().by("seat_agent").does(AcceptForDispatch())
    case.at("03-05 09:00").does(DeclareEmergency(kind=EmergencyKind.HELP))
    assert case.clock("dispatch/1").outcome is Outcome.REPLACED
    assert case.order.level is Level.L2
    assert case.by("dispatcher").does(Dispatch(unit="water")).order.level is Level.L0


@pytest.mark.rule("WF-32.4", "T:T44")
def test_a_share_given_in_time_does_not_cure_another_that_was_late() -> None:
    """The roads are relieved of the share that they let pass, and do the work of a child."""
    case = silent_co_host().by("dispatcher")
    case.does(SetHosts(host="water", co_hosts=("parks",)), "decision")
    case.by("unit_gateway").does(SubDispatch(child="roads"))
    case.by("unit_clerk", of="roads").does(SubReply(), "result")
    assert case.clock("sub_handle/1").outcome is Outcome.MET
    assert case.order.level is Level.L1
    assert case.by("supervisor").does(ends(), "reason").order.level is Level.L0


@pytest.mark.rule("WF-32.4", "T:T44")
def test_a_unit_that_had_the_order_is_not_cured_by_a_share_in_it() -> None:
    """The water unit was late with its contact, gave the order back, and now helps the roads."""
    case = Case().signed_in().at("03-04 09:00").by("unit_head")
    assert (case.order.level, case.order.supervised.owner) == (Level.L1, "water")  # type: ignore[union-attr]
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis").by("dispatcher")
    case.does(ApproveReturn()).does(Dispatch(unit="roads")).by("unit_clerk").does(Accept())
    case.does(Contact()).by("dispatcher")
    case.does(SetHosts(host="roads", co_hosts=("water",)), "decision").at("03-11 09:00")
    case.by("unit_clerk", of="water").does(SubReply(), "result")
    assert case.clock("cohost/1").outcome is Outcome.LATE
    assert (case.order.level, case.order.supervised.owner) == (Level.L1, "water")  # type: ignore[union-attr]
    assert case.by("supervisor").does(ends(), "reason").order.level is Level.L0


@pytest.mark.rule("WF-32.4", "T:T44")
def test_whoever_is_late_twice_is_cured_when_both_are_done() -> None:
    """The roads owe a share, and the work of a child besides."""
    case = silent_co_host().by("unit_gateway").does(SubDispatch(child="roads")).at("03-10 09:00")
    assert case.clock("sub_handle/1").lapsed
    case.by("unit_clerk", of="roads").does(SubReply(), "result")
    assert case.order.level is Level.L1
    assert case.does(SubReply(), "result").order.level is Level.L0
