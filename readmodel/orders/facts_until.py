"""The facts of many orders up to an instant, and which orders there were."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.order.fact import Fact
from store.engines import single
from store.tables import FactRow, OrderStateRow
from store.wire import stored_fact


async def born_until(
    engine: AsyncEngine,
    seen: ColumnElement[bool],
    instant: datetime,
    *,
    after: str | None,
    limit: int,
) -> list[str]:
    """The numbers of the orders that the reader sees and that were born by an instant, newest
    first, behind the cursor."""
    born = (
        select(FactRow.order_number)
        .join(OrderStateRow, OrderStateRow.number == FactRow.order_number)
        .where(FactRow.seq == 1, FactRow.occurred_at <= instant, seen)
    )
    if after is not None:
        born = born.where(FactRow.order_number < after)
    born = born.order_by(FactRow.order_number.desc()).limit(limit)
    async with single(engine).connect() as connection:
        return list(await connection.scalars(born))


async def facts_of_orders(
    engine: AsyncEngine, numbers: Sequence[str], instant: datetime | None = None
) -> dict[str, list[Fact]]:
    """The facts of several orders, in their order, by the order's number; only those that had
    occurred by an instant where one is given; raises DamagedFact."""
    wanted = select(FactRow.order_number, FactRow.seq, FactRow.body).where(
        FactRow.order_number.in_(numbers)
    )
    if instant is not None:
        wanted = wanted.where(FactRow.occurred_at <= instant)
    wanted = wanted.order_by(FactRow.order_number, FactRow.seq)
    facts = defaultdict[str, list[Fact]](list)
    async with single(engine).connect() as connection:
        for number, seq, body in await connection.execute(wanted):
            facts[number].append(stored_fact(number, seq, body))
    return facts
