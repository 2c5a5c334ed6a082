"""Putting closed runs and answered commands away: rows, leaves and a signed checkpoint, or none."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine

from audit.log.checkpoints import Signer
from audit.log.leaves import KeptHistory, command_leaf, history_leaf
from services.archive.log_writer import Leaf, add_leaves
from store.archive import kept_runs

COMMANDS_AT_ONCE: Final = 500


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
    sealed = 0
    while True:
        async with engine.begin() as connection:
            rows = await kept_runs.unsealed_commands(connection, COMMANDS_AT_ONCE)
            leaves = [_command_leaf(row, signer) for row in rows]
            if leaves:
                await add_leaves(connection, signer, leaves)
            await kept_runs.mark_sealed(connection, [row["id"] for row in rows])
        sealed += len(rows)
        if len(rows) < COMMANDS_AT_ONCE:
            return sealed


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
