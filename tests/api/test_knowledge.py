"""The knowledge base at the window: proposed, approved, cited, found wrong."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from domain.chapters.afterwards.commands import CorrectAnswer
from operations.embedded import Services
from operations.virtual import VirtualHotline
from policies.access import Right, Scope, access_rights
from policies.library import load_pack, pack_names
from readmodel.orders import queries
from store.commands.stored import Via
from store.vault.vault_rows import open_texts
from tests.api.window import a_number, front_window, headers, is_problem, registered
from tests.earlier_orders import become_earlier
from tests.hotline import Case, opens
from tests.hotlines import open_hotline

ENTRY = {"code": "water-7", "title": "停水通知", "text": "停水须提前 24 小时公告。"}


@pytest.fixture
async def city(
    services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    """A hotline with a knowledge base of its own, which begins empty."""
    async with open_hotline(services, tmp_path_factory.mktemp("city"), "knowledge") as city:
        yield city


@pytest.fixture
async def window(city: VirtualHotline) -> AsyncIterator[httpx.AsyncClient]:
    """The front window of that hotline."""
    async with front_window(city, city.engines) as client:
        yield client


async def posts(
    window: httpx.AsyncClient, path: str, by: str, key: str = "", **said: Any
) -> httpx.Response:
    """Somebody hands something in."""
    return await window.post(path, json=said, headers=headers(by, key))


async def approved(window: httpx.AsyncClient, **changes: str) -> int:
    """The number of a version that two people have seen."""
    added = await posts(window, "/knowledge", "seat-1", **{**ENTRY, **changes})
    assert added.status_code == 201, added.text
    entry = added.json()
    path = f"/knowledge/{entry['code']}/{entry['version']}/approve"
    assert (await posts(window, path, "lead-1")).json()["stands"] == "approved"
    return int(entry["version"])


async def answers(window: httpx.AsyncClient, version: int, key: str = "") -> httpx.Response:
    """A seat answers a new question from the entry."""
    number = (await registered(window, type="consult")).json()["number"]
    return await answers_on(window, number, version, key)


async def answers_on(
    window: httpx.AsyncClient, number: str, version: int, key: str = ""
) -> httpx.Response:
    """A seat answers a question from the entry."""
    said = {"kb_entry": "water-7", "kb_version": version, "answer": "提前 24 小时"}
    return await posts(window, f"/orders/{number}/answer", "seat-1", key, **said)


async def test_an_entry_is_written_approved_and_found(window: httpx.AsyncClient) -> None:
    first = await posts(window, "/knowledge", "seat-1", "k", **ENTRY)
    assert (first.status_code, first.json()["stands"]) == (201, "proposed")
    assert (await posts(window, "/knowledge", "seat-1", "k", **ENTRY)).json() == first.json()
    other = await posts(window, "/knowledge", "seat-1", "k", **{**ENTRY, "text": "x"})
    assert is_problem(other, 409) == "key_reused"
    assert (await window.get("/knowledge?words=停水")).json() == {"entries": []}
    own = await posts(window, "/knowledge/water-7/1/approve", "seat-1")
    assert is_problem(own, 403) == "role_may_not"
    await posts(window, "/knowledge/water-7/1/approve", "lead-1")
    found = (await window.get("/knowledge?words=停水 公告")).json()["entries"]
    assert [(e["code"], e["version"], e["unit"]) for e in found] == [("water-7", 1, "hotline")]
    assert (await window.get("/knowledge/water-7")).json()["in_force"] == 1


async def test_nobody_approves_his_own_words(window: httpx.AsyncClient) -> None:
    await posts(window, "/knowledge", "lead-1", **ENTRY)
    own = await posts(window, "/knowledge/water-7/1/approve", "lead-1")
    assert is_problem(own, 409) == "second_person_needed"


async def test_what_is_not_there_or_cannot_be_read_is_named(window: httpx.AsyncClient) -> None:
    assert is_problem(await window.get("/knowledge/water-9"), 404) == "unknown_entry"
    gone = await posts(window, "/knowledge/water-7/1/withdraw", "lead-1", reason="错")
    assert is_problem(gone, 404) == "unknown_entry"
    backwards = {**ENTRY, "valid_from": "2026-05-01", "valid_to": "2026-04-30"}
    told = await posts(window, "/knowledge", "seat-1", **backwards)
    assert is_problem(told, 422) == "ends_before_it_begins"
    blank = await posts(window, "/knowledge", "seat-1", **{**ENTRY, "text": " ", "colour": "red"})
    assert is_problem(blank, 422) == "bad_request"
    assert {e["field"] for e in blank.json()["errors"]} == {"text", "colour"}
    observer = await posts(window, "/knowledge", "observer-1", **ENTRY)
    assert is_problem(observer, 403) == "role_may_not"


async def test_an_answer_cites_what_is_in_force_or_is_not_received(
    window: httpx.AsyncClient, city: VirtualHotline
) -> None:
    assert (await answers(window, 5)).status_code == 200, "an empty knowledge base refuses nobody"
    await approved(window)
    await approved(window, text="停水须提前 48 小时公告。")
    number = (await registered(window, type="consult")).json()["number"]
    for version in (0, 1, 3):
        reply = await answers_on(window, number, version)
        assert is_problem(reply, 409) == "knowledge_not_in_force"
        assert reply.json()["about"] == ["water-7", str(version)]
        assert reply.json()["in_force"] == 2
    assert len(await queries.commands(city.engines.patient, number)) == 1
    assert (await answers_on(window, number, 2)).status_code == 200


async def test_an_answer_given_twice_is_one_though_its_entry_was_withdrawn_meanwhile(
    window: httpx.AsyncClient,
) -> None:
    version = await approved(window)
    number = (await registered(window, type="consult")).json()["number"]
    first = await answers_on(window, number, version, "once")
    await posts(window, "/knowledge/water-7/1/withdraw", "lead-1", reason="期限有误")
    again = await answers_on(window, number, version, "once")
    assert (again.status_code, again.json()) == (200, first.json())
    assert is_problem(await answers(window, version), 409) == "knowledge_not_in_force"


async def test_whoever_was_answered_wrongly_is_corrected_once(
    window: httpx.AsyncClient, city: VirtualHotline
) -> None:
    version = await approved(window)
    numbers = [(await answers(window, version)).json()["number"] for _ in range(2)]
    await approved(window, text="停水须提前 48 小时公告。")
    wrong = f"/knowledge/water-7/{version}/withdraw"
    for person in ("supervisor-1", "lead-1"):
        reply = await posts(window, wrong, person, reason="期限有误")
        assert sorted(reply.json()["orders"]) == sorted(numbers)
    for number in numbers:
        stored = (await queries.commands(city.engines.patient, number))[2:]
        assert [(c.act.command, c.via, c.act.actor.person) for c in stored] == [
            (CorrectAnswer(kb_entry="water-7", version=version), Via.SIGNAL, "supervisor-1")
        ]
        texts = await open_texts(city.engines.patient, city.counter.master, number)
        assert texts[stored[0].id] == {"answer": "停水须提前 48 小时公告。"}


async def test_an_order_of_an_earlier_edition_is_listed_and_keeps_no_other_from_being_told(
    window: httpx.AsyncClient, city: VirtualHotline
) -> None:
    version = await approved(window)
    earlier, told = [(await answers(window, version)).json()["number"] for _ in range(2)]
    await become_earlier(city.engines.patient, earlier)
    wrong = f"/knowledge/water-7/{version}/withdraw"
    reply = await posts(window, wrong, "lead-1", reason="期限有误")
    assert sorted(reply.json()["orders"]) == sorted([earlier, told])
    acts = {n: len(await queries.commands(city.engines.patient, n)) for n in (earlier, told)}
    assert acts == {earlier: 2, told: 3}


async def test_withdrawn_again_it_finds_whoever_was_not_told_and_says_why_it_was_wrong(
    window: httpx.AsyncClient, city: VirtualHotline
) -> None:
    engine, version = city.engines.patient, await approved(window)
    wrong, number = f"/knowledge/water-7/{version}/withdraw", await a_number(window)
    assert is_problem(await posts(window, wrong, "seat-1", reason="错"), 403) == "role_may_not"
    command = {"kb_entry": "water-7", "kb_version": version}
    case = Case(hotline=city, number=number)
    assert (await posts(window, wrong, "lead-1", reason="期限有误")).json()["orders"] == []
    late = await case.is_received("answer", by="seat-1", answer="是", **command)
    assert (await posts(window, wrong, "lead-1", reason="期限")).json()["orders"] == [number]
    stored = (await queries.commands(engine, number))[-1]
    assert (stored.act.command.name, stored.place) == ("correct_answer", (late.place or 0) + 1)
    texts = await open_texts(engine, city.counter.master, number)
    assert texts[stored.id] == {"answer": "期限有误"}


@pytest.mark.rule("WF-38.3")
async def test_the_answer_of_a_closed_order_flows_back(
    window: httpx.AsyncClient, city: VirtualHotline
) -> None:
    case = await opens(city, type="consult")
    await case.facts(at_least=1)
    learned = {"from": case.number, "title": "停水通知"}
    early = await posts(window, "/knowledge/water-7/propose", "seat-2", **learned)
    assert is_problem(early, 409) == "order_not_closed"
    said = {"answer": "张三您好,提前 24 小时", "public_answer": "停水提前 24 小时公告"}
    await case.does("answer", by="seat-1", kb_entry="", **said)
    await case.facts(at_least=3)
    entry = (await posts(window, "/knowledge/water-7/propose", "seat-2", **learned)).json()
    assert (entry["text"], entry["source_order"]) == ("停水提前 24 小时公告", case.number)
    assert (entry["unit"], entry["stands"]) == ("hotline", "proposed")
    nobody = await posts(window, "/knowledge/water-7/propose", "dispatcher-1", **learned)
    assert is_problem(nobody, 403) == "role_may_not"


async def test_nothing_flows_back_from_a_secret_order(
    window: httpx.AsyncClient, city: VirtualHotline
) -> None:
    case = await opens(city, type="consult")
    await case.does("set_confidentiality", by="seat-1", level="P2")
    await case.does("answer", by="seat-1", kb_entry="", answer="是")
    await case.facts(at_least=4)
    told = await posts(
        window, "/knowledge/water-7/propose", "seat-2", **{"from": case.number, "title": "x"}
    )
    assert is_problem(told, 409) == "order_is_confidential"


@pytest.mark.parametrize("name", pack_names())
def test_whoever_withdraws_a_version_may_correct_its_answers(name: str) -> None:
    permission = load_pack(name).permission("correct_answer")
    assert permission is not None
    assert set(permission.roles) >= access_rights()[Right.WITHDRAW_KNOWLEDGE].scopes[Scope.ALL]
