"""Stories of the counter: registered, answered, refused, passed on, taken in."""

from dataclasses import replace

import pytest

from domain.chapters.handling.commands import AddInfo
from domain.chapters.intake.commands import AcceptForDispatch, Answer, Refuse, Register, TransferOut
from domain.decide import fold
from domain.law.rules_edition import RulesEdition
from domain.vocabulary import Channel, ItemType, State, Urgency
from tests.domain.case import Case, moment

CALLED = Register(type=ItemType.HELP)
OUT_OF_A_FILE = Register(type=ItemType.HELP, channel=Channel.IMPORT)


@pytest.mark.rule("T:T02.1", "C:C4")
def test_without_a_telephone_number_nothing_is_registered() -> None:
    case = Case().by("seat_agent")
    demand = Register(type=ItemType.HELP)
    assert case.refused(demand, "demand") == "text_missing"
    assert case.does(demand, "demand", "phone").state is State.INTAKE


@pytest.mark.rule("WF-07.3")
def test_a_burst_pipe_has_a_place() -> None:
    burst = Register(type=ItemType.HELP, place_bound=True)
    assert Case().by("seat_agent").refused(burst, "demand", "phone") == "text_missing"


@pytest.mark.rule("T:T02")
def test_before_registration_there_is_nothing_to_add_to() -> None:
    case = Case().by("seat_agent")
    assert case.refused(AddInfo(), "text") == "not_registered"


@pytest.mark.rule("T:T02.1")
def test_an_order_is_registered_once() -> None:
    case = Case().register()
    assert case.refused(Register(type=ItemType.HELP), "demand", "phone") == "already_registered"


@pytest.mark.rule("WF-17.2", "T:T03.3", "C:C9")
def test_whoever_must_go_to_court_is_told_so() -> None:
    case = Case().register()
    court = Refuse(disposition="MUST_USE_PROCEDURE")
    assert case.refused(court, "reason") == "text_missing"
    assert case.does(court, "reason", "route").state is State.REFUSED
    assert case.refused(AddInfo(), "text") == "order_is_over"


@pytest.mark.rule("T:T03.2", "HD-18.1")
def test_only_the_shift_lead_refuses_on_other_grounds() -> None:
    case, other = Case().register(), Refuse(disposition="OTHER")
    assert case.refused(other, "reason") == "needs_approval_of"
    assert case.by("shift_lead").does(other, "reason").state is State.REFUSED


@pytest.mark.rule("T:T03.1")
def test_a_place_knows_only_its_own_grounds_of_refusal() -> None:
    military = Refuse(disposition="MILITARY")
    assert Case("weifang-2021").register().refused(military, "reason") == "unknown_disposition"


@pytest.mark.rule("T:T04.1", "C:C7")
def test_a_fire_goes_to_the_fire_brigade() -> None:
    case = Case().register().does(TransferOut(target="119", warm=True))
    assert case.state is State.TRANSFERRED_OUT
    assert not case.owed()


@pytest.mark.rule("T:T05.1", "T:T06.1", "WF-15")
def test_a_question_is_answered_on_the_telephone() -> None:
    case = Case().register("consult")
    assert case.refused(Answer(kb_entry="water-7")) == "text_missing"
    case.does(Answer(kb_entry="water-7"), "answer")
    assert case.kinds()[-2:] == ["Answered", "Closed"]


@pytest.mark.rule("T:T06", "SY20-18.1", "X:X29")
def test_praise_is_conveyed_and_nobody_is_called_back() -> None:
    """X29."""
    case, thanks = Case().register("praise"), Answer(kb_entry="thanks")
    assert case.refused(thanks, "answer") == "praised_unit_missing"
    case.does(replace(thanks, conveyed_to="water"), "answer")
    assert case.last("PraiseConveyed").content.unit == "water"  # type: ignore[union-attr]
    assert case.last("Closed").content.closing == "praise_conveyed"  # type: ignore[union-attr]
    assert not case.owed()


@pytest.mark.rule("SY20-18")
def test_only_a_praise_is_passed_on_to_whom_it_praises() -> None:
    mixed = Answer(kb_entry="k", conveyed_to="water")
    assert Case().register("consult").refused(mixed, "answer") == "no_praise"


@pytest.mark.rule("SY20-21.5", "T:T05.2")
def test_an_emergency_is_not_answered_but_dispatched() -> None:
    case = Case().register(urgency=Urgency.EMERGENCY)
    assert case.refused(Answer(kb_entry="gas"), "answer") == "emergency_needs_dispatch"


@pytest.mark.rule("T:T08.1")
def test_the_dispatch_desk_has_four_office_hours() -> None:
    case = Case(at="03-02 16:00").register().does(AcceptForDispatch())
    assert case.state is State.QUEUED
    assert case.clock("dispatch/1").due == moment("03-03 11:30")
    assert case.refused(AcceptForDispatch()) == "not_in_intake"


@pytest.mark.rule("T:T08", "T:T41")
def test_nobody_acts_out_of_his_role() -> None:
    case = Case().register().by("system")
    assert case.refused(AcceptForDispatch()) == "role_may_not"
    assert case.by("assessor").refused(AddInfo(), "text") == "role_may_not"


@pytest.mark.rule("T:T05", "T:T06", "WF-15")
def test_a_question_is_answered_first_and_closed_then() -> None:
    case = Case().register("consult").does(Answer(kb_entry="water-7"), "answer")
    states = [fold(case.order.dossier, tuple(case.facts[:count])).state for count in (1, 2, 3)]
    assert states == [State.INTAKE, State.ANSWERED, State.CLOSED]


@pytest.mark.rule("X:X26", "X:X33", "HD-20", "WF-06")
def test_a_demand_rests_on_what_is_special_about_it() -> None:
    plain = set(Case().register("complaint").facts[0].basis)
    of_a_unit = set(Case().register("complaint", about_unit="water").facts[0].basis)
    assert of_a_unit - plain == {"X:X26", "WF-06", "HN-05", "SY20-12"}
    child = Register(type=ItemType.COMPLAINT, minor=True, territory="east", district="east")
    case = Case().by("seat_agent").does(child, "demand", "name", "phone", "place")
    assert {"X:X33", "HD-20"} <= set(case.facts[0].basis) - plain


@pytest.mark.rule("C:C4", "T:T02.1")
def test_a_file_carries_what_it_has_and_a_caller_gives_a_telephone_number() -> None:
    assert Case().by("caller").refused(CALLED, "demand") == "text_missing"
    for whoever in ("system", "seat_agent"):
        assert Case().by(whoever).does(OUT_OF_A_FILE, "demand").state is State.INTAKE


@pytest.mark.rule("C:C4", "T:T02.1")
def test_what_does_not_come_out_of_a_file_is_spared_nothing_whoever_registers_it() -> None:
    assert Case().by("system").refused(CALLED, "demand") == "text_missing"
    assert Case().by("system").does(CALLED, "demand", "phone").state is State.INTAKE


@pytest.mark.rule("C:C4", "T:T02.1")
def test_before_the_third_edition_the_system_was_spared_whatever_the_channel() -> None:
    before = Case(rules=RulesEdition.SECOND)
    assert before.by("seat_agent").refused(OUT_OF_A_FILE, "demand") == "text_missing"
    assert before.by("system").does(CALLED, "demand").state is State.INTAKE
