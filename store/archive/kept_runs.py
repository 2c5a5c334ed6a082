"""Keeping closed runs and sealing answered commands; the leaves over them are written elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from store.archive.archive_tables import ArchiveHistoryRow

UNSTORED: Final = text(
    "SELECT run_id FROM unnest(cast(:runs AS text[]), cast(:orders AS text[])) AS named"
    " (run_id, number) JOIN work_order USING (number)"
    " WHERE NOT EXISTS (SELECT FROM archive_history AS kept WHERE kept.run_id = named.run_id)"
)
UNSEALED: Final = text(
    "SELECT * FROM command WHERE NOT archived AND status IN ('decided', 'refused', 'failed')"
    " ORDER BY received_at, id LIMIT :most FOR UPDATE"
)
SEAL: Final = text("UPDATE command SET archived = true WHERE id = ANY(:ids)")


async def unstored(engine: AsyncEngine, runs: Mapping[str, str]) -> frozenset[str]:
    """Which of these runs, each with its order, belong to this database and are not kept yet."""
    if not runs:
        return frozenset()
    named = {"runs": list(runs), "orders": list(runs.values())}
    async with engine.connect() as connection:
        return frozenset(await connection.scalars(UNSTORED, named))


async def add_histories(
    connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]
) -> frozenset[str]:
    """Keep these runs; those that were added, for another sweep may have been quicker."""
    adding = insert(ArchiveHistoryRow).values([dict(row) for row in rows])
    added = adding.on_conflict_do_nothing().returning(ArchiveHistoryRow.run_id)
    return frozenset(await connection.scalars(added))


async def unsealed_commands(connection: AsyncConnection, most: int) -> list[dict[str, Any]]:
    """Answered commands, refused ones and those without an order included, that have no leaf."""
    found = await connection.execute(UNSEALED, {"most": most})
    return [dict(row) for row in found.mappings()]


async def mark_sealed(connection: AsyncConnection, ids: Sequence[UUID]) -> None:
    """Note that these commands have their leaf."""
    if ids:
        await connection.execute(SEAL, {"ids": list(ids)})
