"""The callback desk: who may be called now, a call with its three questions, what was tried."""

import uuid
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Form, Query, Request
from fastapi.responses import Response

from api.commands import KEY, Number
from api.dependencies import OfficeOf
from api.people import NamedOf
from console.pages.page import next_turn, page, see_other
from console.pages.page_route import page_router
from console.pages.visitors import VisitorOf
from domain.chapters.caller.terms import PersonalData
from domain.order.refusal import Refusal
from domain.vocabulary import State
from services.access.principal import Principal
from services.callbacks.call import call_shown, caller_shown
from services.callbacks.call_list import call_list
from services.callbacks.recording import CallOutcome, look_at_caller, record_call
from services.office import Office
from services.submission.bounds import LONGEST_TEXT

router = page_router()
DESK: Final = "/callback"
CONFLICT: Final = 409
PART: Final = "HX-Request"
"""Says that a part of a page is asked for, and not a page."""
YesOrNo = Literal["yes", "no", ""]
Key = Annotated[str, Form(pattern=f"^{KEY.pattern}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidInCall:
    """The form of a call as it was filled in."""

    answered: Literal["yes", "no"]
    key: str
    contacted: YesOrNo = ""
    solved: YesOrNo = ""
    satisfied: int | None = None
    words: str = ""

    @property
    def outcome(self) -> CallOutcome:
        """What the call came to; of a call that nobody answered there is nothing else to say."""
        if self.answered == "no":
            return CallOutcome(answered=False)
        return CallOutcome(
            answered=True,
            contacted=_as_bool(self.contacted),
            solved=_as_bool(self.solved),
            satisfied=self.satisfied,
            words=self.words,
        )


def _as_bool(said: YesOrNo) -> bool | None:
    return None if said == "" else said == "yes"


def _said(
    answered: Annotated[Literal["yes", "no"], Form()],
    key: Key,
    contacted: Annotated[YesOrNo, Form()] = "",
    solved: Annotated[YesOrNo, Form()] = "",
    satisfied: Annotated[int | None, Form(ge=1, le=5)] = None,
    words: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
) -> SaidInCall:
    return SaidInCall(
        answered=answered,
        key=key,
        contacted=contacted,
        solved=solved,
        satisfied=satisfied,
        words=words,
    )


SaidOf = Annotated[SaidInCall, Depends(_said)]
OneOrder = Annotated[str, Query(pattern="^[!-~]{1,64}$")]


@router.get(DESK)
async def desk(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    done: OneOrder = "",
    stands: State | None = None,
) -> Response:
    """The list, and beside it the first call that may be made now; `done` was recorded just now,
    and stands so."""
    return await _shown(request, office, principal, "", done=done, stands=stands)


@router.get(DESK + "/{number}")
async def one_call(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    number: Number,
    done: OneOrder = "",
    stands: State | None = None,
    viewed: uuid.UUID | None = None,
) -> Response:
    """One call beside the list; `viewed` is one's own look at the caller."""
    return await _shown(request, office, principal, number, done=done, stands=stands, viewed=viewed)


@router.get(DESK + "/{number}/caller")
async def caller(
    request: Request, office: OfficeOf, principal: NamedOf, number: Number
) -> Response:
    """Who is called, masked again."""
    shown = await caller_shown(principal, office, number)
    return page(request, "callback_caller.html", caller=shown, once=_new_key(), refusal=None)


@router.post(DESK + "/{number}/caller")
async def looked(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    _: VisitorOf,
    number: Number,
    key: Key,
    fields: Annotated[tuple[PersonalData, ...], Form()],
    reason: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
) -> Response:
    """Show who is called, once it is on record that and why somebody looked."""
    reply = await look_at_caller(principal, office, number, fields, reason, key)
    if PART not in request.headers:
        return see_other(f"{DESK}/{number}?viewed={reply.command_id}")
    viewed = None if reply.refusal else reply.command_id
    shown = await caller_shown(principal, office, number, viewed=viewed)
    status = CONFLICT if reply.refusal else 200
    return page(
        request,
        "callback_caller.html",
        status,
        caller=shown,
        once=_new_key(),
        refusal=reply.refusal,
    )


@router.post(DESK + "/{number}/record")
async def recorded(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    _: VisitorOf,
    number: Number,
    said: SaidOf,
) -> Response:
    """Record what the call came to, and go on to the next; what is refused stays as it was said."""
    turn = (await call_list(principal, office)).after(number)
    reply = await record_call(principal, office, number, said.outcome, said.key)
    if reply.refusal is not None:
        return await _shown(
            request, office, principal, number, CONFLICT, said=said, refusal=reply.refusal
        )
    return next_turn(DESK, turn, reply)


async def _shown(
    request: Request,
    office: Office,
    principal: Principal,
    number: str,
    status: int = 200,
    *,
    said: SaidInCall | None = None,
    refusal: Refusal | None = None,
    viewed: uuid.UUID | None = None,
    **more: Any,
) -> Response:
    calls = await call_list(principal, office)
    number = number or calls.after("")
    call = await call_shown(principal, office, number) if number else None
    return page(
        request,
        "callback.html",
        status,
        calls=calls,
        call=call,
        caller=await caller_shown(principal, office, number, viewed=viewed) if number else None,
        turn=calls.after(number),
        said=said,
        refusal=refusal,
        once=_new_key(),
        **{"done": "", "stands": None} | more,
    )


def _new_key() -> str:
    """What tells the next act from every other, however often its form is sent."""
    return str(uuid.uuid4())
