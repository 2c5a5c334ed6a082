"""A unit that must not know the caller reaches him by a number that relays, or by the platform."""

import pytest

from domain.chapters.caller.commands import (
    ApproveAccess,
    AskCaller,
    GiveRelayNumber,
    PassOnAnswer,
    RequestAccess,
    SetConfidentiality,
)
from domain.chapters.caller.facts import AnswerPassedOn, CallerAsked
from domain.chapters.caller.terms import NamedPost
from domain.chapters.together.commands import SubDispatch
from domain.order.terms import Confidentiality
from domain.vocabulary import Role
from tests.domain.case import Case

NUMBER, QUESTION, ANSWER = GiveRelayNumber(), AskCaller(), PassOnAnswer()
CALLBACK = "callback_officer@hotline"


def at_level(level: Confidentiality) -> Case:
    """An order in a unit's hands whose caller is protected so far."""
    case = Case().signed_in().by("seat_agent")
    return case.does(SetConfidentiality(level=level)) if level > Confidentiality.P0 else case


@pytest.mark.rule("WF-08", "NA-13")
@pytest.mark.parametrize("level", [Confidentiality.P0, Confidentiality.P1])
def test_a_number_that_relays_is_given_and_given_anew(level: Confidentiality) -> None:
    case = at_level(level).by("callback_officer")
    clocks = case.order.clocks
    case.does(NUMBER, "number").does(NUMBER, "number")
    assert case.kinds()[-2:] == ["RelayNumberGiven", "RelayNumberGiven"]
    assert (case.facts[-1].filled, case.order.clocks) == (("number",), clocks)
    assert case.refused(NUMBER) == "text_missing"


@pytest.mark.rule("WF-08", "X:X25")
@pytest.mark.parametrize("level", [Confidentiality.P2, Confidentiality.P3])
def test_whoever_reported_is_reached_by_no_number_at_all(level: Confidentiality) -> None:
    case = at_level(level).by("callback_officer")
    assert case.refused(NUMBER, "number") == "through_the_platform_only"


@pytest.mark.rule("WF-08", "NA-13", "X:X25")
def test_what_a_unit_asks_the_platform_answers_and_neither_is_in_the_facts() -> None:
    case = at_level(Confidentiality.P2).by("unit_officer").does(QUESTION, "question")
    assert case.facts[-1].content == CallerAsked(by_unit="water")
    case.by("callback_officer").does(ANSWER, "answer")
    assert case.facts[-1].content == AnswerPassedOn(to_unit="water")
    assert case.refused(ANSWER, "answer") == "no_question_open"


@pytest.mark.rule("WF-08")
def test_an_answer_is_to_what_was_asked_so_one_question_waits_at_a_time() -> None:
    case = at_level(Confidentiality.P2).by("unit_officer").does(QUESTION, "question")
    assert case.refused(QUESTION, "question") == "question_open"
    case.by("dispatcher")
    assert case.refused(ANSWER) == "text_missing"
    case.does(ANSWER, "answer").by("unit_officer").does(QUESTION, "question")
    assert case.kinds()[-1] == "CallerAsked"


@pytest.mark.rule("WF-08", "NA-13")
def test_a_unit_asks_the_callers_of_its_own_orders_only() -> None:
    case = Case().signed_in().by("unit_clerk", of="roads")
    assert case.refused(QUESTION, "question") == "not_your_order"
    below = Case().signed_in().by("unit_gateway").does(SubDispatch(child="pipes"))
    below.by("unit_officer", of="pipes").does(QUESTION, "question")
    assert below.facts[-1].content == CallerAsked(by_unit="pipes")


@pytest.mark.rule("WF-08", "X:X25")
def test_of_an_order_for_named_people_one_of_them_answers() -> None:
    case = at_level(Confidentiality.P3).by("unit_officer").does(QUESTION, "question")
    assert case.by("callback_officer").refused(ANSWER, "answer") == "not_named"
    post = NamedPost(person=CALLBACK, unit="hotline", role=Role.CALLBACK_OFFICER, outsourced=False)
    asks = RequestAccess(people=(CALLBACK,), posts=(post,))
    case.by("dispatcher").does(asks, "reason").by("hotline_head").does(ApproveAccess())
    assert case.by("callback_officer").does(ANSWER, "answer").kinds()[-1] == "AnswerPassedOn"
