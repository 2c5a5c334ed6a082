"""Photos and papers of orders: sent in piece by piece, attached by an act, shown like texts.

Nothing of them is ever opened here: a browser is told to keep a file, and to run nothing of it."""

import uuid
from typing import Annotated, Final, Literal
from urllib.parse import quote

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.commands import KeyOf, Number
from api.dependencies import OfficeOf
from api.people import NamedOf
from api.problems import problems
from services.attachments.sending import FileAnnounced, FileSent, announce, how_far, send
from services.attachments.showing import (
    AttachmentShown,
    FileBytes,
    attachment_bytes,
    attachments_of_order,
    thumbnail_bytes,
)
from texts import glossed

router = APIRouter(
    tags=[glossed("openapi.attachments")], responses=problems(401, 403, 404, 409, 413)
)
LARGEST_INTEGER: Final = 2**31 - 1
KEPT_BY_THE_BROWSER: Final = {"Content-Security-Policy": "default-src 'none'; sandbox"}
Offset = Annotated[int, Header(alias="Upload-Offset", ge=0, le=LARGEST_INTEGER)]
ANY_BYTES: Final = {
    "requestBody": {
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    }
}


class FileOffered(BaseModel):
    """A file that is to be sent in."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    order: Annotated[str, Field(pattern=r"^[!-~]{1,64}$")]
    act: Literal["add_file", "add_evidence"]
    size: Annotated[int, Field(ge=1, le=LARGEST_INTEGER)]


@router.post("/attachments", status_code=201)
async def begin(said: FileOffered, office: OfficeOf, principal: NamedOf, key: KeyOf) -> FileSent:
    """Begin to send a file in; the act that is named attaches it when all has come."""
    wanted = FileAnnounced(order=said.order, act=said.act, size=said.size)
    return await announce(principal, office, wanted, key)


@router.patch("/attachments/{id}", openapi_extra=ANY_BYTES)
async def go_on(
    id: uuid.UUID, request: Request, office: OfficeOf, principal: NamedOf, offset: Offset
) -> FileSent:
    """Send the next piece; the answer says where the one after it begins."""
    return await send(principal, office, id, offset, await request.body())


@router.get("/attachments/{id}")
async def standing(id: uuid.UUID, office: OfficeOf, principal: NamedOf) -> FileSent:
    """How far one's own file has come: whoever lost the line goes on from there."""
    return await how_far(principal, office, id)


@router.get("/orders/{number}/attachments")
async def listed(
    number: Number, office: OfficeOf, principal: NamedOf
) -> tuple[AttachmentShown, ...]:
    """The files of an order that are shown to whoever asks."""
    return await attachments_of_order(principal, office, number)


@router.get("/orders/{number}/attachments/{id}", response_class=Response)
async def one(number: Number, id: uuid.UUID, office: OfficeOf, principal: NamedOf) -> Response:
    """A file of an order, to be kept and not opened."""
    return _kept(await attachment_bytes(principal, office, number, id))


@router.get("/orders/{number}/attachments/{id}/thumbnail", response_class=Response)
async def small(number: Number, id: uuid.UUID, office: OfficeOf, principal: NamedOf) -> Response:
    """The small picture of a picture."""
    return _kept(await thumbnail_bytes(principal, office, number, id))


def _kept(file: FileBytes) -> Response:
    name = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = {**KEPT_BY_THE_BROWSER, "Content-Disposition": name}
    return Response(file.content, media_type=file.media_type, headers=headers)
