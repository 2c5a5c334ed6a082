"""Files on their way in: room is made, the pieces come, and what is kept takes their place."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from store.commands.settlement import UnknownOrder
from store.commands.stamping import KeyReused
from store.tables import WorkOrderRow
from store.vault.attachment_rows import (
    NAMED_BY_AN_ACT,
    BegunFile,
    KeptAttachment,
    Part,
    find,
    known,
    name_of_piece,
)
from store.vault.attachment_tables import AttachmentPieceRow, AttachmentRow
from store.vault.encryption import KeyDestroyed, OrderKeys, Sealed
from store.vault.key_ring import KeyRing
from store.vault.vault_rows import load_keys
from store.vault.vault_tables import VaultKeyRow

PIECE: Final = 1024 * 1024
"""What is kept is cut into pieces of so many bytes."""
FORSAKEN: Final = text(f"""
DELETE FROM attachment
 WHERE begun_at < clock_timestamp() - CAST(:waits AS interval) AND NOT EXISTS ({NAMED_BY_AN_ACT})
""")


class OtherOffset(ValueError):
    """A piece begins elsewhere than where the file ends so far; says where that is."""

    def __init__(self, offset: int) -> None:
        super().__init__(str(offset))
        self.offset = offset


class AttachmentsFull(ValueError):
    """The order holds as many files, or as many bytes, as it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much an order may hold."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What a file turned out to be, and what is kept of it."""

    form: str
    content: bytes
    thumbnail: bytes


async def begin(engine: AsyncEngine, begun: BegunFile, room: Room) -> KeptAttachment:
    """Make room for a file; begun again under the same number it is the same file.

    Raises UnknownOrder, KeyReused, AttachmentsFull, and KeyDestroyed where its key is erased."""
    async with engine.begin() as connection:
        # An erasure holds the same lock, so that none comes in meanwhile; and files are counted.
        order = select(WorkOrderRow.number).where(WorkOrderRow.number == begun.order_number)
        if await connection.scalar(order.with_for_update(key_share=True)) is None:
            raise UnknownOrder(begun.order_number)
        if before := await find(connection, begun.id):
            _require_same(before, begun)
            return before
        await _require_room(connection, begun, room)
        row = {**asdict(begun), "secrecy": begun.secrecy.value}
        await connection.execute(insert(AttachmentRow).values(row))
        return known(await find(connection, begun.id), begun.id)


async def add_piece(
    engine: AsyncEngine, ring: KeyRing, id: uuid.UUID, offset: int, content: bytes
) -> KeptAttachment:
    """Keep the next piece of a file that is still coming in.

    Raises UnknownAttachment, OtherOffset, also where it is more than was announced, and
    KeyDestroyed."""
    async with engine.begin() as connection:
        file = known(await find(connection, id, hold=True), id)
        if offset != file.received or offset + len(content) > file.announced:
            raise OtherOffset(file.received)
        if content:
            keys = await load_keys(connection, ring, file.order_number)
            await _add(connection, keys, file, Part.SENT, [(offset, content)])
            await _change(connection, id, received=file.received + len(content))
        return known(await find(connection, id), id)


async def keep(engine: AsyncEngine, ring: KeyRing, id: uuid.UUID, taken: TakenIn) -> KeptAttachment:
    """Keep what a file turned out to be in the place of what was sent; once.

    Raises UnknownAttachment and KeyDestroyed."""
    async with engine.begin() as connection:
        file = known(await find(connection, id, hold=True), id)
        if file.form is not None:
            return file
        keys = await load_keys(connection, ring, file.order_number)
        sent = AttachmentPieceRow.attachment == id
        await connection.execute(delete(AttachmentPieceRow).where(sent))
        kept = await _add(connection, keys, file, Part.KEPT, _cut(taken.content))
        await _add(connection, keys, file, Part.THUMBNAIL, _cut(taken.thumbnail))
        size, digest = len(taken.content), digest_of(kept)
        await _change(connection, id, form=taken.form, size=size, digest=digest)
        return known(await find(connection, id), id)


async def throw_away(engine: AsyncEngine, id: uuid.UUID) -> None:
    """Throw a file away that was not taken in."""
    async with engine.begin() as connection:
        unfit = (AttachmentRow.id == id, AttachmentRow.form.is_(None))
        await connection.execute(delete(AttachmentRow).where(*unfit))


async def throw_away_forsaken(engine: AsyncEngine, waits: timedelta) -> int:
    """Throw away what was begun so long ago and is attached by no act; says how much it was."""
    async with engine.begin() as connection:
        return (await connection.execute(FORSAKEN, {"waits": waits})).rowcount


def digest_of(pieces: Sequence[Sealed]) -> bytes:
    """What stands for all pieces of a file, in their order."""
    return sha256(b"".join(piece.nonce + piece.ciphertext for piece in pieces)).digest()


def _require_same(before: KeptAttachment, begun: BegunFile) -> None:
    asked = (begun.order_number, begun.act, begun.announced)
    if (before.order_number, before.act, before.announced) != asked:
        raise KeyReused(str(begun.id))


async def _require_room(connection: AsyncConnection, begun: BegunFile, room: Room) -> None:
    key = select(VaultKeyRow.secrecy).where(
        VaultKeyRow.order_number == begun.order_number, VaultKeyRow.secrecy == begun.secrecy
    )
    if await connection.scalar(key) is None:
        raise KeyDestroyed(f"{begun.order_number}: {begun.secrecy}")
    size = func.coalesce(AttachmentRow.size, AttachmentRow.announced)
    held = select(func.count(), func.coalesce(func.sum(size), 0)).where(
        AttachmentRow.order_number == begun.order_number
    )
    files, size_held = (await connection.execute(held)).one()
    if files >= room.files or size_held + begun.announced > room.bytes:
        raise AttachmentsFull(begun.order_number)


async def _change(connection: AsyncConnection, id: uuid.UUID, **values: Any) -> None:
    await connection.execute(update(AttachmentRow).where(AttachmentRow.id == id).values(values))


async def _add(
    connection: AsyncConnection,
    keys: OrderKeys,
    file: KeptAttachment,
    part: Part,
    pieces: Sequence[tuple[int, bytes]],
) -> list[Sealed]:
    """Seal pieces for their places, and store them one by one: each is large."""
    sealed = list[Sealed]()
    for place, content in pieces:
        piece = keys.seal(file.id, name_of_piece(part, place), file.secrecy, content)
        row = {"nonce": piece.nonce, "ciphertext": piece.ciphertext}
        where = {"attachment": file.id, "part": part.value, "place": place}
        await connection.execute(insert(AttachmentPieceRow).values({**where, **row}))
        sealed.append(piece)
    return sealed


def _cut(content: bytes) -> list[tuple[int, bytes]]:
    return [(place, content[place : place + PIECE]) for place in range(0, len(content), PIECE)]
