"""The generic rules: callers are protected, called back, and asked whether they are content."""

import pytest

from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.together.commands import Merge
from domain.order.terms import Confidentiality
from domain.vocabulary import Level, State
from tests.domain.case import Case, moment

PLACE = "generic"
SECRET = SetConfidentiality(level=Confidentiality.P2)


@pytest.mark.rule("GN-01")
def test_what_a_caller_says_is_kept_from_others_on_demand() -> None:
    case = Case(PLACE).signed_in()
    assert case.by("unit_head").refused(SECRET) == "role_may_not"
    case.by("caller").does(SECRET)
    assert case.order.confidentiality is Confidentiality.P2
    assert "GN-01" in case.last("ConfidentialitySet").basis


@pytest.mark.rule("GN-04.1")
def test_whoever_called_is_called_back_in_good_time() -> None:
    case = Case(PLACE).to_callback()
    assert case.clock("callback/1").due == moment("03-03 24:00")


@pytest.mark.rule("GN-04.2")
def test_many_complaints_about_one_matter_are_looked_into_at_once() -> None:
    case = Case(PLACE).register("complaint")
    for child in range(2, 6):
        case.does(Merge(child=f"20260302-00000{child}"))
    assert case.order.mass_event_suspected
    assert case.order.level is Level.L1


@pytest.mark.rule("GN-05")
def test_an_answer_of_not_content_is_looked_at_again() -> None:
    case = Case(PLACE).to_callback().called_back(solved=True, satisfied=4)
    assert case.state is State.RECHECK
    assert "GN-05" in case.clock("recheck/1").basis
