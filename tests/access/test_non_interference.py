"""What the accused unit is answered does not depend on who reported, nor tells it that there is a
report at all (6.2, X26).

Two cities of one template live the same orders; only the people who reported are others."""

import json
import os
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from statistics import median, quantiles
from typing import Final

import httpx
import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.dispatch.commands import Accept
from domain.order.terms import Confidentiality
from domain.parties import Parties
from domain.summary import Summary
from domain.vocabulary import Secrecy, Urgency
from operations.embedded import Services
from operations.virtual import VirtualHotline
from readmodel.orders.publisher import store_in
from store.tables import CommandRow, WorkOrderRow
from store.vault.blind_index_rows import store_traces
from store.vault.encryption import new_keys
from store.vault.vault_rows import store_deposit, store_keys
from tests.access.city import CityWindow, city_window, person_of
from tests.access.posts import DISTRICT, HOME
from tests.access.relations import act_on, born
from tests.acting import named
from tests.domain.case import Case
from workflows.ports import Batch

pytestmark = pytest.mark.long(seconds=30)
PAIRS: Final = int(os.environ.get("PAIDAN_TEST_PAIRS", "40"))
"""Five hundred, where somebody takes four minutes to be sure."""
TIMED: Final = 4 * PAIRS
WARM: Final = 50
PRINCIPALS: Final = (
    *("unit_clerk", "unit_gateway", "unit_officer", "unit_head"),
    *("territorial", "cohost", "district_centre"),
)
"""Everybody of the accused unit whom the city's register knows."""
HANDLERS: Final = ("foreign", "above", "below", "elsewhere")
SAID: Final = {"demand": "路灯不亮", "place": "解放路 1 号"}
SECRETS: Final = dict.fromkeys(("name", "phone", "id_number", *SAID), Secrecy.PERSON)
FAMILY: Final = "赵钱孙李周吴郑王"


def reporter(chance: random.Random) -> dict[str, str]:
    """Somebody who reports."""
    return {
        "name": chance.choice(FAMILY) + "某" * chance.randint(1, 3),
        "phone": f"13{chance.randrange(10**9):09}",
        "id_number": f"{chance.randrange(10**18):018}",
    }


def lived(place: int) -> Case:
    """A demand about the accused unit, most of them reports, on its way to another one."""
    chance = random.Random(f"life {place}")
    case = Case(number=f"20260302-{place + 1:06}").dispatched(
        to=chance.choice(HANDLERS),
        type=chance.choice(("report", "report", "complaint")),
        about_unit=HOME,
        district=chance.choice(("", DISTRICT)),
        urgency=chance.choice((Urgency.ORDINARY, Urgency.URGENT)),
    )
    if case.order.confidentiality < Confidentiality.P2 and chance.random() < 0.5:
        case.by("seat_agent").does(SetConfidentiality(level=Confidentiality.P2))
    if chance.random() < 0.5:
        case.by("unit_clerk").does(Accept())
    return case


async def reported(
    connection: AsyncConnection, hotline: VirtualHotline, case: Case, who: dict[str, str]
) -> None:
    """Put a case on record as somebody reported it."""
    number, said = case.order.number, {**SAID, **who}
    await connection.execute(insert(WorkOrderRow).values(born(number)))
    batch = Batch(
        recorded_at=case.now,
        facts=tuple(case.facts),
        standing=Summary.of(case.order),
        parties=Parties.of(case.order),
    )
    await store_in(connection, batch)
    registration = act_on(number)
    await connection.execute(insert(CommandRow).values(registration))
    keys = new_keys(number)
    await store_keys(connection, hotline.counter.master, None, keys)
    deposit = keys.deposit(registration["id"], said, SECRETS)
    await store_deposit(connection, number, registration["id"], deposit)
    await store_traces(connection, number, hotline.counter.index.traces(said))


