"""Lives in the units (承办单位): in time, silent, urged, sent back by the reviewer, extended."""

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
from operations.scenarios.case import Case
from operations.scenarios.steps import HOUR, closed, dispatched, handled, help_wanted, solved

MORE_TIME: Final = RequestExtension(length=parse_limit("2 WD"), signed_by="head")
ALL_RUNGS: Final = timedelta(days=35)
"""Past the last rung of the handling ladder, ten working days after the due."""


async def help_in_time(case: Case) -> None:
    """An ordinary help order, in time; the caller is content."""
    await handled(case, help_wanted())
    await solved(case)
    await closed(case)


async def city_management_in_time(case: Case) -> None:
    """A matter of city management with its natural-hour limits; the work takes a few hours."""
    registration = Register(type=ItemType.HELP, class_=ItemClass.CITY_MANAGEMENT)
    await handled(case, registration)
    await case.lets_pass(5 * HOUR)
    await solved(case)
    await closed(case)


async def consult_in_time(case: Case) -> None:
    """A question that only the unit can answer."""
    await handled(case, Register(type=ItemType.CONSULT, reply_wanted=False))
    answer = SubmitResult(result_kind=ResultKind.ANSWERED, told_at=case.now)
    await case.acts(case.clerk, answer, answer="可以在线办理。", answer_source="办事指南。")
    await closed(case)


async def complaint_substantiated(case: Case) -> None:
    """A complaint that proves true; the unit speaks with the caller first."""
    await handled(case, Register(type=ItemType.COMPLAINT))
    await case.acts(case.clerk, Contact())
    found = SubmitResult(result_kind=ResultKind.SUBSTANTIATED, told_at=case.now)
    await case.acts(
        case.clerk,
        found,
        findings="情况属实。",
        handling_of_responsible="已批评教育。",
        handling_of_matter="已整改。",
        legal_basis="相关管理条例。",
    )
    await closed(case)


async def praise_conveyed(case: Case) -> None:
    """Praise goes to the unit; nobody is called back."""
    await handled(case, Register(type=ItemType.PRAISE))
    conveyed = SubmitResult(result_kind=ResultKind.CONVEYED)
    await case.acts(case.clerk, conveyed, result="已转达并通报表扬。")
    await closed(case)


async def silent_unit(case: Case) -> None:
    """The unit neither signs in nor handles; every rung sounds, then it does its duty late."""
    await dispatched(case, help_wanted(reply_wanted=False))
    await case.passes(ClockName.HANDLE, by=ALL_RUNGS)
    await case.acts(case.clerk, Accept())
    await solved(case)
    await closed(case)


async def late_sign_in(case: Case) -> None:
    """Responsibility moves by silence, the sign-in comes late, the work is in time."""
    await dispatched(case, help_wanted(reply_wanted=False))
    await case.passes(ClockName.ACCEPT, by=HOUR)
    await case.acts(case.clerk, Accept())
    await solved(case)
    await closed(case)


async def urged(case: Case) -> None:
    """The caller urges and adds something; both papers go in without anybody waiting."""
    await dispatched(case, help_wanted(reply_wanted=False))
    await case.posts("caller", Urge())
    await case.posts("caller", AddInfo(), text="晚上更严重。")
    await case.posts("seat-2", Dispatch(unit=case.other_unit))
    await case.acts(case.clerk, Accept())
    await solved(case)
    await closed(case)


async def sent_back_by_reviewer(case: Case) -> None:
    """The result is incomplete; the unit's clock goes on from its original due."""
    await handled(case, help_wanted(reply_wanted=False))
    await solved(case)
    await case.acts("reviewer-1", RejectReview(), reason="缺少现场照片。")
    await solved(case)
    await closed(case)


async def extension_approved(case: Case) -> None:
    """More time is asked for and granted; the old due passes, the new one is kept."""
    await _more_time_asked(case)
    await case.acts("head-1", ApproveExtension())
    await case.passes(ClockName.HANDLE, by=-HOUR)
    await solved(case)
    await closed(case)


async def extension_rejected(case: Case) -> None:
    """More time is refused and the work comes late."""
    await _more_time_asked(case)
    await case.acts("head-1", RejectExtension(), reason="理由不充分。")
    await case.passes(ClockName.HANDLE, by=HOUR)
    await solved(case)
    await closed(case)


async def extension_silent(case: Case) -> None:
    """Nobody decides about more time, so none is granted."""
    await _more_time_asked(case)
    await case.passes(ClockName.EXTENSION_DECISION, by=HOUR)
    await case.is_refused("head-1", ApproveExtension(), "no_extension_asked")
    await solved(case)
    await closed(case)


async def _more_time_asked(case: Case) -> None:
    await handled(case, help_wanted(reply_wanted=False))
    await case.acts(case.clerk, MORE_TIME, reason="配件需要采购。")
