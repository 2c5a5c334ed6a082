"""The archive's rows as an auditor reads them, without the pen of those who wrote them.

Each history and each command comes with its leaf, whichever order that leaf is filed under."""

from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from audit.verify.stored_rows import read_dicts

Row = dict[str, Any]
HISTORY: Final = "history"
COMMAND: Final = "command"
TOGETHER: Final = 500
"""Rows fetched at once."""
LEAVES: Final = text(
    "SELECT leaf_index, kind, subject, order_number, content, hash FROM archive_leaf"
    " ORDER BY leaf_index"
)
CHECKPOINTS: Final = text("SELECT size, root, signed_at, note, frontier FROM checkpoint")
LAST_NOTE: Final = text("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")
HISTORIES: Final = text(
    "SELECT kept.run_id, kept.order_number, kept.previous, kept.packed, kept.sha256, kept.events,"
    " kept.archived_at, leaf.content AS leaf, leaf.order_number AS filed_under"
    " FROM archive_history AS kept LEFT JOIN archive_leaf AS leaf"
    " ON leaf.kind = 'history' AND leaf.subject = kept.run_id"
    " WHERE kept.order_number = ANY(:numbers) ORDER BY kept.archived_at, kept.run_id"
)
COMMAND_COLUMNS: Final = (
    "SELECT given.id, given.order_number, given.place, given.actor, given.role, given.unit,"
    " given.idempotency_key, given.request_hash, given.name, given.act, given.via,"
    " given.received_at, given.status, given.response, given.answered_at, given.archived,"
    " leaf.content AS leaf, leaf.order_number AS filed_under"
    " FROM command AS given LEFT JOIN archive_leaf AS leaf"
    " ON leaf.kind = 'command' AND leaf.subject = given.id::text"
)
COMMANDS: Final = text(
    f"{COMMAND_COLUMNS} WHERE given.order_number = ANY(:numbers) ORDER BY given.id"
)
HOMELESS: Final = text(f"{COMMAND_COLUMNS} WHERE given.order_number IS NULL ORDER BY given.id")
GONE: Final = text(
    "SELECT leaf.kind, leaf.subject, leaf.order_number FROM archive_leaf AS leaf"
    " LEFT JOIN archive_history AS kept ON leaf.kind = 'history' AND kept.run_id = leaf.subject"
    " LEFT JOIN command AS given ON leaf.kind = 'command' AND given.id::text = leaf.subject"
    " LEFT JOIN frozen_month ON leaf.kind = 'assessment' AND frozen_month.month = leaf.subject"
    " LEFT JOIN access_log AS entry ON leaf.kind = 'access' AND entry.id::text = leaf.subject"
    " WHERE kept.run_id IS NULL AND given.id IS NULL AND frozen_month.month IS NULL"
    " AND entry.id IS NULL"
    " ORDER BY leaf.leaf_index"
)
"""Leaves of what is not there any more."""
MONTHS: Final = text(
    "SELECT frozen.month, frozen.pack, frozen.pack_edition, frozen.figures, frozen.orders,"
    " frozen.sha256, frozen.frozen_at, NULL AS order_number,"
    " leaf.content AS leaf, leaf.order_number AS filed_under"
    " FROM frozen_month AS frozen LEFT JOIN archive_leaf AS leaf"
    " ON leaf.kind = 'assessment' AND leaf.subject = frozen.month ORDER BY frozen.month"
)
ENTRIES: Final = text(
    "SELECT entry.id, entry.at, entry.event, entry.account, entry.person, entry.by, entry.detail,"
    " entry.archived, NULL AS order_number, leaf.content AS leaf, leaf.order_number AS filed_under"
    " FROM access_log AS entry LEFT JOIN archive_leaf AS leaf"
    " ON leaf.kind = 'access' AND leaf.subject = entry.id::text ORDER BY entry.id"
)
HAS_ENTRY_LEAVES: Final = text("SELECT EXISTS (SELECT FROM archive_leaf WHERE kind = 'access')")


async def last_checkpoint(engine: AsyncEngine) -> str | None:
    """The signed note of the last checkpoint; None while there is none."""
    async with engine.connect() as connection:
        note: str | None = await connection.scalar(LAST_NOTE)
        return note


async def leaves(connection: AsyncConnection) -> AsyncIterator[Row]:
    """Every leaf in the order of its index."""
    async for row in _streamed(connection, LEAVES):
        yield row


async def months(connection: AsyncConnection) -> AsyncIterator[Row]:
    """Every frozen month with its leaf; some megabytes each."""
    async for row in _streamed(connection, MONTHS):
        yield row


async def entries(connection: AsyncConnection) -> AsyncIterator[Row]:
    """Every entry of the log of the door with its leaf."""
    async for row in _streamed(connection, ENTRIES):
        yield row


async def has_entry_leaves(connection: AsyncConnection) -> bool:
    """Whether any entry was ever sealed."""
    return bool(await connection.scalar(HAS_ENTRY_LEAVES))


async def _streamed(connection: AsyncConnection, statement: TextClause) -> AsyncIterator[Row]:
    async with connection.stream(statement) as found:
        columns = tuple(found.keys())
        async for rows in found.partitions(TOGETHER):
            for row in rows:
                yield dict(zip(columns, row, strict=True))


async def checkpoints(connection: AsyncConnection) -> list[Row]:
    """Every checkpoint, the smallest first."""
    found = await connection.execute(CHECKPOINTS)
    return sorted((dict(row) for row in found.mappings()), key=lambda row: int(row["size"]))


async def histories_of(connection: AsyncConnection, numbers: Sequence[str]) -> Iterable[Row]:
    """Every kept history of these orders with its leaf, which may be missing."""
    return await read_dicts(connection, HISTORIES, numbers=numbers)


async def commands_of(connection: AsyncConnection, numbers: Sequence[str]) -> Iterable[Row]:
    """Every command of these orders with its leaf, answered or not."""
    return await read_dicts(connection, COMMANDS, numbers=numbers)


async def homeless_commands(connection: AsyncConnection) -> Iterable[Row]:
    """Every refused registration with its leaf: no order was ever born of it."""
    return await read_dicts(connection, HOMELESS)


async def leaves_of_nothing(connection: AsyncConnection) -> Iterable[Row]:
    """Every leaf of which what it is about is gone."""
    return await read_dicts(connection, GONE)
