"""The archive's rows as an auditor reads them, without the pen of those who wrote them."""

from collections.abc import AsyncIterator
from typing import Any, Final

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

Row = dict[str, Any]
PAGE: Final = 2000
HISTORIES_A_PAGE: Final = 200
"""Read together: some ten kilobytes each."""
LEAVES: Final = text(
    "SELECT leaf_index, kind, subject, order_number, content, hash FROM archive_leaf"
    " ORDER BY leaf_index LIMIT :page OFFSET :start"
)
CHECKPOINTS: Final = text("SELECT size, root, signed_at, note, frontier FROM checkpoint")
HISTORIES: Final = text(
    "SELECT run_id, order_number, previous, packed, sha256, events, archived_at"
    " FROM archive_history ORDER BY run_id LIMIT :page OFFSET :start"
)
COMMANDS: Final = text(
    "SELECT id, order_number, place, actor, role, unit, idempotency_key, request_hash, name, act,"
    " via, received_at, status, response, answered_at, archived"
    " FROM command ORDER BY id LIMIT :page OFFSET :start"
)
MONTHS: Final = text(
    "SELECT month, pack, pack_edition, figures, orders, sha256, frozen_at FROM frozen_month"
    " ORDER BY month LIMIT :page OFFSET :start"
)
MONTHS_A_PAGE: Final = 1
"""Some megabytes each."""


async def leaves(connection: AsyncConnection) -> AsyncIterator[Row]:
    """Every leaf in the order of its index."""
    async for row in _paged(connection, LEAVES, PAGE):
        yield row


async def histories(connection: AsyncConnection) -> AsyncIterator[Row]:
    """Every kept history."""
    async for row in _paged(connection, HISTORIES, HISTORIES_A_PAGE):
        yield row


async def months(connection: AsyncConnection) -> AsyncIterator[Row]:
    """Every frozen month."""
    async for row in _paged(connection, MONTHS, MONTHS_A_PAGE):
        yield row


async def commands(connection: AsyncConnection) -> AsyncIterator[Row]:
    """Every command, answered or not."""
    async for row in _paged(connection, COMMANDS, PAGE):
        yield row


async def checkpoints(connection: AsyncConnection) -> list[Row]:
    """Every checkpoint, the smallest first."""
    found = await connection.execute(CHECKPOINTS)
    return sorted((dict(row) for row in found.mappings()), key=lambda row: int(row["size"]))


async def _paged(
    connection: AsyncConnection, statement: TextClause, page: int
) -> AsyncIterator[Row]:
    start = 0
    while True:
        found = await connection.execute(statement, {"page": page, "start": start})
        rows = [dict(row) for row in found.mappings()]
        for row in rows:
            yield row
        start += len(rows)
        if len(rows) < page:
            return