@pytest.fixture(scope="module")
async def worlds(
    services: Services, hotline: VirtualHotline
) -> AsyncIterator[tuple[CityWindow, CityWindow]]:
    """Two cities that differ in who reported, and in nothing else."""
    async with AsyncExitStack() as stack:
        both = [await stack.enter_async_context(city_window(services, hotline)) for _ in range(2)]
        for place in range(PAIRS):
            case = lived(place)
            for world, city in enumerate(both):
                who = reporter(random.Random(f"{world} {place}"))
                async with city.engine.begin() as connection:
                    await reported(connection, hotline, case, who)
        yield both[0], both[1]


async def answered(city: CityWindow, name: str, path: str) -> tuple[int, object, bytes]:
    """The whole answer: status, headers and body."""
    headers = {**named(person_of(name)), "X-Request-ID": "same"}
    reply = await city.client.get(path, headers=headers)
    return reply.status_code, sorted(reply.headers.items()), reply.content


@pytest.mark.parametrize("name", PRINCIPALS)
async def test_the_accused_unit_is_answered_alike_whoever_reported(
    worlds: tuple[CityWindow, CityWindow], name: str
) -> None:
    lists = (
        *("/orders?limit=200", "/orders?type=report", "/orders?confidentiality=P2"),
        *("/orders?overdue=true", f"/orders?district={DISTRICT}", f"/orders?unit={HOME}"),
        *(f"/units/{HOME}/figures?from=2026-03-01&to=2026-04-01", f"/units/{HOME}", "/duty"),
    )
    numbers = [f"20260302-{place + 1:06}" for place in range(PAIRS)]
    ways = ("", "/facts", "/allowed", "/similar", "/suggestions", "/attachments", "/papers")
    chance = random.Random(name)
    orders = [f"/orders/{number}{chance.choice(ways)}" for number in numbers]
    one, other = worlds
    for path in (*lists, *orders):
        assert await answered(one, name, path) == await answered(other, name, path), path


@pytest.mark.parametrize("name", PRINCIPALS)
async def test_no_list_of_the_accused_unit_names_what_it_is_accused_of(
    worlds: tuple[CityWindow, CityWindow], name: str
) -> None:
    _, _, body = await answered(worlds[0], name, "/orders?limit=200")
    numbers = {order["number"] for order in json.loads(body)["orders"]}
    assert not {number for number in numbers if number.startswith("20260302-")}


async def test_a_dispatcher_finds_them_all(worlds: tuple[CityWindow, CityWindow]) -> None:
    """Otherwise the tests above would hold for an empty city."""
    _, _, body = await answered(worlds[0], "dispatcher", "/orders?limit=200&type=report")
    listed = {order["number"] for order in json.loads(body)["orders"]}
    reports = [case.order for case in map(lived, range(PAIRS)) if case.order.item_type == "report"]
    assert listed >= {report.number for report in reports[-150:]}
    assert reports


async def took(client: httpx.AsyncClient, number: str) -> float:
    """How long it takes to be told that there is no such order."""
    begun = time.perf_counter()
    reply = await client.get(f"/orders/{number}", headers=named("unit_clerk"))
    assert reply.status_code == 404
    return time.perf_counter() - begun


async def test_that_there_is_an_order_is_not_told_by_how_long_the_answer_takes(
    worlds: tuple[CityWindow, CityWindow],
) -> None:
    """Medians of interleaved pairs lie within five in a hundred, or within what known orders differ
    among themselves."""
    client, chance = worlds[0].client, random.Random(1)
    known, again, unknown = list[float](), list[float](), list[float]()
    for turn in range(WARM + TIMED):
        first, second = (f"20260302-{chance.randrange(PAIRS) + 1:06}" for _ in range(2))
        asked = [(known, first), (unknown, f"20260302-{chance.randrange(500_000, 999_999):06}")]
        asked.append((again, second))
        chance.shuffle(asked)
        for spent, number in asked:
            seconds = await took(client, number)
            if turn >= WARM:
                spent.append(seconds)
    low, _, high = quantiles(known, n=4)
    apart = abs(median(known) - median(unknown))
    spread = max(abs(median(known) - median(again)), (high - low) / 2)
    assert apart <= 0.05 * median(known) or apart <= spread, (median(known), median(unknown))
