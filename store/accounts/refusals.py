"""Refusals counted: an entry of the log tells of one, and how many were not told since the last."""

from datetime import timedelta
from typing import Final

from sqlalchemy import case
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.accounts.accounts import NOW
from store.accounts.tables import RefusalTallyRow

TOLD_EVERY: Final = timedelta(minutes=1)
"""However often somebody is refused a right, the log tells it this often."""


async def count_refusal(
    connection: AsyncConnection, account: str, person: str, refused: str
) -> int | None:
    """Count a refusal; how many were not told before it where it is to be told now, else None.

    Of several at the same moment one is told: they come one after the other to the row."""
    counting = insert(RefusalTallyRow).values(account=account, person=person, refused=refused)
    due = RefusalTallyRow.told_at <= NOW - TOLD_EVERY
    counted = counting.on_conflict_do_update(
        index_elements=[RefusalTallyRow.account, RefusalTallyRow.person, RefusalTallyRow.refused],
        set_={
            "told_at": case((due, NOW), else_=RefusalTallyRow.told_at),
            "untold": case((due, 0), else_=RefusalTallyRow.untold + 1),
            "untold_before": RefusalTallyRow.untold,
        },
    ).returning(RefusalTallyRow.untold, RefusalTallyRow.untold_before)
    untold, untold_before = (await connection.execute(counted)).one()
    return None if untold else untold_before
