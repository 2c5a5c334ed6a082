"""Stories of demands from other platforms, and of demands that come again."""

from datetime import timedelta

import pytest

from domain.chapters.closing.commands import PassReview
from domain.chapters.emergency.commands import DeclareEmergency
from domain.chapters.handling.commands import RequestExtension
from domain.chapters.intake.commands import AcceptForDispatch, Answer, Reclassify, Refuse, Register
from domain.chapters.together.notices import notices
from domain.time.limit import parse_limit
from domain.vocabulary import EmergencyKind, ItemClass, ItemType, State
from tests.domain.case import Case, moment

EARLIER = "20260105-000007"


def from_the_province(case: Case, due: str, type: str = "help") -> Case:
    """Bring an order of the province to a unit that signs in at once."""
    return case.signed_in(
        type=type, source="province", external_id="S-77", upstream_due=moment(due)
    )


@pytest.mark.rule("C:C17.1", "X:X18", "WF-21.1", "WF-21.2")
@pytest.mark.parametrize("due", ["03-02 17:00", "03-06 12:00", "04-30 12:00"])
def test_the_limit_of_the_province_governs_whether_shorter_or_longer(due: str) -> None:
    case = from_the_province(Case(), due)
    for id in ("upstream/1", "handle/1", "total/1"):
        assert case.clock(id).due == moment(due)
    assert "WF-21" in case.clock("handle/1").basis


@pytest.mark.rule("C:C17.2", "X:X18")
def test_a_working_day_ahead_the_city_is_warned_and_not_judged() -> None:
    case = from_the_province(Case(), "03-06 12:00").at("03-05 00:01")
    warned = {f.content.clock for f in case.facts if f.kind == "DueWarning"}  # type: ignore[union-attr]
    assert warned >= {"upstream/1", "handle/1"}
    case.at("03-06 12:00").solved()
    assert case.clock("handle/1").outcome == "met"


@pytest.mark.rule("C:C17")
def test_in_a_year_without_a_calendar_the_due_of_the_province_binds_as_well() -> None:
    due = moment("12-31 17:00") + timedelta(days=4)
    case = Case(at="12-29 09:00").signed_in(source="province", upstream_due=due)
    assert case.clock("handle/1").due == due
    assert not case.clock("handle/1").provisional


@pytest.mark.rule("X:X18", "WF-21.4")
def test_the_province_has_its_result_when_the_review_has_passed() -> None:
    case = from_the_province(Case(), "03-06 12:00").solved()
    assert "upstream/1" in case.owed()
    case.by("reviewer").does(PassReview())
    assert case.last("UpstreamReported").content.source == "province"  # type: ignore[union-attr]
    assert case.clock("upstream/1").outcome == "met"


@pytest.mark.rule("C:C17.2", "X:X18")
def test_the_day_ahead_of_a_monday_is_the_friday_before() -> None:
    case = from_the_province(Case(), "03-09 12:00").at("03-09 11:00")
    warned = [fact for fact in case.facts if fact.kind == "DueWarning"]
    (of_the_city,) = [f for f in warned if f.content.clock == "upstream/1"]  # type: ignore[union-attr]
    assert of_the_city.occurred_at == moment("03-05 24:00")


@pytest.mark.rule("X:X18")
def test_what_the_city_misses_the_province_sees_missed() -> None:
    case = from_the_province(Case(), "03-06 12:00").at("03-06 12:00").after(seconds=1)
    assert case.clock("upstream/1").lapsed == moment("03-06 12:00")


@pytest.mark.rule("C:C17")
def test_no_extension_goes_beyond_the_due_of_the_province() -> None:
    case = from_the_province(Case(), "03-12 12:00").by("unit_head")
    longer = RequestExtension(length=parse_limit("1 WD"), signed_by="head")
    assert case.refused(longer, "reason") == "beyond_upstream_due"
    a_minute = RequestExtension(length=parse_limit("1 min"), signed_by="head")
    assert case.refused(a_minute, "reason") == "beyond_upstream_due"


