"""Sending files in by the front window, piece by piece."""

from typing import Final
from uuid import uuid4

import httpx

from tests.acting import named
from tests.api.window import headers
from tests.pictures import photo

PIECE: Final = 30_000
CALLERS: Final = "add_file"
EVIDENCE: Final = "add_evidence"


async def announced(
    window: httpx.AsyncClient, by: str, order: str, act: str, size: int, key: str = ""
) -> httpx.Response:
    """Somebody says that a file is to come."""
    said = {"order": order, "act": act, "size": size}
    return await window.post("/attachments", json=said, headers=headers(by, key))


async def piece(
    window: httpx.AsyncClient, by: str, id: str, offset: int, content: bytes
) -> httpx.Response:
    """The next piece comes."""
    told = {**named(by), "Upload-Offset": str(offset)}
    return await window.patch(f"/attachments/{id}", content=content, headers=told)


async def sent_in(
    window: httpx.AsyncClient, by: str, order: str, act: str, content: bytes | None = None
) -> str:
    """A whole file is sent in; its number."""
    content = photo() if content is None else content
    reply = await announced(window, by, order, act, len(content))
    assert reply.status_code == 201, reply.text
    id = str(reply.json()["id"])
    for offset in range(0, len(content), PIECE):
        reply = await piece(window, by, id, offset, content[offset : offset + PIECE])
        assert reply.status_code == 200, reply.text
    assert reply.json()["form"]
    return id


async def attaches(
    window: httpx.AsyncClient, by: str, order: str, act: str, id: str, name: str = "现场.jpg"
) -> httpx.Response:
    """Somebody attaches what was sent in."""
    said = {"attachment": id, "file_name": name}
    return await window.post(f"/orders/{order}/{act}", json=said, headers=headers(by, str(uuid4())))


async def attached(
    window: httpx.AsyncClient, by: str, order: str, act: str, content: bytes | None = None
) -> str:
    """A file that lies in an order; its number."""
    id = await sent_in(window, by, order, act, content)
    reply = await attaches(window, by, order, act, id)
    assert reply.status_code == 200, reply.text
    return id


async def seen(window: httpx.AsyncClient, by: str, order: str) -> list[str]:
    """The files of an order that are shown to somebody."""
    reply = await window.get(f"/orders/{order}/attachments", headers=named(by))
    assert reply.status_code == 200, reply.text
    return [one["id"] for one in reply.json()]
