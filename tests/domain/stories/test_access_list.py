"""Who may see a caller known to few is named by two people, out of the platform's staff (6.2)."""

from dataclasses import replace

import pytest

from domain.chapters.caller.commands import (
    ApproveAccess,
    EndAccess,
    RedactDemand,
    RequestAccess,
    SetConfidentiality,
)
from domain.chapters.caller.facts import AccessEnded, AccessGranted, AccessRequested
from domain.chapters.caller.terms import NamedPost
from domain.order.parts import NOBODY_NAMED
from domain.order.terms import Confidentiality
from domain.vocabulary import Role
from tests.domain.case import Case

CALLBACK, SENT = "callback_officer@hotline", "dispatcher@hotline"


def naming(
    *people: str,
    role: Role = Role.CALLBACK_OFFICER,
    unit: str = "hotline",
    outsourced: bool = False,
) -> RequestAccess:
    """A request to name these people, all of them in one capacity."""
    posts = tuple(
        NamedPost(person=person, unit=unit, role=role, outsourced=outsourced) for person in people
    )
    return RequestAccess(people=people, posts=posts)


def report(level: Confidentiality = Confidentiality.P2, **fields: object) -> Case:
    """A report that a unit has, kept for named people where more secrecy was asked for."""
    case = Case().dispatched(type="report", **fields)
    if level > Confidentiality.P2:
        case.by("seat_agent").does(SetConfidentiality(level=level))
    return case


def named(*people: str, level: Confidentiality = Confidentiality.P2) -> Case:
    """A report on whose list these people stand."""
    case = report(level).by("dispatcher").does(naming(*people), "reason")
    return case.by("hotline_head").does(ApproveAccess())


@pytest.mark.rule("WF-08", "NA-13", "X:X25")
def test_one_asks_and_another_agrees_and_codes_alone_are_on_record() -> None:
    case = report().by("dispatcher").does(naming(CALLBACK, SENT), "reason")
    assert case.facts[-1].content == AccessRequested(by=SENT, people=(CALLBACK, SENT))
    assert case.order.access_list.named == ()
    case.by("hotline_head").does(ApproveAccess())
    assert case.facts[-1].content == AccessGranted(requested_by=SENT, people=(CALLBACK, SENT))
    assert case.order.access_list.named == (CALLBACK, SENT)
    assert (case.facts[-1].clocks, case.facts[-1].filled) == ((), ())


@pytest.mark.rule("WF-08")
def test_neither_whoever_asked_nor_whoever_would_be_named_agrees() -> None:
    case = report().by("shift_lead").does(naming(CALLBACK), "reason")
    assert case.refused(ApproveAccess()) == "second_person_needed"
    case.by("hotline_head")
    case.actor = replace(case.actor, other_posts=(CALLBACK,))
    assert case.refused(ApproveAccess()) == "own_access"


@pytest.mark.rule("WF-08", "NA-06")
@pytest.mark.parametrize(
    ("role", "outsourced"),
    [
        *((role, False) for role in (Role.UNIT_CLERK, Role.UNIT_HEAD, Role.CONTRACTOR)),
        *((role, False) for role in (Role.COHOST, Role.SYS_ADMIN, Role.UPSTREAM)),
        (Role.CALLBACK_OFFICER, True),
    ],
)
def test_nobody_but_the_platform_s_own_staff_is_named(role: Role, outsourced: bool) -> None:
    case = report().by("dispatcher")
    command = naming("somebody", role=role, outsourced=outsourced)
    assert case.refused(command, "reason") == "not_platform_staff"
    unknown = RequestAccess(people=("somebody",))
    assert case.refused(unknown, "reason") == "not_platform_staff"


@pytest.mark.rule("X:X26")
def test_nobody_of_the_accused_unit_is_named_though_it_be_the_hotline_itself() -> None:
    case = report(about_unit="second_desk").by("dispatcher")
    assert case.refused(naming(CALLBACK, unit="second_desk"), "reason") == "of_the_accused_unit"
    assert case.does(naming(CALLBACK), "reason").kinds()[-1] == "AccessRequested"


@pytest.mark.rule("WF-08")
def test_a_list_is_kept_of_protected_callers_only_with_a_reason_and_of_somebody() -> None:
    assert Case().dispatched().refused(naming(CALLBACK), "reason") == "caller_not_protected"
    case = report().by("dispatcher")
    assert case.refused(naming(CALLBACK)) == "text_missing"
    assert case.refused(naming(), "reason") == "no_person_named"


@pytest.mark.rule("WF-08")
def test_whoever_agrees_knows_to_whom_for_one_request_waits_at_a_time() -> None:
    case = report().by("dispatcher").does(naming(CALLBACK), "reason")
    assert case.refused(naming(SENT), "reason") == "access_already_requested"
    case.by("hotline_head").does(ApproveAccess())
    assert case.refused(ApproveAccess()) == "no_access_requested"
    case.by("dispatcher").does(naming(SENT), "reason").by("hotline_head").does(ApproveAccess())
    assert case.order.access_list.named == (CALLBACK, SENT)


@pytest.mark.rule("WF-08")
def test_one_person_takes_somebody_off_the_list_and_declines_a_request() -> None:
    case = named(CALLBACK, SENT).by("shift_lead").does(EndAccess(people=(SENT,)), "reason")
    assert case.facts[-1].content == AccessEnded(people=(SENT,))
    assert case.order.access_list.named == (CALLBACK,)
    case.by("dispatcher").does(naming(SENT), "reason")
    case.by("supervisor").does(EndAccess(people=(SENT,)), "reason")
    assert case.by("hotline_head").refused(ApproveAccess()) == "no_access_requested"
    assert case.order.access_list.named == (CALLBACK,)


@pytest.mark.rule("WF-08")
def test_what_was_declined_leaves_nothing_behind() -> None:
    case = report().by("dispatcher").does(naming(CALLBACK), "reason")
    case.by("supervisor").does(EndAccess(people=(CALLBACK,)), "reason")
    assert case.order.access_list == NOBODY_NAMED


@pytest.mark.rule("WF-08")
def test_nobody_is_taken_off_who_is_not_on_it() -> None:
    assert report().by("shift_lead").refused(EndAccess(people=(SENT,)), "reason") == (
        "not_on_the_list"
    )
    case = named(CALLBACK).by("shift_lead")
    assert case.refused(EndAccess(people=(CALLBACK, SENT)), "reason") == "not_on_the_list"
    assert case.refused(EndAccess(people=()), "reason") == "no_person_named"
    assert case.refused(EndAccess(people=(CALLBACK,))) == "text_missing"
    case.does(EndAccess(people=(CALLBACK,)), "reason")
    assert case.order.access_list == NOBODY_NAMED


@pytest.mark.rule("WF-08", "X:X25")
def test_what_is_for_named_people_only_is_redacted_by_one_of_them() -> None:
    case = named(CALLBACK, level=Confidentiality.P3).by("dispatcher")
    assert case.refused(RedactDemand(), "text") == "not_named"
    case = named(SENT, level=Confidentiality.P3).by("dispatcher")
    assert case.does(RedactDemand(), "text").kinds()[-1] == "DemandRedacted"
