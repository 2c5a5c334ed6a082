"""The scorecards of all orders on record, folded from the fact table and from nothing else."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from activities.laws import Law, Laws
from domain.assessment.scorecard import Scorecard
from domain.assessment.scoring import scorecard
from domain.facts import Fact, UnitFileOpened
from domain.vocabulary import Mode
from readmodel.birth import BirthRecord
from readmodel.engines import single
from readmodel.tables import FactRow, WorkOrderRow
from readmodel.wire import FACT

AT_ONCE: Final = 200
"""Orders read with one question; none may take longer than a patient statement."""


async def latest_time(engine: AsyncEngine) -> datetime:
    """Now (UTC); where time is moved, as far as any order has come."""
    moved = func.coalesce(func.max(WorkOrderRow.clock_offset), timedelta())
    async with single(engine).connect() as connection:
        found = await connection.execute(select(func.clock_timestamp() + moved))
        now: datetime = found.scalar_one()
        return now


async def scorecards(engine: AsyncEngine, laws: Laws) -> AsyncIterator[Scorecard]:
    """Fold every order, by number; a unit's own file is none."""
    known: dict[BirthRecord, Law] = {}
    after = ""
    while births := await _births(engine, after):
        facts = await _facts(engine, births)
        for birth in births:
            own = facts.get(birth.number, ())
            if own and not isinstance(own[0].content, UnitFileOpened):
                law = await _law(laws, known, birth)
                unborn = law.unborn(birth.number, Mode(birth.mode), own[0].occurred_at)
                yield scorecard(unborn.dossier, own)
        after = births[-1].number


async def _births(engine: AsyncEngine, after: str) -> Sequence[Row[Any]]:
    wanted = (
        select(WorkOrderRow.__table__)
        .where(WorkOrderRow.number > after)
        .order_by(WorkOrderRow.number)
        .limit(AT_ONCE)
    )
    async with single(engine).connect() as connection:
        return (await connection.execute(wanted)).all()


async def _facts(engine: AsyncEngine, births: Sequence[Row[Any]]) -> dict[str, tuple[Fact, ...]]:
    """The facts of neighbouring orders, each order's in their order."""
    wanted = (
        select(FactRow.order_number, FactRow.body)
        .where(FactRow.order_number.between(births[0].number, births[-1].number))
        .order_by(FactRow.order_number, FactRow.seq)
    )
    async with single(engine).connect() as connection:
        rows = (await connection.execute(wanted)).all()
    return {
        number: tuple([FACT.read(row.body) for row in own])
        for number, own in groupby(rows, key=lambda row: str(row.order_number))
    }


async def _law(laws: Laws, known: dict[BirthRecord, Law], birth: Row[Any]) -> Law:
    """The law of a birth, asked for once for all that were born under it."""
    record = BirthRecord(
        pack=birth.pack,
        pack_edition=birth.pack_edition,
        calendar=birth.calendar,
        calendar_edition=birth.calendar_edition,
    )
    if record not in known:
        known[record] = await laws.at_birth(record)
    return known[record]
