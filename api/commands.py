"""One endpoint per command: the paper is read, received under its stamp, delivered and answered."""

import re
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from api.dependencies import OfficeOf
from api.people import ActorOf
from api.problems import Problem, refused
from services.office import Office
from services.submission.command_json import commands, paper_model, read_paper
from services.submission.counter import Handed, OpenHanded, Reply

KEY: Final = re.compile("[!-~]{1,128}")
REGISTER: Final = "register"
ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    202: {"description": "received; the outcome is not known yet, see status_url"},
    400: {"description": "no idempotency key"},
    401: {"description": "nobody is named"},
    403: {"description": "the role may not give this command"},
    404: {"description": "no such order"},
    409: {"description": "refused by the rules, or the key was used for another paper"},
    413: {"description": "the body is over 64 KiB"},
    422: {"description": "the paper cannot be read; every wrong field is named"},
    503: {"description": "the database does not answer; nothing was acknowledged"},
}
router = APIRouter(tags=["commands 办件"])

Number = Annotated[str, Path(pattern=r"^[!-~]{1,64}$", description="工单号")]


def _key(idempotency_key: Annotated[str, Header()] = "") -> str:
    if not KEY.fullmatch(idempotency_key):
        raise Problem(
            400, "key_missing", "Idempotency-Key is missing, too long or not printable ASCII"
        )
    return idempotency_key


KeyOf = Annotated[str, Depends(_key)]


@router.post("/orders", status_code=201, responses=ANSWERS)
async def register(
    request: Request,
    office: OfficeOf,
    actor: ActorOf,
    key: KeyOf,
    pack: Annotated[str, Query(max_length=64)] = "",
) -> JSONResponse:
    """登记: open a new order under the pack in force."""
    paper = read_paper(REGISTER, await request.body())
    law = await _law(office, pack)
    handed = OpenHanded(paper=paper, actor=actor, key=key, law=law)
    return _answer(await office.counter.open(handed), success=201)


async def _law(office: Office, pack: str) -> Any:
    law = await office.laws.in_force(pack or office.city.pack)
    if law is None:
        raise Problem(404, "unknown_pack", f"no rule pack is called {pack[:64]!r}")
    return law


def _endpoint(name: str) -> Callable[..., Awaitable[Response]]:
    async def act(
        request: Request,
        office: OfficeOf,
        actor: ActorOf,
        key: KeyOf,
        number: Number,
        via: Annotated[Literal["update", "signal"], Query()] = "update",
    ) -> Response:
        paper = read_paper(name, await request.body())
        handed = Handed(number=number, paper=paper, actor=actor, key=key, via=via)
        return _answer(await office.counter.act(handed), success=200)

    act.__name__ = name
    return act


def _answer(reply: Reply, *, success: int) -> JSONResponse:
    """Say what became of a paper: done, refused, or not known yet."""
    if reply.refusal is not None:
        raise refused(reply.refusal)
    if reply.failure:
        raise Problem(500, "given_up", "the command could not be delivered; the office was told")
    headers = {"Idempotency-Replayed": "true"} if reply.replayed else None
    if reply.receipt is None:
        status = f"/commands/{reply.command_id}"
        pending = {"command_id": str(reply.command_id), "status_url": status}
        return JSONResponse(pending, status_code=202, headers=headers)
    body: dict[str, Any] = {
        "number": reply.number,
        "command_id": str(reply.command_id),
        "received_at": reply.received_at.isoformat(),
        "version": reply.receipt.version,
        "state": reply.receipt.state,
    }
    return JSONResponse(body, status_code=success, headers=headers)


def _schema(name: str) -> dict[str, Any]:
    schema = paper_model(name).model_json_schema()
    return {"requestBody": {"content": {"application/json": {"schema": schema}}, "required": True}}


def _open_endpoints() -> None:
    for name, command in commands().items():
        if name == REGISTER:
            continue
        router.add_api_route(
            f"/orders/{{number}}/{name}",
            _endpoint(name),
            methods=["POST"],
            operation_id=name,
            summary=(command.__doc__ or name).splitlines()[0],
            responses=ANSWERS,
            openapi_extra=_schema(name),
        )


_open_endpoints()
