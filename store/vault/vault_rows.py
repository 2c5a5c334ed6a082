"""The vault's rows: keys, sealed texts and salts as PostgreSQL keeps them."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any, Final

from sqlalchemy import any_, delete, insert, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.vocabulary import Secrecy
from store.tables import NUMBER
from store.unit_of_work import Source, reading
from store.vault.encryption import (
    SALT_NAME,
    Deposit,
    KeyDestroyed,
    OrderKeys,
    Sealed,
    commitment,
)
from store.vault.key_ring import KeyRing
from store.vault.vault_tables import VaultKeyRow, VaultRow, VaultSaltRow
from store.wire import Json

KEYS: Final = select(
    VaultKeyRow.order_number, VaultKeyRow.secrecy, VaultKeyRow.key, VaultKeyRow.wrapped_by
)
TEXTS: Final = select(
    VaultRow.command_id, VaultRow.name, VaultRow.secrecy, VaultRow.nonce, VaultRow.ciphertext
)
SALTS: Final = select(VaultSaltRow.secrecy, VaultSaltRow.nonce, VaultSaltRow.ciphertext)


async def load_keys(connection: AsyncConnection, ring: KeyRing, number: str) -> OrderKeys:
    """Unwrap the keys of an order that still exist; raises Unreadable without their master key."""
    return (await _keys_of(connection, ring, (number,)))[number]


async def _keys_of(
    connection: AsyncConnection, ring: KeyRing, numbers: Collection[str]
) -> dict[str, OrderKeys]:
    """The keys of several orders that still exist; of each order at least an empty bunch."""
    found = dict[str, dict[Secrecy, bytes]]((number, {}) for number in numbers)
    wanted = KEYS.where(VaultKeyRow.order_number == any_(literal(list(numbers), ARRAY(NUMBER))))
    for number, secrecy, key, by in await connection.execute(wanted):
        found[number][Secrecy(secrecy)] = ring.unwrap(number, Secrecy(secrecy), key, by)
    return {number: OrderKeys(order_number=number, keys=keys) for number, keys in found.items()}


async def store_keys(
    connection: AsyncConnection, ring: KeyRing, current: str | None, keys: OrderKeys
) -> None:
    """Keep the keys of a new order, wrapped by the key that the database calls the current one.

    Raises KeyNotInRing."""
    master = ring.told(current)
    number = keys.order_number
    rows = [
        {
            "order_number": number,
            "secrecy": s.value,
            "key": master.wrap(number, s, key),
            "wrapped_by": current,
        }
        for s, key in keys.keys.items()
    ]
    await connection.execute(insert(VaultKeyRow), rows)


async def store_deposit(
    connection: AsyncConnection, number: str, command_id: uuid.UUID, deposit: Deposit
) -> None:
    """Keep the sealed texts of one command and its salt."""
    place = {"order_number": number, "command_id": command_id}
    texts = [{**place, "name": sealed.name, **_seal(sealed)} for sealed in deposit.texts]
    await connection.execute(insert(VaultRow), texts)
    await connection.execute(insert(VaultSaltRow), {**place, **_seal(deposit.salt)})


def deposit_rows(deposit: Deposit | None) -> list[Json]:
    """The sealed texts of one command and its salt as JSON, as PostgreSQL reads bytes there."""
    if deposit is None:
        return []
    return [
        {
            "name": sealed.name,
            "secrecy": sealed.secrecy.value,
            "nonce": rf"\x{sealed.nonce.hex()}",
            "ciphertext": rf"\x{sealed.ciphertext.hex()}",
        }
        for sealed in (*deposit.texts, deposit.salt)
    ]


async def open_texts(
    source: Source, ring: KeyRing, number: str
) -> Mapping[uuid.UUID, Mapping[str, str]]:
    """Return the texts of an order by command and name; what was erased is left out."""
    return await open_texts_of(source, ring, (number,))


async def open_texts_of(
    source: Source, ring: KeyRing, numbers: Collection[str]
) -> Mapping[uuid.UUID, Mapping[str, str]]:
    """Return the texts of several orders by command and name; what was erased is left out."""
    wanted = TEXTS.where(VaultRow.order_number == any_(literal(list(numbers), ARRAY(NUMBER))))
    found: dict[uuid.UUID, dict[str, str]] = {}
    async with reading(source) as connection:
        keys = await _keys_of(connection, ring, numbers)
        rows = (await connection.execute(wanted.add_columns(VaultRow.order_number))).all()
    for number, bunch in keys.items():
        found |= _opened(bunch, [row for row in rows if row.order_number == number])
    return found


async def is_proved(
    engine: AsyncEngine, ring: KeyRing, number: str, command_id: uuid.UUID, claimed: str
) -> bool:
    """Whether the vault's texts of a command are those that its commitment was made over.

    Raises KeyDestroyed where an erasure has taken the salt; then nobody can tell any more."""
    async with engine.connect() as connection:
        keys = await load_keys(connection, ring, number)
        salts = await connection.execute(SALTS.where(VaultSaltRow.command_id == command_id))
        salt = salts.one_or_none()
        if salt is None:
            raise KeyDestroyed(f"{number}: the salt of {command_id}")
        rows = await connection.execute(TEXTS.where(VaultRow.command_id == command_id))
        texts = _opened(keys, rows.all()).get(command_id, {})
    sealed = _sealed(SALT_NAME, salt)
    return commitment(keys.open(command_id, sealed), texts) == claimed


async def destroy_key(connection: AsyncConnection, number: str, secrecy: Secrecy) -> None:
    """Destroy one key of an order with everything it covered; nothing brings it back."""
    for table in (VaultRow, VaultSaltRow, VaultKeyRow):
        await connection.execute(
            delete(table).where(table.order_number == number, table.secrecy == secrecy.value)
        )


def _opened(keys: OrderKeys, rows: Any) -> dict[uuid.UUID, dict[str, str]]:
    found: dict[uuid.UUID, dict[str, str]] = {}
    for row in rows:
        if Secrecy(row.secrecy) in keys.keys:
            content = keys.open(row.command_id, _sealed(row.name, row)).decode()
            found.setdefault(row.command_id, {})[row.name] = content
    return found


def _sealed(name: str, row: Any) -> Sealed:
    return Sealed(
        name=name,
        secrecy=Secrecy(row.secrecy),
        nonce=bytes(row.nonce),
        ciphertext=bytes(row.ciphertext),
    )


def _seal(sealed: Sealed) -> dict[str, object]:
    return {
        "secrecy": sealed.secrecy.value,
        "nonce": sealed.nonce,
        "ciphertext": sealed.ciphertext,
    }
