"""Stories of a callback after another one, and of callers with whom the unit need not speak."""

from dataclasses import replace

import pytest

from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.closing.commands import (
    FinalReply,
    OrderRework,
    PassReview,
    RecordCallback,
    RejectReview,
)
from domain.chapters.dispatch.commands import Accept, ApproveReturn, Dispatch, RequestReturn
from domain.chapters.handling.commands import RaiseHardCase
from domain.law.bodies import HardCaseLevel
from domain.law.pack import Pack
from domain.order.act import Actor
from domain.order.terms import Confidentiality
from domain.vocabulary import Role, State
from policies.library import load_pack
from tests.domain.case import Case

MISSED = RecordCallback(answered=False)
LEFT_ALONE = RecordCallback(answered=True, contacted=False, solved=True, satisfied=1)
TO_HOTLINE = RaiseHardCase(level=HardCaseLevel.HOTLINE)


def left_alone(level: Confidentiality) -> Case:
    """A content caller of this secrecy, of whom the unit has reported a talk that was none."""
    case = Case().signed_in().by("caller")
    if level > Confidentiality.P0:
        case.does(SetConfidentiality(level=level))
    case.solved().by("reviewer").does(PassReview())
    return case.by("callback_officer").does(LEFT_ALONE)


@pytest.mark.rule("GN-04", "JT-05", "T:T33", "T:T36", "C:C13")
def test_with_whom_the_unit_may_not_know_it_need_not_have_spoken() -> None:
    ends = {level: left_alone(level).state for level in Confidentiality}
    assert ends == {
        Confidentiality.P0: State.RECHECK,
        Confidentiality.P1: State.RECHECK,
        Confidentiality.P2: State.CLOSED,
        Confidentiality.P3: State.CLOSED,
    }


@pytest.mark.rule("T:T31", "G:G14", "T:T34", "SM-04")
def test_a_second_result_is_called_about_as_if_for_the_first_time() -> None:
    case = Case().to_callback().by("callback_officer").does(MISSED).after(hours=1)
    case.called_back(solved=False, satisfied=5).by("supervisor").does(OrderRework(), "reason")
    case.solved().by("reviewer").does(PassReview())
    assert case.order.attempts == ()
    case.by("callback_officer").does(MISSED)
    assert case.last("CallbackAttempted").content.attempt == 1  # type: ignore[union-attr]


@pytest.mark.rule("T:T30", "SM-04.2", "T:T39")
def test_a_result_that_did_not_hold_is_none_that_could_be_answered_for_good() -> None:
    case = Case().signed_in().solved().by("reviewer").does(RejectReview(), "reason")
    assert case.order.result is None
    case.by("hotline_head").does(TO_HOTLINE, "opinion")
    assert case.refused(FinalReply(), "reply") == "not_recheck"


@pytest.mark.rule("AH-09.2", "T:T31")
def test_whoever_sent_it_to_any_unit_does_not_review_the_result() -> None:
    case = Case().signed_in().by("unit_clerk")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis").by("dispatcher")
    case.does(ApproveReturn()).by("dispatcher", of="desk_2").does(Dispatch(unit="roads"))
    case.by("unit_clerk").does(Accept()).solved()
    for desk in ("hotline", "desk_2"):
        case.actor = Actor(person=f"dispatcher@{desk}", unit="hotline", role=Role.REVIEWER)
        assert case.refused(PassReview()) == "dispatcher_may_not_review"
    assert case.order.dispatchers == ("dispatcher@hotline", "dispatcher@desk_2")


def calling(**changed: object) -> Pack:
    """The general rules, with other ones for calling a caller back."""
    law = load_pack("national-default")
    values = {
        name: replace(getattr(law.callback, name), value=value) for name, value in changed.items()
    }
    return replace(law, callback=replace(law.callback, **values))


def is_given_up(law: Pack, *times: str) -> bool:
    """Whether nobody has to try again after so many tries in vain."""
    case = Case(law).to_callback()
    for time in times:
        case.at(time).by("callback_officer").does(MISSED)
    return case.state is State.CLOSED


@pytest.mark.rule("G:G14", "X:X6", "T:T34")
def test_where_two_windows_are_enough_three_tries_are_made_all_the_same() -> None:
    two_windows = calling(windows=2)
    assert not is_given_up(two_windows, "03-02 10:00", "03-03 14:00")
    assert is_given_up(two_windows, "03-02 10:00", "03-03 14:00", "03-03 15:00")


@pytest.mark.rule("G:G14", "T:T34")
@pytest.mark.parametrize(("last", "enough"), [("03-03 12:04", False), ("03-03 12:05", True)])
def test_a_window_begins_at_the_minute_that_the_law_names(last: str, enough: bool) -> None:
    law = calling(windows=2, window_starts=("00:00", "12:05"))
    assert is_given_up(law, "03-02 10:00", "03-02 11:00", last) is enough
