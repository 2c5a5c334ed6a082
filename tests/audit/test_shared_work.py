"""Many orders are shared among processes, and nothing else is found than by one."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from audit.verify import shared_work
from audit.verify.verification import Kept, Question, verify_kept
from domain.order.terms import Mode
from operations.bench.closed_orders import store_closed_orders
from operations.bench.verify import bench_verify
from operations.embedded import Services
from tests.audit.archives import SIGNER
from tests.databases import founded

ORDERS = 5
A_STRANGER = "UPDATE fact SET actor = 'a stranger' WHERE order_number = 'made-000003' AND seq = 4"


@pytest.fixture
async def engine(services: Services) -> AsyncIterator[AsyncEngine]:
    """An empty database."""
    async with founded(services.database_url, Mode.REAL) as database:
        yield database.engines.patient


async def verified(engine: AsyncEngine, steps: list[tuple[int, int]]) -> Kept:
    """Verify all that is kept, and note each step."""
    async with engine.connect() as connection:
        question = Question(key=SIGNER.key)
        return await verify_kept(connection, question, lambda *step: steps.append(step))


async def test_many_processes_find_what_one_finds(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store_closed_orders(engine, SIGNER, ORDERS)
    async with engine.begin() as connection:
        await connection.execute(text(A_STRANGER))
    alone, steps = await verified(engine, []), list[tuple[int, int]]()
    monkeypatch.setattr(shared_work, "FEW", 0)
    monkeypatch.setattr(shared_work, "TOGETHER", 2)
    assert (await verified(engine, steps)).orders == alone.orders
    assert steps == [(2, ORDERS), (4, ORDERS), (ORDERS, ORDERS)]
    [[difference]] = alone.orders.unsettled.values()
    assert (difference.order, difference.where) == ("made-000003", "4: actor")


async def test_the_bench_tells_how_much_was_proved(engine: AsyncEngine) -> None:
    found = await bench_verify(engine, orders=2, rounds=1)
    assert (found["orders"], found["rounds"]) == (2, 1)
    assert found["facts"] > 20
    assert found["paidan"]["facts_per_second"] > 0
