"""How much waits: for a healthy system all of it is near nothing."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.vocabulary import Mode
from readmodel.engines import single
from readmodel.tables import UNDECIDED, ClockRow, CommandRow, DatabaseMode, WorkOrderRow


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


COUNTS: Final = select(
    select(DatabaseMode.mode).scalar_subquery(),
    select(func.count()).where(~WorkOrderRow.started).scalar_subquery(),
    select(func.count()).where(CommandRow.status.in_(UNDECIDED)).scalar_subquery(),
    select(func.count()).where(ClockRow.provisional, ClockRow.ended.is_(None)).scalar_subquery(),
)


async def backlog(engine: AsyncEngine) -> Backlog:
    """Count what waits."""
    async with single(engine).connect() as connection:
        mode, starting, undecided, provisional = (await connection.execute(COUNTS)).one()
    return Backlog(mode=Mode(mode), starting=starting, undecided=undecided, provisional=provisional)
