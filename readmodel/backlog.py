"""How much waits: for a healthy system all of it is near nothing."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.order.terms import Mode
from store.archive.finding_tables import FindingRow
from store.commands.earlier_editions import IS_PRESENT, EarlierOrders, earlier_orders
from store.engines import single
from store.tables import (
    UNDECIDED,
    WORKFLOW_EDITION,
    ClockRow,
    CommandRow,
    DatabaseMode,
    WorkOrderRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What is still to be done, and in which kind of time; units' own files wait like orders."""

    mode: Mode
    starting: int
    """Orders whose workflow is not started yet."""
    undecided: int
    """Commands without an answer."""
    provisional: int
    """Running clocks that cannot lapse until a calendar is published."""
    by_age: dict[str, int]
    """The commands without an answer by how long they have waited."""
    oldest_s: float
    """How long the oldest of them has waited; 0 if there is none."""
    findings: int
    """What reconciliation found and nobody has cleared."""
    earlier_edition: EarlierOrders
    """Orders that take no further act; whatever waits for them is counted nowhere else."""
    archive_lag_s: float
    """How long ago the oldest run was seen ended that is not in the archive; 0 if there is none."""


COUNTS: Final = select(
    select(DatabaseMode.mode).scalar_subquery(),
    select(func.count()).where(~WorkOrderRow.started, IS_PRESENT).scalar_subquery(),
    select(func.count())
    .where(CommandRow.status.in_(UNDECIDED), CommandRow.order_number == WorkOrderRow.number)
    .where(IS_PRESENT)
    .scalar_subquery(),
    select(func.count()).where(ClockRow.provisional, ClockRow.ended.is_(None)).scalar_subquery(),
    select(func.count()).where(FindingRow.cleared_at.is_(None)).scalar_subquery(),
)


UNARCHIVED: Final = text("""
SELECT coalesce(extract(epoch FROM clock_timestamp() - min(ended_at)), 0)
  FROM seen_run
 WHERE NOT archived AND ended_at IS NOT NULL
   AND NOT EXISTS (SELECT FROM archive_history WHERE archive_history.run_id = seen_run.run_id)
""")
AGES: Final = text(f"""
SELECT count(*) FILTER (WHERE age < interval '2 seconds') AS under_2s,
       count(*) FILTER (WHERE age >= interval '2 seconds' AND age < interval '1 minute')
           AS under_1min,
       count(*) FILTER (WHERE age >= interval '1 minute' AND age < interval '10 minutes')
           AS under_10min,
       count(*) FILTER (WHERE age >= interval '10 minutes') AS older,
       coalesce(extract(epoch FROM max(age)), 0) AS oldest
  FROM (SELECT clock_timestamp() + clock_offset - received_at AS age
          FROM command JOIN work_order ON work_order.number = command.order_number
         WHERE status IN ('received', 'delivered')
           AND workflow_edition >= {WORKFLOW_EDITION}) AS waiting
""")


async def backlog(engine: AsyncEngine) -> Backlog:
    """Count what waits."""
    async with single(engine).connect() as connection:
        mode, starting, undecided, provisional, findings = (await connection.execute(COUNTS)).one()
        *ages, oldest = (await connection.execute(AGES)).one()
        archive_lag = await connection.scalar(UNARCHIVED)
        earlier = await earlier_orders(connection)
    return Backlog(
        mode=Mode(mode),
        starting=starting,
        undecided=undecided,
        provisional=provisional,
        by_age=dict(zip(("under_2s", "under_1min", "under_10min", "older"), ages, strict=True)),
        oldest_s=max(float(oldest), 0.0),
        findings=findings,
        earlier_edition=earlier,
        archive_lag_s=float(archive_lag or 0),
    )