@pytest.mark.rule("C:C17", "T:T45")
def test_another_class_leaves_the_due_of_the_province() -> None:
    case = from_the_province(Case(), "03-06 12:00", type="consult").by("dispatcher")
    case.does(Reclassify(type=ItemType.HELP, class_=ItemClass.OTHER), "reason")
    assert case.clock("handle/1").due == moment("03-06 12:00")
    assert "C:C17" in case.clock("handle/1").basis


@pytest.mark.rule("X:X34.1", "NA-12")
def test_a_hand_back_from_110_keeps_its_number_and_owes_110_nothing() -> None:
    case = Case().register(source="110", external_id="J-4711")
    assert case.last("UpstreamReceived").content.external_id == "J-4711"  # type: ignore[union-attr]
    assert case.owed() == {"intake/1"}


@pytest.mark.rule("X:X34", "X:X18")
def test_a_foreign_due_has_a_source_and_lies_ahead() -> None:
    case = Case().by("seat_agent")
    nobody = Register(type=ItemType.HELP, external_id="J-4711")
    assert case.refused(nobody, "demand", "phone") == "source_missing"
    for due in (moment("03-02 09:00"), moment("03-02 09:01").replace(year=2037)):
        past = Register(type=ItemType.HELP, source="province", upstream_due=due)
        assert case.refused(past, "demand", "phone") == "upstream_due_out_of_range"


@pytest.mark.rule("T:T06", "X:X18")
def test_a_question_of_the_province_is_answered_at_once() -> None:
    due = moment("03-06 12:00")
    case = Case().register("consult", source="province", upstream_due=due)
    case.does(Answer(kb_entry="k"), "answer")
    assert case.clock("upstream/1").outcome == "met"


@pytest.mark.rule("X:X15.1", "C:C10.2", "HN-12.1", "HD-15.1", "WF-16.3")
def test_a_settled_matter_that_comes_again_gets_the_earlier_result() -> None:
    case = Case().register(repeats=EARLIER)
    assert case.refused(AcceptForDispatch()) == "repeat_without_new_facts"
    case.does(Answer(kb_entry=EARLIER), "answer")
    assert "HD-15" in case.last("Answered").basis
    assert case.state is State.CLOSED


@pytest.mark.rule("C:C10", "HN-12")
def test_or_it_is_refused_as_concluded() -> None:
    case = Case().register(repeats=EARLIER).does(Refuse(disposition="CONCLUDED"), "reason")
    assert case.state is State.REFUSED


@pytest.mark.rule("T:T47", "X:X15")
def test_with_new_facts_it_is_a_new_order_linked_to_the_old() -> None:
    case = Case().register(repeats=EARLIER, new_facts=True).does(AcceptForDispatch())
    assert case.last("RepeatLinked").content.earlier == EARLIER  # type: ignore[union-attr]
    assert case.state is State.QUEUED


@pytest.mark.rule("T:T47", "X:X15")
def test_the_earlier_order_shows_that_its_matter_came_again() -> None:
    later = Case(number="later").register(repeats=EARLIER, new_facts=True)
    (told,) = notices(later.order, later.facts)
    earlier = Case(number=EARLIER).to_callback().called_back(solved=True, satisfied=1)
    before = earlier.state
    assert told.to == EARLIER
    earlier.by("system").does(told.command)
    assert earlier.last("RepeatReceived").content.later == "later"  # type: ignore[union-attr]
    assert (earlier.state, earlier.owed()) == (before, set())


@pytest.mark.rule("T:T47", "SY20-19")
def test_danger_is_never_turned_away_as_a_repeat() -> None:
    case = Case().register(repeats=EARLIER).does(DeclareEmergency(kind=EmergencyKind.HELP))
    assert case.does(AcceptForDispatch()).state is State.QUEUED


@pytest.mark.rule("T:T47")
def test_an_order_does_not_repeat_itself() -> None:
    case = Case(number="20260302-000001").by("seat_agent")
    itself = Register(type=ItemType.HELP, repeats="20260302-000001")
    assert case.refused(itself, "demand", "phone") == "repeats_itself"
