"""Putting closed runs, answered commands and the log of the door away: rows, leaves and a signed
checkpoint, or none."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from audit.log.checkpoints import Signer
from audit.log.leaves import KeptHistory, access_leaf, command_leaf, history_leaf
from services.archive.log_writer import Leaf, add_leaves
from store.accounts.access_log import mark_entries_sealed, unsealed_entries
from store.archive import kept_runs

AT_ONCE: Final = 500
Taken = Callable[[AsyncConnection, Signer], Awaitable[list[Leaf]]]
"""Takes some rows that have no leaf, notes that they have one, and makes it."""


async def keep(engine: AsyncEngine, signer: Signer, histories: Sequence[KeptHistory]) -> int:
    """Store these runs in one transaction; how many were not stored yet."""
    once = {history.run_id: history for history in histories}
    if not once:
        return 0
    async with engine.begin() as connection:
        added = await kept_runs.add_histories(connection, [_row(one) for one in once.values()])
        leaves = [_leaf(one, signer) for id, one in once.items() if id in added]
        if leaves:
            await add_leaves(connection, signer, leaves)
    return len(added)


async def seal_commands(engine: AsyncEngine, signer: Signer) -> int:
    """Give every answered command that has none its leaf; how many there were."""
    return await _sealed(engine, signer, _commands)


async def seal_entries(engine: AsyncEngine, signer: Signer) -> int:
    """Give every entry of the log of the door that has none its leaf; how many there were."""
    return await _sealed(engine, signer, _entries)


async def _sealed(engine: AsyncEngine, signer: Signer, taken: Taken) -> int:
    sealed = 0
    while True:
        async with engine.begin() as connection:
            leaves = await taken(connection, signer)
            if leaves:
                await add_leaves(connection, signer, leaves)
        sealed += len(leaves)
        if len(leaves) < AT_ONCE:
            return sealed


async def _commands(connection: AsyncConnection, signer: Signer) -> list[Leaf]:
    rows = await kept_runs.unsealed_commands(connection, AT_ONCE)
    await kept_runs.mark_sealed(connection, [row["id"] for row in rows])
    return [_command_leaf(row, signer) for row in rows]


async def _entries(connection: AsyncConnection, signer: Signer) -> list[Leaf]:
    rows = await unsealed_entries(connection, AT_ONCE)
    await mark_entries_sealed(connection, [row["id"] for row in rows])
    national = signer.is_national
    return [Leaf(str(row["id"]), None, access_leaf(row, national=national)) for row in rows]


def _leaf(history: KeptHistory, signer: Signer) -> Leaf:
    said = history_leaf(history, national=signer.is_national)
    return Leaf(history.run_id, history.order, said)


def _command_leaf(row: Mapping[str, Any], signer: Signer) -> Leaf:
    said = command_leaf(row, national=signer.is_national)
    return Leaf(str(row["id"]), row["order_number"], said)


def _row(history: KeptHistory) -> dict[str, object]:
    return {
        "run_id": history.run_id,
        "order_number": history.order,
        "previous": history.previous,
        "packed": history.packed,
        "sha256": history.sha256,
        "events": history.events,
        "archived_at": history.archived_at,
    }
