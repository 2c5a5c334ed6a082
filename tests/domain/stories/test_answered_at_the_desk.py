"""Stories of the desk's own answer: it closes a question, and nothing that somebody must handle."""

from dataclasses import replace

import pytest

from domain.chapters.intake.commands import Answer
from domain.vocabulary import ItemType, State
from policies.library import load_pack, pack_names
from tests.domain.case import Case

READ_OUT = Answer(kb_entry="kb-1", kb_version=1)
HANDLED = (ItemType.HELP, ItemType.COMPLAINT, ItemType.REPORT, ItemType.SUGGESTION)


@pytest.mark.rule("T:T05", "SY20-16", "SY20-18", "SY18-05.4", "SY18-06", "SY18-07")
@pytest.mark.parametrize("pack", pack_names())
@pytest.mark.parametrize("type", HANDLED)
def test_what_a_unit_must_look_into_is_never_closed_by_an_answer(pack: str, type: ItemType) -> None:
    case = Case(pack).register(type)
    assert case.refused(READ_OUT, "answer") == "not_answered_at_the_desk"
    assert case.state is State.INTAKE


@pytest.mark.rule("T:T05", "WF-15")
@pytest.mark.parametrize("pack", pack_names())
def test_a_question_is_answered_at_once(pack: str) -> None:
    assert Case(pack).register("consult").does(READ_OUT, "answer").state is State.CLOSED


@pytest.mark.rule("SY20-18", "X:X29")
@pytest.mark.parametrize("pack", ["national-default", "sanya-2018"])
def test_a_praise_is_answered_with_thanks_and_passed_on(pack: str) -> None:
    case = Case(pack).register("praise")
    assert case.refused(READ_OUT, "answer") == "praised_unit_missing"
    passed_on = replace(READ_OUT, conveyed_to="water")
    assert case.does(passed_on, "answer").state is State.CLOSED


@pytest.mark.rule("X:X15", "C:C10")
def test_what_was_settled_before_is_answered_with_its_earlier_result() -> None:
    case = Case().register("complaint", repeats="earlier")
    assert case.does(READ_OUT, "answer").state is State.CLOSED
    again = Case().register("complaint", repeats="earlier", new_facts=True)
    assert again.refused(READ_OUT, "answer") == "not_answered_at_the_desk"


@pytest.mark.rule("T:T05", "SY20-16")
def test_a_law_from_before_the_desk_had_a_list_answers_questions_only() -> None:
    law = load_pack("national-default")
    assert law.intake is not None
    unsaid = replace(law, intake=replace(law.intake, answered_at_desk=None))
    assert Case(unsaid).register("consult").does(READ_OUT, "answer").state is State.CLOSED
    assert Case(unsaid).register("help").refused(READ_OUT, "answer") == "not_answered_at_the_desk"
