"""Erasing the caller of an order: the key, all that it covered, and every digest of the person.

Some digests lie in registers beside the orders: a call that nobody picked up, a case at the
petition office. Those rows count for others and stay; what ties them to the person goes.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, aliased, mapped_column

from domain.vocabulary import Secrecy
from store.desk.drafts import drop_drafts_of_order
from store.held.held_tables import HeldActRow
from store.tables import NUMBER, Base, WorkOrderRow
from store.vault.blind_index_rows import forget_traces
from store.vault.blind_index_tables import BlindIndexRow, MissedCallRow, OtherRegisterRow
from store.vault.vault_rows import destroy_key

DIGEST_BYTES: Final = 32
BY_DIGEST: Final = (MissedCallRow, OtherRegisterRow)
TO_BE_ERASED: Final = text("""
SELECT fact.order_number
  FROM fact
 WHERE fact.kind = 'ErasureApproved'
   AND NOT EXISTS (SELECT FROM erasure WHERE erasure.order_number = fact.order_number)
 ORDER BY fact.order_number
""")


class ErasureRow(Base):
    """That the caller of an order was erased, and when it was done."""

    __tablename__ = "erasure"

    order_number: Mapped[str] = mapped_column(
        ForeignKey("work_order.number"), type_=NUMBER, primary_key=True
    )
    erased_at: Mapped[datetime] = mapped_column(server_default="clock_timestamp()")


async def to_be_erased(connection: AsyncConnection) -> tuple[str, ...]:
    """The orders whose erasure was approved and is not done yet."""
    return tuple(await connection.scalars(TO_BE_ERASED))


async def erase_caller(connection: AsyncConnection, number: str) -> bool:
    """Destroy all that is kept of an order's caller, in the caller's transaction, and say so.

    False where there is no such order. Done again it finds nothing and is on record once."""
    locked = select(WorkOrderRow.number).where(WorkOrderRow.number == number)
    # Whoever receives a text for the order holds the same lock, so that none comes in meanwhile.
    if await connection.scalar(locked.with_for_update(key_share=True)) is None:
        return False
    await _untie(connection, await _nobody_elses(connection, number))
    await destroy_key(connection, number, Secrecy.PERSON)
    await _forget_held(connection, number)
    await forget_traces(connection, number)
    await drop_drafts_of_order(connection, number)
    done = insert(ErasureRow).values(order_number=number)
    await connection.execute(done.on_conflict_do_nothing())
    return True


async def _nobody_elses(connection: AsyncConnection, number: str) -> Sequence[bytes]:
    """The digests by which no other order's caller is found."""
    other = aliased(BlindIndexRow)
    elsewhere = select(other.digest).where(
        other.digest == BlindIndexRow.digest, other.order_number != number
    )
    own = select(BlindIndexRow.digest).where(BlindIndexRow.order_number == number)
    return (await connection.scalars(own.where(~elsewhere.exists()))).all()


async def _forget_held(connection: AsyncConnection, number: str) -> None:
    """Take what waits to be said of the caller; its key is destroyed with the others."""
    said = (HeldActRow.order_number == number, HeldActRow.secrecy == Secrecy.PERSON.value)
    await connection.execute(update(HeldActRow).where(*said).values(nonce=None, ciphertext=None))


async def _untie(connection: AsyncConnection, digests: Sequence[bytes]) -> None:
    """Put chance in the place of these digests: rows of one caller stay together, nobody's."""
    for digest in digests:
        nobody = secrets.token_bytes(DIGEST_BYTES)
        for table in BY_DIGEST:
            of_caller = update(table).where(table.digest == digest)
            await connection.execute(of_caller.values(digest=nobody))
