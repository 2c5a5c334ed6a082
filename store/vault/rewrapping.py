"""Wrapping anew what lies under a former master key, some rows at a time, while people act."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from sqlalchemy import GenerativeSelect, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import InstrumentedAttribute

from domain.vocabulary import Secrecy
from store.accounts.tables import SecondFactorRow
from store.desk.draft_tables import DraftRow
from store.desk.view_tables import SavedViewRow
from store.exports.export_tables import TextExportRow
from store.tables import Base
from store.vault.encryption import MasterKey
from store.vault.key_ring import KeyRing
from store.vault.vault_tables import VaultKeyRow

S = TypeVar("S", bound=GenerativeSelect)
FACTOR: Final = "second factor"
"""The place for which an account's second factor is sealed."""
EXPORT: Final = "text_export"
"""The place for which the reason of an export is sealed."""
DRAFT: Final = "draft"
"""The place for which a draft's own key is sealed."""
VIEW: Final = "saved_view"
"""The place for which the address of a named list is sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A column of small things, each sealed for a place of its own."""

    table: type[Base]
    id: InstrumentedAttribute[Any]
    sealed: InstrumentedAttribute[bytes]
    sealed_by: InstrumentedAttribute[str | None]
    purpose: str
    """With the row's id it is the place."""


SEALS: Final = (
    Seal(
        table=SecondFactorRow,
        id=SecondFactorRow.account,
        sealed=SecondFactorRow.sealed,
        sealed_by=SecondFactorRow.sealed_by,
        purpose=FACTOR,
    ),
    Seal(
        table=TextExportRow,
        id=TextExportRow.id,
        sealed=TextExportRow.reason,
        sealed_by=TextExportRow.sealed_by,
        purpose=EXPORT,
    ),
    Seal(
        table=DraftRow,
        id=DraftRow.id,
        sealed=DraftRow.key,
        sealed_by=DraftRow.sealed_by,
        purpose=DRAFT,
    ),
    Seal(
        table=SavedViewRow,
        id=SavedViewRow.id,
        sealed=SavedViewRow.address,
        sealed_by=SavedViewRow.sealed_by,
        purpose=VIEW,
    ),
)


async def lies_under(connection: AsyncConnection, key_ids: Sequence[str]) -> int:
    """How much lies under these keys: keys of orders, two for most of them, and what is sealed."""
    named = (VaultKeyRow.wrapped_by, *(seal.sealed_by for seal in SEALS))
    counts = [select(func.count()).where(key_id.in_(key_ids)).scalar_subquery() for key_id in named]
    return sum((await connection.execute(select(*counts))).one())


async def rewrap(connection: AsyncConnection, ring: KeyRing, to: MasterKey, most: int) -> int:
    """Wrap so many rows anew, in the caller's transaction; how many there were.

    Raises Unreadable."""
    if keys := await _rewrap_keys(connection, ring, to, most):
        return keys
    for seal in SEALS:
        if rows := await _reseal(connection, seal, ring, to, most):
            return rows
    return 0


async def _rewrap_keys(connection: AsyncConnection, ring: KeyRing, to: MasterKey, most: int) -> int:
    asked = select(VaultKeyRow.order_number, VaultKeyRow.secrecy, VaultKeyRow.key)
    former = asked.add_columns(VaultKeyRow.wrapped_by).where(VaultKeyRow.wrapped_by != to.key_id)
    rows = (await connection.execute(_some(former, most))).all()
    for number, word, wrapped, key_id in rows:
        secrecy = Secrecy(word)
        key = ring.unwrap(number, secrecy, wrapped, key_id)
        row = (VaultKeyRow.order_number == number, VaultKeyRow.secrecy == word)
        anew = {"key": to.wrap(number, secrecy, key), "wrapped_by": to.key_id}
        await connection.execute(update(VaultKeyRow).where(*row).values(anew))
    return len(rows)


async def _reseal(
    connection: AsyncConnection, seal: Seal, ring: KeyRing, to: MasterKey, most: int
) -> int:
    former = select(seal.id, seal.sealed).where(seal.sealed_by != to.key_id)
    rows = (await connection.execute(_some(former, most))).all()
    for id, sealed in rows:
        place = seal.purpose, str(id)
        anew = {
            seal.sealed.key: to.seal(ring.unseal(sealed, *place), *place),
            seal.sealed_by.key: to.key_id,
        }
        await connection.execute(update(seal.table).where(seal.id == id).values(anew))
    return len(rows)


def _some(former: S, most: int) -> S:
    """Some of these rows, held; one that somebody else holds has its turn later, and nobody waits
    for us."""
    return former.limit(most).with_for_update(skip_locked=True, key_share=True)
