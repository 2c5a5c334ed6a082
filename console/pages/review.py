"""The review desk: a result beside what was wanted; it stands, or goes back with a reason."""

import uuid
from typing import Annotated, Final, Literal

from fastapi import Form, Query, Request
from fastapi.responses import Response

from api.commands import KEY, Number
from api.dependencies import OfficeOf
from api.people import NamedOf
from console.pages.page import next_turn, page
from console.pages.page_route import page_router
from console.pages.visitors import VisitorOf
from domain.order.refusal import Refusal
from domain.vocabulary import State
from services.access.principal import Principal
from services.office import Office
from services.reviews.deciding import pass_result, send_back
from services.reviews.review import next_review, review_shown, reviews_waiting
from services.submission.bounds import LONGEST_TEXT

router = page_router()
DESK: Final = "/review"
CONFLICT: Final = 409
OneOrder = Annotated[str, Query(pattern="^[!-~]{1,64}$")]


@router.get(DESK)
async def desk(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    done: OneOrder = "",
    stands: State | None = None,
) -> Response:
    """The list, and beside it the most pressing result; `done` was decided just now."""
    return await _shown(request, office, principal, done=done, stands=stands)


@router.get(DESK + "/{number}")
async def one_result(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    number: Number,
    done: OneOrder = "",
    stands: State | None = None,
) -> Response:
    """One result beside the list."""
    return await _shown(request, office, principal, number, done=done, stands=stands)


@router.post(DESK + "/{number}")
async def decided(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    _: VisitorOf,
    number: Number,
    key: Annotated[str, Form(pattern=f"^{KEY.pattern}$")],
    decision: Annotated[Literal["pass", "reject"], Form()],
    reason: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
    without: Annotated[tuple[str, ...], Form()] = (),
) -> Response:
    """Let it stand or send it back, and go on; what is refused stays as it was written."""
    turn = next_review(await reviews_waiting(principal, office), number)
    if decision == "pass":
        reply = await pass_result(principal, office, number, key, note=reason, without=without)
    else:
        reply = await send_back(principal, office, number, key, reason=reason)
    if reply.refusal is not None:
        return await _shown(
            request, office, principal, number, CONFLICT, reason=reason, refusal=reply.refusal
        )
    return next_turn(DESK, turn, reply)


async def _shown(
    request: Request,
    office: Office,
    principal: Principal,
    number: str = "",
    status: int = 200,
    *,
    reason: str = "",
    refusal: Refusal | None = None,
    done: str = "",
    stands: State | None = None,
) -> Response:
    waiting = await reviews_waiting(principal, office)
    number = number or next_review(waiting, "")
    return page(
        request,
        "review.html",
        status,
        waiting=waiting,
        review=await review_shown(principal, office, number) if number else None,
        turn=next_review(waiting, number),
        reason=reason,
        refusal=refusal,
        done=done,
        stands=stands,
        once=str(uuid.uuid4()),
    )
