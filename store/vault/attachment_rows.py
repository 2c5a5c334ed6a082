"""The rows of attachments as they are read: how far a file has come, what it is, and its bytes.

Every piece is sealed under one key of its order, for its place in its file: no piece of another
file or another order can stand there, and whoever destroys the key has destroyed the file."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.vocabulary import Secrecy
from store.unit_of_work import Source, reading
from store.vault.attachment_tables import AttachmentPieceRow, AttachmentRow
from store.vault.encryption import Sealed
from store.vault.key_ring import KeyRing
from store.vault.vault_rows import load_keys

NAMED_BY_AN_ACT: Final = """
SELECT FROM command
 WHERE command.order_number = attachment.order_number AND command.name = attachment.act
   AND command.status IN ('received', 'delivered', 'decided')
   AND command.act #>> '{command,attachment}' = attachment.id::text
"""
IS_NAMED: Final = text(f"SELECT EXISTS ({NAMED_BY_AN_ACT}) FROM attachment WHERE id = :id")


class UnknownAttachment(LookupError):
    """No file was ever begun under this number, or it is another's."""


class Part(StrEnum):
    """A file's bytes as they came, as they are kept, and its small picture."""

    SENT = "sent"
    KEPT = "kept"
    THUMBNAIL = "thumbnail"


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunFile:
    """A file that is to be sent in."""

    id: uuid.UUID
    order_number: str
    act: str
    secrecy: Secrecy
    sent_by: str
    announced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAttachment(BegunFile):
    """A file as far as it is known; all instants are UTC."""

    received: int
    begun_at: datetime
    form: str | None
    size: int | None
    digest: str | None


async def attachment_of(source: Source, id: uuid.UUID) -> KeptAttachment:
    """One file; raises UnknownAttachment."""
    async with reading(source) as connection:
        return known(await find(connection, id), id)


async def is_attached(connection: AsyncConnection, id: uuid.UUID) -> bool:
    """Whether an act names this file already, decided or on its way."""
    return bool(await connection.scalar(IS_NAMED, {"id": id}))


async def content_of(source: Source, ring: KeyRing, id: uuid.UUID, part: Part) -> bytes:
    """The bytes of a part; empty where there is none. Raises UnknownAttachment, KeyDestroyed and
    Unreadable."""
    async with reading(source) as connection:
        file = known(await find(connection, id), id)
        keys = await load_keys(connection, ring, file.order_number)
        asked = select(AttachmentPieceRow.__table__).where(
            AttachmentPieceRow.attachment == id, AttachmentPieceRow.part == part
        )
        rows = await connection.execute(asked.order_by(AttachmentPieceRow.place))
        return b"".join(keys.open(id, _sealed(file.secrecy, row)) for row in rows)


async def find(
    connection: AsyncConnection, id: uuid.UUID, *, hold: bool = False
) -> KeptAttachment | None:
    """One file, held until the transaction ends if so asked; None where there is none."""
    asked = select(AttachmentRow.__table__).where(AttachmentRow.id == id)
    found = await connection.execute(asked.with_for_update() if hold else asked)
    row = found.one_or_none()
    return None if row is None else _kept(row)


def known(found: KeptAttachment | None, id: uuid.UUID) -> KeptAttachment:
    """The file that was found; raises UnknownAttachment."""
    if found is None:
        raise UnknownAttachment(str(id))
    return found


def name_of_piece(part: str, place: int) -> str:
    """For which place of a file a piece is sealed."""
    return f"{part}/{place}"


def _sealed(secrecy: Secrecy, row: Row[Any]) -> Sealed:
    return Sealed(
        name=name_of_piece(row.part, row.place),
        secrecy=secrecy,
        nonce=bytes(row.nonce),
        ciphertext=bytes(row.ciphertext),
    )


def _kept(row: Row[Any]) -> KeptAttachment:
    return KeptAttachment(
        id=row.id,
        order_number=row.order_number,
        act=row.act,
        secrecy=Secrecy(row.secrecy),
        sent_by=row.sent_by,
        announced=row.announced,
        received=row.received,
        begun_at=row.begun_at,
        form=row.form,
        size=row.size,
        digest=None if row.digest is None else bytes(row.digest).hex(),
    )
