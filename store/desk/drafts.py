"""Drafts as they are kept: each belongs to one human in one post, and to nobody else."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.desk.draft_tables import DraftRow
from store.desk.owner import Owner, owned
from store.unit_of_work import Source, reading

NOW: Final = func.clock_timestamp()
MOST: Final = 100
"""So many drafts of one human in one post are kept at once."""


class UnknownDraft(LookupError):
    """There is no such draft, or it is another's."""


class DraftChanged(RuntimeError):
    """A draft was saved elsewhere meanwhile; says which version it has now."""

    def __init__(self, version: int) -> None:
        super().__init__(f"the draft has version {version} by now")
        self.version = version


class TooManyDrafts(RuntimeError):
    """One keeps as many drafts as can be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedDraft:
    """A draft as it is to be kept."""

    id: uuid.UUID
    owner: Owner
    form: str
    order_number: str | None
    key: bytes = field(repr=False)
    sealed_by: str | None
    nonce: bytes = field(repr=False)
    ciphertext: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft(SealedDraft):
    """A draft as it is kept; the instant is UTC."""

    version: int
    saved_at: datetime


async def begin_draft(connection: AsyncConnection, draft: SealedDraft) -> KeptDraft:
    """Keep a new draft; raises TooManyDrafts, and DraftChanged where it is kept already."""
    kept = select(func.count()).where(*owned(DraftRow, draft.owner))
    if (await connection.scalar(kept) or 0) >= MOST:
        raise TooManyDrafts
    values = {**_values(draft), "id": draft.id, "version": 1}
    new = insert(DraftRow).values(values).on_conflict_do_nothing().returning(DraftRow.__table__)
    row = (await connection.execute(new)).one_or_none()
    if row is None:
        raise DraftChanged((await held_draft(connection, draft.owner, draft.id)).version)
    return _kept(row)


async def save_draft(connection: AsyncConnection, draft: SealedDraft, version: int) -> KeptDraft:
    """Keep a draft in the place of its last version; raises UnknownDraft and DraftChanged."""
    kept = await held_draft(connection, draft.owner, draft.id)
    if kept.version != version:
        raise DraftChanged(kept.version)
    values = {**_values(draft), "version": version + 1, "saved_at": NOW}
    changed = update(DraftRow).where(DraftRow.id == draft.id).values(values)
    return _kept((await connection.execute(changed.returning(DraftRow.__table__))).one())


async def held_draft(connection: AsyncConnection, owner: Owner, id: uuid.UUID) -> KeptDraft:
    """A draft of one's own, held until the transaction ends; raises UnknownDraft."""
    asked = (
        select(DraftRow.__table__)
        .where(DraftRow.id == id, *owned(DraftRow, owner))
        .with_for_update()
    )
    return _found((await connection.execute(asked)).one_or_none(), id)


async def draft_of(source: Source, owner: Owner, id: uuid.UUID) -> KeptDraft:
    """A draft of one's own; raises UnknownDraft."""
    asked = select(DraftRow.__table__).where(DraftRow.id == id, *owned(DraftRow, owner))
    async with reading(source) as connection:
        return _found((await connection.execute(asked)).one_or_none(), id)


async def drafts_of(source: Source, owner: Owner) -> tuple[KeptDraft, ...]:
    """One's own drafts, the latest first."""
    asked = (
        select(DraftRow.__table__).where(*owned(DraftRow, owner)).order_by(DraftRow.saved_at.desc())
    )
    async with reading(source) as connection:
        return tuple(_kept(row) for row in await connection.execute(asked))


async def drop_draft(source: Source, owner: Owner, id: uuid.UUID) -> bool:
    """Destroy a draft of one's own with its key; False where there is none."""
    dropped = delete(DraftRow).where(DraftRow.id == id, *owned(DraftRow, owner))
    async with reading(source) as connection:
        return bool((await connection.execute(dropped)).rowcount)


async def drop_old_drafts(source: Source, kept: timedelta) -> int:
    """Destroy what nobody has gone on with for so long; how much it was."""
    async with reading(source) as connection:
        old = delete(DraftRow).where(DraftRow.saved_at < NOW - kept)
        return (await connection.execute(old)).rowcount


async def drop_drafts_of_order(connection: AsyncConnection, number: str) -> None:
    """Destroy whatever anybody has begun to write in an order."""
    await connection.execute(delete(DraftRow).where(DraftRow.order_number == number))


def _values(draft: SealedDraft) -> dict[str, Any]:
    return {
        "person": draft.owner.person,
        "account": draft.owner.account,
        "form": draft.form,
        "order_number": draft.order_number,
        "key": draft.key,
        "sealed_by": draft.sealed_by,
        "nonce": draft.nonce,
        "ciphertext": draft.ciphertext,
    }


def _found(row: Row[Any] | None, id: uuid.UUID) -> KeptDraft:
    if row is None:
        raise UnknownDraft(str(id))
    return _kept(row)


def _kept(row: Row[Any]) -> KeptDraft:
    return KeptDraft(
        id=row.id,
        owner=Owner(person=row.person, account=row.account),
        form=row.form,
        order_number=row.order_number,
        key=bytes(row.key),
        sealed_by=row.sealed_by,
        nonce=bytes(row.nonce),
        ciphertext=bytes(row.ciphertext),
        version=row.version,
        saved_at=row.saved_at,
    )
