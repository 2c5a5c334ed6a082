"""As of an instant: what the window says afterwards is what it said then."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from domain.chapters.dispatch.commands import Accept
from domain.chapters.handling.commands import SubmitResult
from domain.vocabulary import Channel, ResultKind
from operations.virtual import VirtualHotline
from tests.api.window import is_problem
from tests.audit.lives import dispatched, hand_in

A_MICROSECOND = timedelta(microseconds=1)
LISTS = ({"overdue": True}, {"state": "PENDING_ACCEPT"}, {"unit": "water"}, {"state": "HANDLING"})
POLLS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Photograph:
    """How an order stood, and on which lists, when somebody looked."""

    taken: datetime
    shown: dict[str, Any]
    on_lists: list[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    """An order and its photographs."""

    number: str
    photographs: list[Photograph]


@pytest.fixture(scope="module")
async def album(window: httpx.AsyncClient, hotline: VirtualHotline) -> Album:
    number = await dispatched(hotline)
    album = Album(number=number, photographs=[await photograph(window, hotline, number)])
    await hotline.pass_time(number, timedelta(hours=30))
    await lapse_is_shown(window, number)
    album.photographs.append(await photograph(window, hotline, number))
    await hand_in(hotline, number, Accept(), "water-clerk")
    album.photographs.append(await photograph(window, hotline, number))
    result = SubmitResult(
        result_kind=ResultKind.SOLVED, told_at=await hotline.now(number), told_via=Channel.PHONE
    )
    await hand_in(hotline, number, result, "water-clerk", solution="修好", evidence="照片")
    album.photographs.append(await photograph(window, hotline, number))
    return album


async def photograph(window: httpx.AsyncClient, hotline: VirtualHotline, number: str) -> Photograph:
    shown = await asked(window, f"/orders/{number}")
    on_lists = [number in await listed(window, **wanted) for wanted in LISTS]
    return Photograph(taken=await hotline.now(number), shown=shown, on_lists=on_lists)


async def lapse_is_shown(window: httpx.AsyncClient, number: str) -> None:
    for _ in range(POLLS):
        if clock_of(await asked(window, f"/orders/{number}"), "accept/1")["lapsed"]:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the duty to sign in never lapsed")


def clock_of(shown: dict[str, Any], clock: str) -> dict[str, Any]:
    return next(found for found in shown["clocks"] if found["id"] == clock)


async def asked(window: httpx.AsyncClient, path: str, **params: Any) -> Any:
    reply = await window.get(path, params=params)
    assert reply.status_code == 200, reply.text
    return reply.json()


async def listed(window: httpx.AsyncClient, **wanted: Any) -> list[str]:
    found = await asked(window, "/orders", limit=200, **wanted)
    return [order["number"] for order in found["orders"]]


async def test_every_photograph_is_developed_again(window: httpx.AsyncClient, album: Album) -> None:
    for photograph in album.photographs:
        as_of = photograph.taken.isoformat()
        then = await asked(window, f"/orders/{album.number}", as_of=as_of)
        assert datetime.fromisoformat(then.pop("as_of")) == photograph.taken
        assert then == photograph.shown


async def test_the_lists_are_as_they_stood(window: httpx.AsyncClient, album: Album) -> None:
    for photograph in album.photographs:
        for wanted, was_on_list in zip(LISTS, photograph.on_lists, strict=True):
            then = await listed(window, as_of=photograph.taken.isoformat(), **wanted)
            assert (album.number in then) is was_on_list, wanted
    assert len({tuple(photograph.on_lists) for photograph in album.photographs}) > 2


async def test_a_lapse_stands_from_its_own_instant_on(
    window: httpx.AsyncClient, album: Album
) -> None:
    last = album.photographs[-1].shown
    due = datetime.fromisoformat(clock_of(last, "accept/1")["original_due"])
    path = f"/orders/{album.number}"
    at_due = await asked(window, path, as_of=due.isoformat())
    before = await asked(window, path, as_of=(due - A_MICROSECOND).isoformat())
    assert clock_of(at_due, "accept/1")["lapsed"] == due.isoformat()
    assert clock_of(before, "accept/1")["lapsed"] is None


async def test_a_list_is_the_same_page_by_page(window: httpx.AsyncClient, album: Album) -> None:
    await asked(window, "/orders")
    as_of = album.photographs[1].taken.isoformat()
    whole = await asked(window, "/orders", as_of=as_of, limit=3)
    first = await asked(window, "/orders", as_of=as_of, limit=1)
    assert first["orders"] == whole["orders"][:1]
    if first["next"]:
        second = await asked(window, "/orders", as_of=as_of, limit=1, after=first["next"])
        assert second["orders"] == whole["orders"][1:2]


async def test_what_had_not_happened_is_a_clear_no(
    window: httpx.AsyncClient, hotline: VirtualHotline, album: Album
) -> None:
    born = datetime.fromisoformat(album.photographs[0].shown["born_at"])
    ahead = await hotline.now(album.number) + timedelta(hours=1)
    for question in ("", "/facts", "/ledger", "/explain"):
        path = f"/orders/{album.number}{question}"
        early = await window.get(path, params={"as_of": (born - A_MICROSECOND).isoformat()})
        assert is_problem(early, 409) == "not_yet_born"
        late = await window.get(path, params={"as_of": ahead.isoformat()})
        assert is_problem(late, 409) == "still_to_come"


async def test_a_list_of_the_future_is_refused_and_one_of_the_past_is_empty(
    window: httpx.AsyncClient, album: Album
) -> None:
    late = await window.get("/orders", params={"as_of": "2999-01-01T00:00:00Z"})
    assert is_problem(late, 409) == "still_to_come"
    assert await listed(window, as_of="2001-01-01") == []
    bad = await window.get(f"/orders/{album.number}", params={"as_of": "noon"})
    assert is_problem(bad, 422) == "bad_request"
    unknown = await window.get("/orders/20200101-000001", params={"as_of": "2026-01-01"})
    assert is_problem(unknown, 404) == "unknown_order"


async def test_facts_ledger_and_explanations_stop_at_the_instant(
    window: httpx.AsyncClient, album: Album
) -> None:
    path, taken = f"/orders/{album.number}", album.photographs[1].taken
    facts = await asked(window, f"{path}/facts", as_of=taken.isoformat())
    assert len(facts) == album.photographs[1].shown["version"]
    ledger = await asked(window, f"{path}/ledger", as_of=taken.isoformat())
    assert [line["seq"] for line in ledger if line["seq"]] == [fact["seq"] for fact in facts]
    told = await asked(window, f"{path}/explain", as_of=taken.isoformat(), clock="accept/1")
    assert "ended" not in " ".join(told["accept/1"])
