"""Every entry of the log of the door, held against its leaf."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from audit.log import log_rows
from audit.log.chain import Fault
from audit.log.leaves import ACCESS, access_leaf
from audit.verify.archived_orders import GRACE, Row, seal_wrong


@dataclass(slots=True, kw_only=True)
class DoorFindings:
    """How many entries were read, and everything that is otherwise."""

    read: int = 0
    faults: list[Fault] = field(default_factory=list[Fault])


async def examine_entries(connection: AsyncConnection) -> DoorFindings:
    """Name every entry that is not as it was written, or was never sealed.

    Where none is sealed yet the records are from before entries were: the first round seals all."""
    found, late = DoorFindings(), datetime.now(UTC) - GRACE
    are_sealed = await log_rows.has_entry_leaves(connection)
    async for row in log_rows.entries(connection):
        found.read += 1
        wrong = seal_wrong(row, access_leaf) or (_waits(row, late) if are_sealed else "")
        if wrong:
            found.faults.append(Fault(order="", what=ACCESS, where=f"{row['id']} {wrong}"))
    return found


def _waits(row: Row, late: datetime) -> str:
    is_late = row["leaf"] is None and row["at"] < late
    return "was written long ago and has no leaf" if is_late else ""
