"""What the database has on record of orders: under which law, who did what, what came of it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.order.act import Act
from readmodel.orders import queries
from readmodel.orders.queries import MOST, all_facts
from services.law.laws import Laws
from services.trials.what_if import LifeOnRecord
from store.commands.birth import birth_of
from store.commands.order_time import now
from store.commands.stored import CommandStatus
from store.engines import single
from store.tables import OrderStateRow

BORN: Final = OrderStateRow.born_at


@dataclass(frozen=True, slots=True, kw_only=True)
class InstantSpan:
    """From an instant on, and before another; None sets no bound."""

    since: datetime | None = None
    until: datetime | None = None


async def recorded_lives(
    engine: AsyncEngine, laws: Laws, span: InstantSpan
) -> AsyncIterator[LifeOnRecord]:
    """Read every order that was born within a span, running or over, by number; write nothing."""
    for number in await _numbers(engine, span):
        birth = await birth_of(engine, number)
        until = await now(engine, number)
        facts, acts = await all_facts(engine, number), await _acts(engine, number)
        if facts and acts:
            order = await laws.unborn(birth)
            yield LifeOnRecord(dossier=order.dossier, acts=acts, facts=facts, until=until)


async def _numbers(engine: AsyncEngine, span: InstantSpan) -> list[str]:
    wanted = select(OrderStateRow.number).order_by(OrderStateRow.number)
    if span.since is not None:
        wanted = wanted.where(span.since <= BORN)
    if span.until is not None:
        wanted = wanted.where(span.until > BORN)
    async with single(engine).connect() as connection:
        return list(await connection.scalars(wanted))


async def _acts(engine: AsyncEngine, number: str) -> tuple[Act, ...]:
    """What was decided of an order, however much."""
    found: list[Act] = []
    place, more = 0, True
    while more:
        page = await queries.commands(engine, number, after=place)
        found += [command.act for command in page if command.status is CommandStatus.DECIDED]
        more = len(page) == MOST
        place = page[-1].place or 0 if page else 0
    return tuple(found)
