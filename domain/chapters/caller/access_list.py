"""The access list: who may see who called, what about and where, of a caller known to few (6.2).

One person asks and another agrees; anybody who may take somebody off it does so alone."""

from dataclasses import replace
from typing import Final

from domain.chapters.caller.commands import ApproveAccess, EndAccess, RequestAccess
from domain.chapters.caller.confidentiality import PROTECTED, require_protected
from domain.chapters.caller.facts import AccessEnded, AccessGranted, AccessRequested
from domain.chapters.caller.terms import MAY_BE_NAMED
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import NOBODY_NAMED, AccessList
from domain.order.refusal import refusal
from domain.order.shared_refusals import SECOND_PERSON_NEEDED
from domain.values.changed_copy import changing
from domain.vocabulary import OVER

ACCESS_ALREADY_REQUESTED = refusal("access_already_requested")
NO_ACCESS_REQUESTED = refusal("no_access_requested")
NO_PERSON_NAMED = refusal("no_person_named")
NOT_PLATFORM_STAFF = refusal("not_platform_staff")
OF_THE_ACCUSED_UNIT = refusal("of_the_accused_unit")
OWN_ACCESS = refusal("own_access")
NOT_ON_THE_LIST = refusal("not_on_the_list")

NEVER_THE_ACCUSED: Final = (*PROTECTED, "X:X26")
NEVER_OF_A_PROVIDER: Final = (*PROTECTED, "NA-06")


@decides(RequestAccess, even_when=OVER)
def request_access(decision: Decision, command: RequestAccess) -> None:
    """6.2: staff of the platform alone, by their posts, and nobody of a unit that is accused.

    One request at a time: whoever agrees must know to whom."""
    require_protected(decision)
    asked = bool(decision.order.access_list.asked)
    decision.require(not asked, ACCESS_ALREADY_REQUESTED, *PROTECTED)
    decision.require(bool(command.people), NO_PERSON_NAMED, *PROTECTED)
    _require_platform_staff(decision, command)
    _require_nobody_accused(decision, command)
    decision.require_texts("reason", basis=PROTECTED)
    people = tuple(sorted(set(command.people)))
    decision.record(AccessRequested(by=decision.actor.person, people=people), basis=PROTECTED)


def _require_platform_staff(decision: Decision, command: RequestAccess) -> None:
    staff = {
        post.person for post in command.posts if post.role in MAY_BE_NAMED and not post.outsourced
    }
    others = tuple(sorted(set(command.people) - staff))
    decision.require(not others, NOT_PLATFORM_STAFF, *NEVER_OF_A_PROVIDER, about=others)


def _require_nobody_accused(decision: Decision, command: RequestAccess) -> None:
    accused = decision.order.about_unit
    theirs = tuple(sorted(post.person for post in command.posts if post.unit == accused))
    decision.require(
        not accused or not theirs, OF_THE_ACCUSED_UNIT, *NEVER_THE_ACCUSED, about=theirs
    )


@applies(AccessRequested)
def _requested(order: Order, content: AccessRequested, _: Fact) -> Order:
    listed = replace(order.access_list, asked=content.people, asked_by=content.by)
    return changing(order, access_list=listed)


@decides(ApproveAccess, even_when=OVER)
def approve_access(decision: Decision, _: ApproveAccess) -> None:
    """6.2, 6.1: four eyes; neither whoever asked nor whoever would be named."""
    listed = decision.order.access_list
    decision.require(bool(listed.asked), NO_ACCESS_REQUESTED, *PROTECTED)
    another = not decision.actor.is_one_of((listed.asked_by,))
    decision.require(another, SECOND_PERSON_NEEDED, *PROTECTED)
    decision.require(not decision.actor.is_one_of(listed.asked), OWN_ACCESS, *PROTECTED)
    content = AccessGranted(requested_by=listed.asked_by, people=listed.asked)
    decision.record(content, basis=PROTECTED)


@applies(AccessGranted)
def _granted(order: Order, content: AccessGranted, _: Fact) -> Order:
    named = tuple(sorted({*order.access_list.named, *content.people}))
    return changing(order, access_list=AccessList(named=named))


@decides(EndAccess, even_when=OVER)
def end_access(decision: Decision, command: EndAccess) -> None:
    """6.2: whoever is no longer needed is taken off by one person, and so is a request."""
    listed = decision.order.access_list
    decision.require(listed != NOBODY_NAMED, NOT_ON_THE_LIST, *PROTECTED)
    decision.require(bool(command.people), NO_PERSON_NAMED, *PROTECTED)
    strangers = tuple(sorted(set(command.people) - {*listed.named, *listed.asked}))
    decision.require(not strangers, NOT_ON_THE_LIST, *PROTECTED, about=strangers)
    decision.require_texts("reason", basis=PROTECTED)
    decision.record(AccessEnded(people=tuple(sorted(set(command.people)))), basis=PROTECTED)


@applies(AccessEnded)
def _ended(order: Order, content: AccessEnded, _: Fact) -> Order:
    listed, gone = order.access_list, set(content.people)
    asked = tuple(person for person in listed.asked if person not in gone)
    left = AccessList(
        named=tuple(person for person in listed.named if person not in gone),
        asked=asked,
        asked_by=listed.asked_by if asked else "",
    )
    return changing(order, access_list=left)
