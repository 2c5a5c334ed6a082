"""Frozen months: written once with the figures of their day, read ever after."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.assessment.period import Period
from readmodel.scorecards.marks import AT_ONCE, IN_PERIOD, asked, span
from readmodel.scorecards.scorecard_tables import FrozenMonthRow, ScorecardRow
from store.engines import single

ORDERS: Final = text(f"""
SELECT order_number, version
  FROM scorecard
 WHERE order_number IN (
       SELECT order_number
         FROM scorecard_mark
        WHERE kind = :kind AND (at >= :since AND at < :until OR at IS NULL) {IN_PERIOD})
""")
MOVED: Final = text("""
SELECT known.key AS order_number, CAST(known.value AS integer) AS version
  FROM frozen_month, jsonb_each_text(CAST(orders AS jsonb)) AS known
 WHERE month = :month AND EXISTS (
       SELECT FROM fact
        WHERE order_number = known.key AND seq > CAST(known.value AS integer) AND kind <> :filing)
 ORDER BY known.key
""")
FILING: Final = "Archived"
"""The fact that an order was filed says nothing of how it fared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenMonth:
    """A month as it was when it was frozen."""

    month: str
    pack: str
    edition: str
    figures: Mapping[str, Any]
    sha256: bytes
    frozen_at: datetime


async def frozen_month(engine: AsyncEngine, month: str) -> FrozenMonth | None:
    """A month that is frozen, or None."""
    row = FrozenMonthRow
    columns = (row.pack, row.pack_edition, row.figures, row.sha256, row.frozen_at)
    async with single(engine).connect() as connection:
        asked_for = select(*columns).where(row.month == month)
        found = (await connection.execute(asked_for)).one_or_none()
    if found is None:
        return None
    return FrozenMonth(
        month=month,
        pack=found.pack,
        edition=found.pack_edition,
        figures=json.loads(found.figures),
        sha256=found.sha256,
        frozen_at=found.frozen_at,
    )


async def first_opened(engine: AsyncEngine) -> datetime | None:
    """When the first order on record was opened."""
    async with single(engine).connect() as connection:
        found: datetime | None = await connection.scalar(select(func.min(ScorecardRow.opened)))
        return found


async def add_month(connection: AsyncConnection, row: Mapping[str, Any]) -> bool:
    """Write a month down; False if it was frozen before."""
    adding = insert(FrozenMonthRow).values(dict(row)).on_conflict_do_nothing()
    return await connection.scalar(adding.returning(FrozenMonthRow.month)) is not None


async def counted_orders(
    engine: AsyncEngine, kinds: Iterable[int], period: Period
) -> dict[str, int]:
    """The orders that a period has anything of, and up to which fact each is known."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(kind: int) -> Iterable[Any]:
        async with turns:
            return await asked(engine, ORDERS, {**span(period, None), "kind": kind})

    found = await asyncio.gather(*map(one, kinds))
    return {row.order_number: row.version for rows in found for row in rows}


async def moved_since(engine: AsyncEngine, month: str) -> dict[str, int]:
    """Orders of a frozen month with facts that it does not know, and up to where it knows them."""
    rows = await asked(engine, MOVED, {"month": month, "filing": FILING})
    return {row.order_number: row.version for row in rows}


async def known_then(engine: AsyncEngine, month: str) -> frozenset[str]:
    """The orders that a frozen month counted."""
    async with single(engine).connect() as connection:
        wanted = select(FrozenMonthRow.orders).where(FrozenMonthRow.month == month)
        written = (await connection.execute(wanted)).scalar_one()
    return frozenset(json.loads(written))
