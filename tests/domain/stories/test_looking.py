"""Whoever looks at a caller's data stands on record for it, with the reason (6.2)."""

import pytest

from domain.chapters.caller.commands import SetConfidentiality, ViewPersonalData
from domain.chapters.caller.facts import PIIViewed
from domain.chapters.caller.terms import PersonalData
from domain.chapters.together.commands import SubDispatch
from domain.order.terms import Confidentiality
from domain.vocabulary import State
from tests.domain.case import Case

LOOK = ViewPersonalData(fields=(PersonalData.PHONE, PersonalData.NAME))


@pytest.mark.rule("WF-08", "NA-13", "X:X25")
def test_a_look_is_on_record_with_what_was_looked_at_and_changes_nothing_else() -> None:
    case = Case().signed_in()
    before = case.order
    case.after(minutes=5).by("unit_officer").does(LOOK, "reason")
    fact = case.facts[-1]
    assert fact.content == PIIViewed(fields=(PersonalData.NAME, PersonalData.PHONE))
    assert (fact.actor.role, fact.filled, fact.clocks) == ("unit_officer", ("reason",), ())
    assert (case.state, case.order.clocks) == (before.state, before.clocks)


@pytest.mark.rule("X:X25.2")
def test_whoever_looked_before_the_caller_asked_for_secrecy_stands_listed() -> None:
    case = Case().signed_in().by("unit_clerk").does(LOOK, "reason")
    case.by("unit_officer", of="water").does(LOOK, "reason")
    case.by("caller").does(SetConfidentiality(level=Confidentiality.P3))
    lookers = [fact.actor.role for fact in case.facts if isinstance(fact.content, PIIViewed)]
    assert lookers == ["unit_clerk", "unit_officer"]
    assert case.kinds()[-1] == "ConfidentialitySet"


@pytest.mark.rule("WF-08", "NA-13")
def test_nobody_looks_without_a_reason_or_at_nothing_in_particular() -> None:
    case = Case().signed_in().by("unit_clerk")
    assert case.refused(LOOK) == "text_missing"
    assert case.refused(ViewPersonalData(fields=()), "reason") == "no_data_named"


@pytest.mark.rule("WF-08", "NA-13")
def test_what_is_named_twice_was_looked_at_once() -> None:
    twice = ViewPersonalData(fields=(PersonalData.NAME, PersonalData.NAME))
    case = Case().signed_in().by("unit_clerk").does(twice, "reason")
    assert case.facts[-1].content == PIIViewed(fields=(PersonalData.NAME,))


@pytest.mark.rule("WF-08", "NA-13")
def test_a_look_after_the_end_is_on_record_too() -> None:
    case = Case().to_callback().called_back(solved=True, satisfied=1)
    case.by("callback_officer").does(LOOK, "reason")
    assert (case.state, case.kinds()[-1]) == (State.CLOSED, "PIIViewed")


@pytest.mark.rule("WF-08", "NA-13")
@pytest.mark.parametrize("role", ["dispatcher", "supervisor", "assessor", "cohost", "hotline_head"])
def test_whoever_needs_no_name_for_the_work_may_not_look(role: str) -> None:
    assert Case().signed_in().by(role).refused(LOOK, "reason") == "role_may_not"


@pytest.mark.rule("WF-08", "NA-13")
def test_a_unit_looks_at_the_callers_of_its_own_orders_only() -> None:
    case = Case().signed_in().by("unit_clerk", of="roads")
    assert case.refused(LOOK, "reason") == "not_your_order"
    child = Case().signed_in().by("unit_gateway").does(SubDispatch(child="pipes"))
    assert child.by("unit_officer", of="pipes").does(LOOK, "reason").kinds()[-1] == "PIIViewed"
