"""Every order decided again from what is kept of it, and its rows held against that."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client

from audit.comparison import AT_ONCE, Difference, check_order, differences
from audit.history import NoHistory, archived_runs
from audit.rows import known_orders, stored_rows

STRANGE: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What the core says of facts that nobody could have recorded."""


@dataclass(slots=True, kw_only=True)
class Checked:
    """How many facts were derived again, and what is otherwise."""

    facts: int = 0
    differences: list[Difference] = field(default_factory=list[Difference])


async def check_orders(
    client: Client, engine: AsyncEngine, only: Collection[str] | None = None
) -> Checked:
    """Check every order, or only some, out of the archive first and out of Temporal if need be."""
    checked, turns = Checked(), asyncio.Semaphore(AT_ONCE)

    async def check(number: str, started: bool) -> None:
        async with turns:
            facts, agrees = await _from_archive(engine, number)
            checked.facts += facts
            if not agrees:
                checked.differences += await differences_of(client, engine, number, started=started)

    orders = await known_orders(engine)
    wanted = {n: started for n, started in orders.items() if only is None or n in only}
    await asyncio.gather(*(check(number, started) for number, started in wanted.items()))
    checked.differences.sort(key=lambda one: (one.order, one.what, one.where))
    return checked


async def differences_of(
    client: Client, engine: AsyncEngine, number: str, *, started: bool = True
) -> list[Difference]:
    """What is otherwise in an order; content that no reader foresaw is named as such."""
    try:
        return await check_order(client, engine, number, started=started)
    except STRANGE as strange:
        where = f"cannot be read ({type(strange).__name__})"
        return [Difference(order=number, what="history", where=where)]


async def _from_archive(engine: AsyncEngine, number: str) -> tuple[int, bool]:
    """How many facts an order has, and whether what is archived accounts for all of its rows."""
    stored = await stored_rows(engine, number)
    facts = len(stored.tables["fact"])
    try:
        runs = await archived_runs(engine, number)
        return facts, bool(runs) and not any(differences(number, runs, stored))
    except (NoHistory, *STRANGE):
        return facts, False
