"""Every answer bears the id of its request, and so does every line that is logged under it."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import httpx
import pytest
import structlog

from api.app import build
from services.installation import logs
from services.office import Office
from tests.api.window import a_number

SECRET = "张三 13800000000"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """What this process logs."""
    stream, before = io.StringIO(), structlog.get_config()
    handlers = logging.getLogger().handlers[:]
    logs.configure("api", "info", stream)
    yield stream
    structlog.configure(**before)
    structlog.contextvars.clear_contextvars()
    logging.getLogger().handlers[:] = handlers


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    """What was logged, line by line."""
    return [json.loads(line) for line in out.getvalue().splitlines()]


async def test_an_id_that_is_short_and_plain_is_returned(window: httpx.AsyncClient) -> None:
    reply = await window.get("/healthz", headers={"X-Request-ID": "gateway-7.a_b"})
    assert reply.headers["X-Request-ID"] == "gateway-7.a_b"


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", 'a"b', "姓名".encode(), "a\tb"])
async def test_any_other_is_replaced_by_a_new_one(
    window: httpx.AsyncClient, given: str | bytes
) -> None:
    replies = [await window.get("/healthz", headers={"X-Request-ID": given}) for _ in range(2)]
    ids = {reply.headers["X-Request-ID"] for reply in replies}
    assert len(ids) == 2
    assert all(len(one) == 32 and one.isalnum() for one in ids)


async def test_a_refused_request_has_its_id_too(window: httpx.AsyncClient) -> None:
    headers = {"X-Request-ID": "mine", "Content-Length": str(10**6)}
    reply = await window.post("/orders", content=b"x" * 10**6, headers=headers)
    assert (reply.status_code, reply.headers["X-Request-ID"]) == (413, "mine")


async def test_a_line_names_the_request_and_the_order_of_its_path(
    window: httpx.AsyncClient, out: io.StringIO
) -> None:
    number = await a_number(window)
    await window.get(f"/orders/{number}", headers={"X-Request-ID": "first"})
    logs.logger().info("of the first")
    await window.get(f"/orders/{SECRET}", headers={"X-Request-ID": "second"})
    logs.logger().info("of the second")
    first, second = lines(out)[-2:]
    assert (first["request_id"], first["order"]) == ("first", number)
    assert (second["request_id"], second.get("order")) == ("second", None)
    assert SECRET not in out.getvalue()


async def test_a_fault_is_answered_and_logged_under_its_id(out: io.StringIO) -> None:
    def no_office() -> AbstractAsyncContextManager[Office]:
        raise AssertionError("this transport opens no office: whoever asks for it meets a fault")

    app = build(no_office)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        reply = await client.get("/orders", headers={"X-Request-ID": "faulty"})
    assert (reply.status_code, reply.headers["X-Request-ID"]) == (500, "faulty")
    [alarm] = [line for line in lines(out) if line["event"] == "ALARM fault"]
    assert (alarm["request_id"], alarm["error"]) == ("faulty", "AttributeError")
