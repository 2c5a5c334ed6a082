"""Scenarios in the handling unit: in time, silent, urged, sent back by the reviewer, extended."""

from datetime import timedelta
from typing import Final

from domain.chapters.closing.commands import RejectReview
from domain.chapters.dispatch.commands import Accept, Contact, Dispatch
from domain.chapters.handling.commands import (
    AddInfo,
    ApproveExtension,
    RejectExtension,
    RequestExtension,
    SubmitResult,
)
from domain.chapters.intake.commands import Register
from domain.chapters.supervision.commands import Urge
from domain.time.limit import parse_limit
from domain.vocabulary import ClockName, ItemClass, ItemType, ResultKind
from operations.scenarios.scenario import (
    PlayedOrder,
    Steps,
    acts,
    is_refused,
    posts,
    waits,
    waits_past,
)
from operations.scenarios.steps import (
    HOUR,
    closed,
    dispatched,
    handled,
    help_wanted,
    solved,
    told,
)
from texts import zh

MORE_TIME: Final = RequestExtension(length=parse_limit("2 WD"), signed_by="head")
ALL_RUNGS: Final = timedelta(days=35)
"""Past the last rung of the handling ladder, ten working days after the due."""


def help_in_time(order: PlayedOrder) -> Steps:
    """An ordinary help order, in time; the caller is content."""
    yield from handled(order, help_wanted())
    yield solved(order)
    yield from closed(order)


def city_management_in_time(order: PlayedOrder) -> Steps:
    """A matter of city management with its natural-hour limits; the work takes a few hours."""
    registration = Register(type=ItemType.HELP, class_=ItemClass.CITY_MANAGEMENT)
    yield from handled(order, registration)
    yield waits(5 * HOUR)
    yield solved(order)
    yield from closed(order)


def consult_in_time(order: PlayedOrder) -> Steps:
    """A question that only the unit can answer."""
    yield from handled(order, Register(type=ItemType.CONSULT, reply_wanted=False))
    answer = SubmitResult(result_kind=ResultKind.ANSWERED, **told(order))
    yield acts(
        order.clerk,
        answer,
        answer=zh("scenarios.online_service"),
        answer_source=zh("scenarios.service_guide"),
    )
    yield from closed(order)


def complaint_substantiated(order: PlayedOrder) -> Steps:
    """A complaint that proves true; the unit speaks with the caller first."""
    yield from handled(order, Register(type=ItemType.COMPLAINT))
    yield acts(order.clerk, Contact())
    found = SubmitResult(result_kind=ResultKind.SUBSTANTIATED, **told(order))
    yield acts(
        order.clerk,
        found,
        findings=zh("scenarios.holds_true"),
        handling_of_responsible=zh("scenarios.reprimanded"),
        handling_of_matter=zh("scenarios.put_right"),
        legal_basis=zh("scenarios.regulations"),
    )
    yield from closed(order)


def praise_conveyed(order: PlayedOrder) -> Steps:
    """Praise goes to the unit; nobody is called back."""
    yield from handled(order, Register(type=ItemType.PRAISE))
    conveyed = SubmitResult(result_kind=ResultKind.CONVEYED)
    yield acts(order.clerk, conveyed, result=zh("scenarios.praise_passed_on"))
    yield from closed(order)


def silent_unit(order: PlayedOrder) -> Steps:
    """The unit neither signs in nor handles; every rung sounds, then it does its duty late."""
    yield from dispatched(order, help_wanted(reply_wanted=False))
    yield waits_past(ClockName.HANDLE, by=ALL_RUNGS)
    yield acts(order.clerk, Accept())
    yield solved(order)
    yield from closed(order)


def late_sign_in(order: PlayedOrder) -> Steps:
    """Responsibility moves by silence, the sign-in comes late, the work is in time."""
    yield from dispatched(order, help_wanted(reply_wanted=False))
    yield waits_past(ClockName.ACCEPT, by=HOUR)
    yield acts(order.clerk, Accept())
    yield solved(order)
    yield from closed(order)


def urged(order: PlayedOrder) -> Steps:
    """The caller urges and adds something; both papers go in without anybody waiting."""
    yield from dispatched(order, help_wanted(reply_wanted=False))
    yield posts("seat-1", Urge())
    yield posts("seat-1", AddInfo(), text=zh("scenarios.worse_at_night"))
    yield posts("seat-2", Dispatch(unit=order.other_unit))
    yield acts(order.clerk, Accept())
    yield solved(order)
    yield from closed(order)


def sent_back_by_reviewer(order: PlayedOrder) -> Steps:
    """The result is incomplete; the unit's clock goes on from its original due."""
    yield from handled(order, help_wanted(reply_wanted=False))
    yield solved(order)
    yield acts("reviewer-1", RejectReview(), reason=zh("scenarios.photo_missing"))
    yield solved(order)
    yield from closed(order)


def extension_approved(order: PlayedOrder) -> Steps:
    """More time is asked for and granted; the old due passes, the new one is kept."""
    yield from _more_time_asked(order)
    yield acts("head-1", ApproveExtension())
    yield waits_past(ClockName.HANDLE, by=-HOUR)
    yield solved(order)
    yield from closed(order)


def extension_rejected(order: PlayedOrder) -> Steps:
    """More time is refused and the work comes late."""
    yield from _more_time_asked(order)
    yield acts("head-1", RejectExtension(), reason=zh("scenarios.reason_not_enough"))
    yield waits_past(ClockName.HANDLE, by=HOUR)
    yield solved(order)
    yield from closed(order)


def extension_silent(order: PlayedOrder) -> Steps:
    """Nobody decides about more time, so none is granted."""
    yield from _more_time_asked(order)
    yield waits_past(ClockName.EXTENSION_DECISION, by=HOUR)
    yield is_refused("head-1", ApproveExtension(), "no_extension_asked")
    yield solved(order)
    yield from closed(order)


def _more_time_asked(order: PlayedOrder) -> Steps:
    yield from handled(order, help_wanted(reply_wanted=False))
    yield acts(order.clerk, MORE_TIME, reason=zh("scenarios.parts_to_buy"))
