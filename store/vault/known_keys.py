"""Which keys the database knows: their fingerprints, since when, and which one is current."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.vault.fingerprints import KeyKind
from store.vault.vault_tables import KnownKeyRow

NOBODY_IS_BORN: Final = text("LOCK TABLE known_key IN ACCESS EXCLUSIVE MODE")
ONE_AT_A_TIME: Final = text("SELECT pg_advisory_xact_lock(hashtext('known keys'))")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """One key, as the database knows it."""

    kind: KeyKind
    key_id: str
    since: datetime
    is_current: bool


async def one_at_a_time(connection: AsyncConnection) -> None:
    """Let nobody else change which keys are known until this transaction ends."""
    await connection.execute(ONE_AT_A_TIME)


async def let_nobody_be_born(connection: AsyncConnection) -> None:
    """Wait for every order whose birth has asked which key is current, and let none ask until this
    transaction ends: whatever is born afterwards is born under the key that is current then."""
    await connection.execute(NOBODY_IS_BORN)


async def known_keys(connection: AsyncConnection, kind: KeyKind) -> tuple[KnownKey, ...]:
    """The keys of one kind, the current one first and then the latest first."""
    asked = select(KnownKeyRow.key_id, KnownKeyRow.since, KnownKeyRow.is_current)
    ordered = asked.where(KnownKeyRow.kind == kind.value).order_by(
        KnownKeyRow.is_current.desc(), KnownKeyRow.since.desc()
    )
    return tuple(
        KnownKey(kind=kind, key_id=row.key_id, since=row.since, is_current=row.is_current)
        for row in await connection.execute(ordered)
    )


async def current_key(connection: AsyncConnection, kind: KeyKind) -> str | None:
    """The fingerprint of the key that is used now; None where the database knows none."""
    found: str | None = await connection.scalar(
        select(KnownKeyRow.key_id).where(KnownKeyRow.kind == kind.value, KnownKeyRow.is_current)
    )
    return found


async def make_current(connection: AsyncConnection, kind: KeyKind, key_id: str) -> None:
    """Know a key, and let it be the current one of its kind."""
    of_kind = update(KnownKeyRow).where(KnownKeyRow.kind == kind.value)
    await connection.execute(of_kind.values(is_current=False))
    row = {"kind": kind.value, "key_id": key_id, "is_current": True}
    await connection.execute(insert(KnownKeyRow), row)


async def forget_keys(connection: AsyncConnection, kind: KeyKind, key_ids: Sequence[str]) -> None:
    """Know these former keys no more."""
    former = delete(KnownKeyRow).where(
        KnownKeyRow.kind == kind.value, KnownKeyRow.key_id.in_(key_ids), ~KnownKeyRow.is_current
    )
    await connection.execute(former)
