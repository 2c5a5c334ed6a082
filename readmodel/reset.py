"""The tables that hold nothing of their own: histories alone fill them again."""

from typing import Final

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncEngine

from readmodel.scorecards.scorecard_tables import (
    MarkKindRow,
    ScorecardBehindRow,
    ScorecardMarkRow,
    ScorecardRow,
)
from store.tables import Base, ClockRow, FactRow, OrderPartiesRow, OrderStateRow

FROM_HISTORIES: Final = (
    *(FactRow, OrderStateRow, OrderPartiesRow, ClockRow),
    *(ScorecardRow, ScorecardMarkRow, ScorecardBehindRow, MarkKindRow),
)


async def make_missing(engine: AsyncEngine) -> None:
    """Make each of these tables that is gone, with its indexes; one that stands is left alone."""
    wanted = [table for row in FROM_HISTORIES if isinstance(table := row.__table__, Table)]
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all, tables=wanted)
