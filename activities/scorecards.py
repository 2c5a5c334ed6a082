"""The scorecards of all orders on record, folded from the fact table and from nothing else."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, Final

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncEngine

from activities.laws import Laws
from domain.assessment.scorecard import Scorecard
from domain.assessment.scoring import scorecard
from domain.facts import UnitFileOpened
from domain.vocabulary import Mode
from readmodel.birth import BirthRecord
from readmodel.engines import single
from readmodel.tables import WorkOrderRow
from readmodel.then import facts_of_orders

AT_ONCE: Final = 200
"""Orders read with one question; none may take longer than a patient statement."""


async def scorecards(engine: AsyncEngine, laws: Laws) -> AsyncIterator[Scorecard]:
    """Fold every order, by number; a unit's own file is none."""
    after = ""
    while births := await _births(engine, after):
        facts = await facts_of_orders(engine, [birth.number for birth in births])
        for birth in births:
            own = tuple(facts.get(birth.number, ()))
            if own and not isinstance(own[0].content, UnitFileOpened):
                law = await laws.at_birth(_record(birth))
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


def _record(birth: Row[Any]) -> BirthRecord:
    return BirthRecord(
        pack=birth.pack,
        pack_edition=birth.pack_edition,
        calendar=birth.calendar,
        calendar_edition=birth.calendar_edition,
    )
