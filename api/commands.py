"""One endpoint per command: the paper is read, received under its stamp, delivered and answered."""

import re
import uuid
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from api.dependencies import OfficeOf
from api.people import NamedOf
from api.problem_table import GivenUp, KeyMissing, RefusedByLaw
from api.problems import Responses, problems
from domain.vocabulary import State
from services.access.principal import Principal
from services.desk.drafts import drop_draft
from services.office import Office
from services.submission import on_behalf
from services.submission.command_json import commands, paper_model, read_paper
from services.submission.counter import Handed, OpenHanded, Reply
from services.views import Instant
from texts import glossed, titled, zh

KEY: Final = re.compile("[!-~]{1,128}")
REGISTER: Final = "register"
DRAFT: Final = "X-Paidan-Draft"
PROBLEMS: Final = problems(400, 401, 403, 404, 409, 413)
router = APIRouter(tags=[glossed("openapi.commands")])

Number = Annotated[str, Path(pattern=r"^[!-~]{1,64}$", description=zh("openapi.order_number"))]


class ActReceived(BaseModel):
    """An act that was decided: a reader at or past `version` sees its effect."""

    number: str
    command_id: str
    received_at: Instant
    version: int
    state: State


class ActPending(BaseModel):
    """An act that was received; what becomes of it stands at `status_url`."""

    command_id: str
    status_url: str


PENDING: Final[Responses] = {
    202: {
        "description": "received; the outcome is not known yet, see status_url",
        "model": ActPending,
    }
}
ANSWERS: Final = {**PENDING, **PROBLEMS}


def _key(idempotency_key: Annotated[str, Header()] = "") -> str:
    if not KEY.fullmatch(idempotency_key):
        raise KeyMissing
    return idempotency_key


KeyOf = Annotated[str, Depends(_key)]


async def _registration(
    request: Request,
    office: OfficeOf,
    key: KeyOf,
    pack: Annotated[str, Query(max_length=64)] = "",
) -> OpenHanded:
    paper = read_paper(REGISTER, await request.body())
    return OpenHanded(paper=paper, key=key, law=await office.law_in_force(pack))


DraftOf = Annotated[
    uuid.UUID | None,
    Header(alias=DRAFT, description="The draft of one's own that this act was written in."),
]
RegistrationOf = Annotated[OpenHanded, Depends(_registration)]


@router.post("/orders", status_code=201, response_model=ActReceived, responses=ANSWERS)
async def register(
    office: OfficeOf, principal: NamedOf, handed: RegistrationOf, draft: DraftOf = None
) -> Response:
    """Open a new order under the pack in force."""
    reply = await on_behalf.register(principal, office, handed)
    await _take_along(principal, office, draft, reply)
    return _answer(reply, success=201)


@router.post("/imported-orders", status_code=201, response_model=ActReceived, responses=ANSWERS)
async def register_imported(
    office: OfficeOf, principal: NamedOf, handed: RegistrationOf
) -> Response:
    """Open a new order for a demand out of a file, on behalf of whoever imports it."""
    return _answer(await on_behalf.register_imported(principal, office, handed), success=201)


def _endpoint(name: str) -> Callable[..., Awaitable[Response]]:
    async def act(
        request: Request,
        office: OfficeOf,
        principal: NamedOf,
        key: KeyOf,
        number: Number,
        via: Annotated[Literal["update", "signal"], Query()] = "update",
        draft: DraftOf = None,
    ) -> Response:
        paper = read_paper(name, await request.body())
        handed = Handed(number=number, paper=paper, key=key, via=via)
        reply = await on_behalf.act(principal, office, handed)
        await _take_along(principal, office, draft, reply)
        return _answer(reply, success=200)

    act.__name__ = name
    return act


async def _take_along(
    principal: Principal, office: Office, draft: uuid.UUID | None, reply: Reply
) -> None:
    """Let the draft of an act go once the act is done: what was refused is written anew."""
    if draft is not None and reply.receipt is not None:
        await drop_draft(principal, office, draft)


def _answer(reply: Reply, *, success: int) -> Response:
    """Say what became of a paper: done, refused, or not known yet."""
    if reply.refusal is not None:
        raise RefusedByLaw(reply.refusal)
    if reply.failure:
        raise GivenUp
    command = str(reply.command_id)
    if reply.receipt is None:
        pending = ActPending(command_id=command, status_url=f"/commands/{command}")
        return _written(pending, 202, reply)
    received = ActReceived(
        number=reply.number,
        command_id=command,
        received_at=reply.received_at,
        version=reply.receipt.version,
        state=reply.receipt.state,
    )
    return _written(received, success, reply)


def _written(body: BaseModel, status: int, reply: Reply) -> Response:
    headers = {"Idempotency-Replayed": "true"} if reply.replayed else None
    return JSONResponse(body.model_dump(mode="json"), status_code=status, headers=headers)


def _schema(name: str) -> dict[str, Any]:
    schema = paper_model(name).model_json_schema()
    return {"requestBody": {"content": {"application/json": {"schema": schema}}, "required": True}}


def _open_endpoints() -> None:
    for name in commands():
        if name == REGISTER:
            continue
        router.add_api_route(
            f"/orders/{{number}}/{name}",
            _endpoint(name),
            methods=["POST"],
            operation_id=name,
            summary=titled(f"acts.{name}"),
            response_model=ActReceived,
            responses=ANSWERS,
            openapi_extra=_schema(name),
        )


_open_endpoints()
