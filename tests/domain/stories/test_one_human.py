"""Four eyes are two humans: whoever holds two posts is one of them, in whichever he acts (6.1)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.chapters.assessment.commands import ApproveExclusion, ExcludeFromAssessment
from domain.chapters.caller.commands import ApproveAccess
from domain.chapters.closing.commands import PassReview, RejectReview
from domain.chapters.dispatch.commands import RejectReturn
from domain.chapters.intake.commands import Register
from domain.decide import Decided
from domain.order.command import Command
from domain.vocabulary import ItemType
from tests.domain.case import Case, moment
from tests.domain.stories import test_abuse, test_access_list, test_appeals, test_returns
from tests.domain.stories.test_review_and_callback import NO_ANSWER

Told = tuple[Case, Command, tuple[str, ...], str, str]
"""The order, the second act and its texts, the post of the first act, and what is said to him."""

CALLED = moment("03-02 07:59")
ENTERED = Register(type=ItemType.HELP, called_at=CALLED, confirmed_by="shift_lead@hotline")
SENT = "dispatcher@hotline"


def reviews() -> Told:
    case = Case().signed_in().solved().by("reviewer")
    return case, PassReview(), (), SENT, "dispatcher_may_not_review"


def sends_back() -> Told:
    case = Case().signed_in().solved().by("reviewer")
    return case, RejectReview(), ("reason",), SENT, "dispatcher_may_not_review"


def calls_back() -> Told:
    case = Case().to_callback().by("callback_officer")
    return case, NO_ANSWER, (), SENT, "dispatcher_may_not_call_back"


def rejects_an_objection() -> Told:
    case = Case("national-2025").signed_in().by("unit_clerk")
    case.does(test_returns.NOT_OURS, "reason", "basis").by("dispatcher", of="desk_2")
    return case, RejectReturn(), ("reason",), SENT, "sent_by_yourself"


def agrees_to_an_exclusion() -> Told:
    case = test_appeals.closed().by("assessor").does(ExcludeFromAssessment(), "reason")
    case.by("hotline_head")
    return case, ApproveExclusion(), (), "assessor@hotline", "second_person_needed"


def agrees_about_an_appeal() -> Told:
    case = test_appeals.appealed().by("assessor")
    case.does(test_appeals.of_handle(test_appeals.UPHELD), "reason").by("hotline_head")
    agreed = test_appeals.of_handle(test_appeals.AGREED)
    return case, agreed, (), "assessor@hotline", "second_person_needed"


def decides_his_own_appeal() -> Told:
    case = test_appeals.appealed().by("assessor")
    upheld = test_appeals.of_handle(test_appeals.UPHELD)
    return case, upheld, ("reason",), "unit_head@water", "own_appeal"


def restricts() -> Told:
    case = test_abuse.refused_for_abuse().by("seat_agent").does(test_abuse.TWICE, "text")
    case.by("shift_lead")
    return case, test_abuse.RESTRICT, ("reason",), "seat_agent@hotline", "second_person_needed"


def lifts() -> Told:
    case = test_abuse.restricted()
    first = case.order.conduct.restricted_by
    case.by("hotline_head")
    return case, test_abuse.LIFT, ("reason",), first, "second_person_needed"


def agrees_to_a_name_on_the_access_list() -> Told:
    case = test_access_list.report().by("dispatcher")
    case.does(test_access_list.naming("callback_officer@hotline"), "reason").by("hotline_head")
    return case, ApproveAccess(), (), SENT, "second_person_needed"


def agrees_to_be_named() -> Told:
    case = agrees_to_a_name_on_the_access_list()[0]
    return case, ApproveAccess(), (), "callback_officer@hotline", "own_access"


def enters_late() -> Told:
    case = Case().by("seat_agent")
    return case, ENTERED, ("demand", "phone"), "shift_lead@hotline", "second_person_missing"


@pytest.mark.parametrize(
    "second_act",
    [
        reviews,
        sends_back,
        calls_back,
        rejects_an_objection,
        agrees_to_an_exclusion,
        agrees_about_an_appeal,
        decides_his_own_appeal,
        restricts,
        lifts,
        agrees_to_a_name_on_the_access_list,
        agrees_to_be_named,
        enters_late,
    ],
)
def test_the_second_person_is_another_human_and_not_another_post(
    second_act: Callable[[], Told],
) -> None:
    case, command, texts, first, code = second_act()
    somebody = case.actor
    case.actor = replace(somebody, other_posts=("elsewhere@hotline", first))
    assert case.refused(command, *texts) == code
    case.actor = replace(somebody, other_posts=("elsewhere@hotline",))
    assert isinstance(case.asks(command, *texts), Decided)
