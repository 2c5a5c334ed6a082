"""What cannot be read, or may not be asked, is told as a problem; nothing of it is kept."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from operations.virtual import VirtualHotline
from services.submission.command_json import commands
from tests.acting import named
from tests.api.window import DEMAND, a_number, headers, is_problem, rows


@pytest.fixture(autouse=True)
async def nothing_is_kept(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> AsyncIterator[None]:
    """Whatever a test here asks for leaves no row, and the window goes on."""
    before = await rows(hotline.engines)
    yield
    assert await rows(hotline.engines) == before
    assert (await window.get("/health")).status_code == 200


@pytest.fixture(scope="session")
async def number(window: httpx.AsyncClient) -> str:
    """An order that waits in intake."""
    return await a_number(window)


BAD_BODIES: dict[str, bytes] = {
    "not JSON": b"{",
    "a list": b"[]",
    "a word": b'"help"',
    "nothing": b"null",
    "NaN": b'{"satisfied": NaN, "answered": true}',
    "Infinity": b'{"satisfied": Infinity, "answered": true}',
    "minus Infinity": b'{"satisfied": -Infinity, "answered": true}',
    "a number beyond all": b'{"satisfied": 1e999, "answered": true}',
    "an integer beyond the column": b'{"satisfied": 9223372036854775808, "answered": true}',
    "5000 digits": b'{"satisfied": ' + b"9" * 5000 + b', "answered": true}',
    "a fraction": b'{"satisfied": 1.5, "answered": true}',
    "zero": b'{"satisfied": 0, "answered": true}',
    "a word for a number": b'{"satisfied": "1", "answered": true}',
    "a number for a word": b'{"answered": 1}',
    "missing": b"{}",
    "unknown field": b'{"answered": true, "state": "CLOSED"}',
    "own receipt time": b'{"answered": true, "received_at": "2020-01-01T00:00:00Z"}',
    "given twice": b'{"answered": true, "answered": false}',
    "given twice inside": b'{"answered": true, "words": {"a": 1, "a": 2}}',
    "NUL": b'{"answered": true, "words": "a\\u0000b"}',
    "raw NUL": b'{"answered": true, "words": "a\x00b"}',
    "lone surrogate": b'{"answered": true, "words": "\\ud800"}',
    "bidirectional override": '{"answered": true, "words": "\u202egnp"}'.encode(),
    "not UTF-8": b'{"answered": true, "words": "\xff\xfe"}',
    "UTF-16": '{"answered": true}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"answered": true}',
    "nested deeply": b'{"words": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    "blank text": b'{"answered": true, "words": "   "}',
    "long text": json.dumps({"answered": True, "words": "长" * 20_001}).encode()[:65_000],
    "long name": b'{"' + b"x" * 60_000 + b'": 1}',
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
async def test_a_paper_that_cannot_be_read(
    window: httpx.AsyncClient, number: str, body: bytes
) -> None:
    place = f"/orders/{number}/record_callback"
    reply = await window.post(place, content=body, headers=headers("callback-1"))
    assert is_problem(reply, 422) == "bad_paper"
    assert reply.json()["errors"]
    assert all(error["reason"] for error in reply.json()["errors"])
    assert len(reply.content) < 5000


async def test_every_wrong_field_is_named(window: httpx.AsyncClient, number: str) -> None:
    wrong = {"answered": "yes", "satisfied": 9, "channel": "pigeon", "colour": "red"}
    place = f"/orders/{number}/record_callback"
    reply = await window.post(place, json=wrong, headers=headers("callback-1"))
    fields = [error["field"] for error in reply.json()["errors"]]
    assert sorted(fields) == ["answered", "channel", "colour", "satisfied"]


@pytest.mark.parametrize("size", [65_537, 71_680, 1_048_576])
async def test_a_body_that_is_too_large(window: httpx.AsyncClient, number: str, size: int) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(size // 1024 + 1):
            yield b"x" * 1024

    place = f"/orders/{number}/add_info"
    announced = await window.post(place, content=b"x" * size, headers=headers("seat-1"))
    assert is_problem(announced, 413) == "too_large"
    streamed = await window.post(place, content=pieces(), headers=headers("seat-1"))
    assert is_problem(streamed, 413) == "too_large"


async def test_who_is_nobody(window: httpx.AsyncClient, number: str) -> None:
    place, key = f"/orders/{number}/urge", {"Idempotency-Key": "nobody"}
    assert is_problem(await window.post(place, headers=key), 401) == "nobody_named"
    for person in ["nobody", "' OR 1=1 --", "SEAT-1", "x" * 65, "x" * 4000]:
        reply = await window.post(place, headers={**key, **named(person)})
        assert is_problem(reply, 403) == "unknown_person"


STRANGE: list[bytes] = [b"\xe5\xbc\xa0", b"a\x00b", b"a\x1fb", b"\xff", b"\x7f", b"a b\tc"]


@pytest.mark.parametrize("word", STRANGE)
@pytest.mark.parametrize("name", ["Authorization", "X-Paidan-Post", "Idempotency-Key"])
async def test_strange_words_in_headers(
    window: httpx.AsyncClient, number: str, name: str, word: bytes
) -> None:
    said: Any = [(k.encode(), v.encode()) for k, v in headers().items() if k != name]
    place = f"/orders/{number}/accept"
    reply = await window.post(place, headers=[*said, (name.encode(), word)])
    is_problem(reply, 400, 401, 403, 422)


@pytest.mark.parametrize("key", ["", "x" * 129, " ", "\t"])
async def test_a_paper_without_a_usable_key(
    window: httpx.AsyncClient, number: str, key: str
) -> None:
    place = f"/orders/{number}/urge"
    said = {**named("seat-1"), "Idempotency-Key": key}
    assert is_problem(await window.post(place, headers=said), 400) == "key_missing"
    without = await window.post(place, headers=named("seat-1"))
    assert is_problem(without, 400) == "key_missing"


async def test_what_does_not_exist(window: httpx.AsyncClient, number: str) -> None:
    somebody = headers()
    for place in (f"/orders/{number}/explode", "/nowhere", f"/orders/{number}/accept/now"):
        assert is_problem(await window.post(place, headers=somebody), 404) == "not_found"
    unknown = await window.post("/orders/20200101-000001/accept", headers=headers("water-clerk"))
    assert is_problem(unknown, 404) == "unknown_order"
    wrong_pack = await window.post("/orders?pack=moon", json=DEMAND, headers=somebody)
    assert is_problem(wrong_pack, 404) == "unknown_pack"
    assert is_problem(await window.delete(f"/orders/{number}"), 405) == "method_not_allowed"
    nothing = "00000000-0000-0000-0000-000000000000"
    assert is_problem(await window.get(f"/commands/{nothing}"), 404) == "unknown_command"
    for records in ("ledger", "explain"):
        gone = await window.get(f"/orders/20200101-000001/{records}")
        assert is_problem(gone, 404) == "unknown_order"


NUMBERS = ["%00", "%ff", "a b", "号", "x" * 65, "-1", "1e9", "%F0%9F%98%80", "..", "%2e%2e", "'--"]
PLACES = ["/orders/{}", "/orders/{}/facts", "/commands/{}", "/orders/{}/ledger"]


@pytest.mark.parametrize("wrong", NUMBERS)
async def test_what_is_no_number(window: httpx.AsyncClient, wrong: str) -> None:
    for place in PLACES:
        reply = await window.get(place.format(wrong))
        if reply.status_code not in (200, 307):
            is_problem(reply, 404, 405, 422)
    reply = await window.post(f"/orders/{wrong}/urge", headers=headers("seat-1"))
    is_problem(reply, 404, 405, 422)


QUESTIONS = [
    "limit=-1",
    "limit=0",
    "limit=99999999999999999999",
    "limit=NaN",
    "limit=",
    "level=6",
    "level=-1",
    "level=2147483648",
    "state=OPEN",
    "type=%00",
    "class=x",
    "overdue=perhaps",
    "unit=" + "x" * 65,
    "after=" + "x" * 65,
]


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_list_that_cannot_be_asked_for(window: httpx.AsyncClient, question: str) -> None:
    assert is_problem(await window.get(f"/orders?{question}"), 422) == "bad_request"


@pytest.mark.parametrize("question", ["unit=%00", "district=%00", "after=%00", "unit=%ED%A0%80"])
async def test_a_list_by_words_that_no_row_can_hold(
    window: httpx.AsyncClient, question: str
) -> None:
    reply = await window.get(f"/orders?{question}")
    if reply.status_code != 200:
        is_problem(reply, 422)
    else:
        assert reply.json()["orders"] == [] or question.startswith("after")


@pytest.mark.parametrize("version", ["-1", "2147483648", "x", "1e3", ""])
async def test_a_version_that_is_none(window: httpx.AsyncClient, number: str, version: str) -> None:
    reply = await window.get(f"/orders/{number}?min_version={version}")
    assert is_problem(reply, 422) == "bad_request"


JUNK: list[bytes] = [b"", b"{}", b"[[]]", b"0", b'{"name": "accept"}', b"\x00", b'{"unit": {}}']


@pytest.mark.parametrize("name", commands())
async def test_every_window_stands_up_to_junk(
    window: httpx.AsyncClient, number: str, name: str
) -> None:
    place = f"/orders/{number}/{name}" if name != "register" else "/orders"
    for body in JUNK:
        reply = await window.post(place, content=body, headers=headers("nobody"))
        assert is_problem(reply, 403) == "unknown_person"
        empty = await window.post(place, content=body, headers=named("seat-1"))
        assert is_problem(empty, 400) == "key_missing"
    for body in JUNK[2:]:
        reply = await window.post(place, content=body, headers=headers())
        assert is_problem(reply, 422) == "bad_paper"
