"""Writing the log: leaves in strict sequence under one lock, and a checkpoint over them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from audit.log.canonical import canonical
from audit.log.checkpoints import ForgedCheckpoint, Signer
from audit.log.merkle import Frontier, leaf_hash, unpacked
from store.archive.archive_tables import ArchiveLeafRow, CheckpointRow

ONE_WRITER: Final = text("SELECT pg_advisory_xact_lock(122346)")
LAST_LEAF: Final = text("SELECT coalesce(max(leaf_index) + 1, 0) FROM archive_leaf")


class LogBroken(RuntimeError):
    """The log is not as its last checkpoint says: nothing more may be signed on top of it."""


class Leaf(NamedTuple):
    """What a leaf is about and says."""

    subject: str
    order: str | None
    content: Mapping[str, Any]


async def add_leaves(connection: AsyncConnection, signer: Signer, leaves: Sequence[Leaf]) -> None:
    """Add leaves and sign the log with them, within the caller's transaction; raises LogBroken."""
    await connection.execute(ONE_WRITER)
    frontier, note = await _as_signed(connection, signer)
    rows: list[dict[str, Any]] = []
    for leaf in leaves:
        content = canonical(leaf.content)
        row = {"leaf_index": frontier.size, "content": content.decode(), "hash": leaf_hash(content)}
        about = {"subject": leaf.subject, "order_number": leaf.order, "kind": leaf.content["kind"]}
        rows.append({**row, **about})
        frontier = frontier.with_leaf(leaf_hash(content))
    await connection.execute(insert(ArchiveLeafRow), rows)
    await _sign(connection, signer, frontier, note)


async def _as_signed(connection: AsyncConnection, signer: Signer) -> tuple[Frontier, str]:
    last = select(CheckpointRow.note, CheckpointRow.frontier).order_by(CheckpointRow.size.desc())
    row = (await connection.execute(last.limit(1))).one_or_none()
    size = await connection.scalar(LAST_LEAF)
    if row is None:
        if size:
            raise LogBroken(f"{size} leaves and no checkpoint")
        return Frontier(), ""
    try:
        signed = signer.key.opened(row.note)
        frontier = unpacked(signed.size, row.frontier)
    except (ForgedCheckpoint, ValueError) as bad:
        raise LogBroken(f"the last checkpoint: {bad}") from bad
    if frontier.root != signed.root or size != signed.size:
        raise LogBroken(f"{size} leaves, and a checkpoint over {signed.size} others")
    return frontier, row.note


async def _sign(
    connection: AsyncConnection, signer: Signer, frontier: Frontier, previous: str
) -> None:
    now = datetime.now(UTC)
    row = {
        "size": frontier.size,
        "root": frontier.root,
        "signed_at": now,
        "note": signer.sign(frontier.size, frontier.root, now, previous),
        "frontier": frontier.packed(),
    }
    await connection.execute(insert(CheckpointRow), row)
