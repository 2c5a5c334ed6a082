"""Which running orders name a unit: whatever was ever said of it stands in their facts."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.vocabulary import OVER, State
from store.engines import single
from store.tables import WORKFLOW_EDITION

# A code may also be some other word of a fact: the order itself knows whether it is concerned.
NAMING: Final = text("""
SELECT s.number, s.version, s.state
  FROM order_state s JOIN work_order o USING (number)
 WHERE s.state <> ALL(:over) AND o.workflow_edition >= :present
   AND EXISTS (
       SELECT FROM fact f
        WHERE f.order_number = s.number
          AND jsonb_path_exists(
              f.body, '$.content.** ? (@ == $unit)', jsonb_build_object('unit', CAST(:unit AS text))
          )
   )
   AND 'UnitSucceeded' IS DISTINCT FROM (
       SELECT f.kind FROM fact f
        WHERE f.order_number = s.number
          AND f.kind IN ('UnitSucceeded', 'SuccessionUndone')
          AND f.body #>> '{content,unit}' = :unit
        ORDER BY f.seq DESC LIMIT 1
   )
 ORDER BY s.number
""")
TOLD: Final = text("""
SELECT s.number, s.version, s.state
  FROM order_state s JOIN work_order o USING (number)
 WHERE s.state <> ALL(:over) AND o.workflow_edition >= :present
   AND 'UnitSucceeded' = (
       SELECT f.kind FROM fact f
        WHERE f.order_number = s.number
          AND f.kind IN ('UnitSucceeded', 'SuccessionUndone')
          AND f.body #>> '{content,unit}' = :unit
          AND f.body #>> '{content,successor}' = :successor
        ORDER BY f.seq DESC LIMIT 1
   )
 ORDER BY s.number
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A running order, or a unit's file, that names the unit."""

    number: str
    version: int
    state: State


async def naming(engine: AsyncEngine, unit: str) -> tuple[Naming, ...]:
    """The running orders that name a unit and were not told yet of its successor."""
    return await _found(engine, NAMING, unit=unit)


async def gone_over(engine: AsyncEngine, unit: str, successor: str) -> tuple[Naming, ...]:
    """The running orders that went from a unit to this successor and have not come back."""
    return await _found(engine, TOLD, unit=unit, successor=successor)


async def _found(engine: AsyncEngine, query: TextClause, **units: str) -> tuple[Naming, ...]:
    over = sorted(state.value for state in OVER)
    async with single(engine).connect() as connection:
        which = {**units, "over": over, "present": WORKFLOW_EDITION}
        rows = await connection.execute(query, which)
        return tuple(
            Naming(number=row.number, version=row.version, state=State(row.state)) for row in rows
        )
