"""Reading the archive: a run as it was kept, checked against its hash before it is believed."""

import zlib
from hashlib import sha256
from typing import Final

from google.protobuf.json_format import ParseError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import WorkflowHistory

from audit.history.runs import Run
from audit.history.unreadable import UnreadableEvent

ORDER_IN_TEMPORAL: Final = "order/{}"
"""An order's one identity there; whoever comes back to an ended one begins a further run."""
RUN: Final = text(
    "SELECT packed, sha256 FROM archive_history WHERE order_number = :number AND run_id = :run_id"
)
LAST: Final = text(
    "SELECT run_id FROM archive_history AS kept WHERE order_number = :number AND NOT EXISTS ("
    " SELECT FROM archive_history AS later"
    " WHERE later.order_number = :number AND later.previous = kept.run_id"
    ") ORDER BY archived_at DESC, run_id LIMIT 1"
)


async def last_archived(engine: AsyncEngine, number: str) -> str | None:
    """The latest run of an order that is in the archive."""
    async with engine.connect() as connection:
        found: str | None = await connection.scalar(LAST, {"number": number})
        return found


async def archived_run(engine: AsyncEngine, number: str, run_id: str) -> WorkflowHistory | None:
    """Read a run from the archive, None if it is not there; raises UnreadableEvent if damaged."""
    async with engine.connect() as connection:
        found = await connection.execute(RUN, {"number": number, "run_id": run_id})
        row = found.one_or_none()
    return None if row is None else unpacked_history(number, row.packed, row.sha256)


def unpacked_history(number: str, packed: bytes, digest: bytes) -> WorkflowHistory:
    """Unpack a kept history as Temporal gave it; raises UnreadableEvent if it was not hashed so."""
    written = _unpacked(number, packed, digest)
    try:
        return WorkflowHistory.from_json(ORDER_IN_TEMPORAL.format(number), written.decode())
    except (ParseError, ValueError, KeyError, TypeError, AttributeError) as strange:
        raise UnreadableEvent(f"{number}: a history in the archive is no history") from strange


def unpacked_run(number: str, packed: bytes, digest: bytes) -> Run:
    """Unpack a kept history for reading; raises UnreadableEvent if it is not what was hashed."""
    return Run.kept(ORDER_IN_TEMPORAL.format(number), _unpacked(number, packed, digest))


def _unpacked(number: str, packed: bytes, digest: bytes) -> bytes:
    try:
        written = zlib.decompress(packed)
    except zlib.error as damaged:
        raise UnreadableEvent(f"{number}: a history in the archive is damaged") from damaged
    if sha256(written).digest() != digest:
        raise UnreadableEvent(f"{number}: a history in the archive is not what was hashed")
    return written
