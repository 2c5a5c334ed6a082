"""What may belong together is suggested, and people decide (AH-13, X13, X14)."""

import pytest

from domain.chapters.closing.commands import Withdraw
from domain.chapters.handling.commands import AddInfo
from domain.chapters.together.commands import Merge, SuggestDuplicate
from domain.vocabulary import State
from tests.domain.case import Case

OTHERS = ("20260302-000007", "20260302-000008")
SUGGESTED = SuggestDuplicate(others=OTHERS)


@pytest.mark.rule("X:X14", "AH-13.1", "NA-08")
def test_other_callers_orders_are_suggested_and_nothing_is_merged() -> None:
    case = Case().register().by("system").does(SUGGESTED)
    assert case.last("DuplicateSuggested").content.others == OTHERS
    assert case.state is State.INTAKE
    assert case.order.joined == ()
    assert case.owed() == {"intake/1"}


@pytest.mark.rule("X:X13")
def test_the_same_callers_open_order_is_suggested() -> None:
    same = SuggestDuplicate(others=OTHERS[:1], same_caller=True)
    case = Case().register().by("system").does(same)
    assert case.last("DuplicateSuggested").content.same_caller


@pytest.mark.rule("X:X14")
def test_the_same_orders_are_not_suggested_twice() -> None:
    case = Case().register().by("system").does(SuggestDuplicate(others=OTHERS[:1]))
    assert case.does(SUGGESTED).last("DuplicateSuggested").content.others == OTHERS[1:]
    assert case.refused(SUGGESTED) == "already_suggested"
    assert case.refused(SuggestDuplicate(others=())) == "already_suggested"


@pytest.mark.rule("X:X14")
def test_what_was_taken_in_is_no_longer_suggested() -> None:
    case = Case().register().by("seat_agent").does(Merge(child=OTHERS[0])).by("system")
    assert case.refused(SuggestDuplicate(others=OTHERS[:1])) == "already_suggested"


@pytest.mark.rule("X:X14")
def test_an_order_is_not_suggested_to_itself() -> None:
    case = Case().register().by("system")
    itself = SuggestDuplicate(others=(case.order.number, *OTHERS))
    assert case.refused(itself) == "itself_suggested"


@pytest.mark.rule("T:T49")
def test_nothing_is_suggested_after_the_end_nor_by_the_desk() -> None:
    case = Case().register().by("seat_agent")
    assert case.refused(SUGGESTED) == "role_may_not"
    case.by("caller").does(Withdraw(), "reason").by("system")
    assert case.refused(SUGGESTED) == "order_is_over"


@pytest.mark.rule("X:X14")
def test_suggestions_become_a_mass_event_only_when_people_merge() -> None:
    callers = tuple(f"20260302-00001{n}" for n in range(4))
    case = Case().register().by("system").does(SuggestDuplicate(others=callers))
    assert not case.order.mass_event_suspected
    case.by("seat_agent")
    for number in callers:
        case.does(Merge(child=number))
    assert case.order.mass_event_suspected
    assert case.by("caller").does(AddInfo(), "text").order.suggested == callers
