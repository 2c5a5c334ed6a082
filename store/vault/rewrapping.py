"""Wrapping anew what lies under a former master key, some rows at a time, while people act."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy import GenerativeSelect, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.vocabulary import Secrecy
from store.accounts.tables import SecondFactorRow
from store.vault.encryption import MasterKey
from store.vault.key_ring import KeyRing
from store.vault.vault_tables import VaultKeyRow

S = TypeVar("S", bound=GenerativeSelect)
FACTOR: Final = "second factor"
"""The place for which an account's second factor is sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiesUnder:
    """How much lies under the master keys of these fingerprints."""

    orders: int
    """Keys of orders, two for most of them."""
    factors: int

    @property
    def rows(self) -> int:
        """All of it."""
        return self.orders + self.factors


async def lies_under(connection: AsyncConnection, key_ids: Sequence[str]) -> LiesUnder:
    """How much lies under these keys."""
    count = select(func.count())
    orders = count.select_from(VaultKeyRow).where(VaultKeyRow.wrapped_by.in_(key_ids))
    factors = count.select_from(SecondFactorRow).where(SecondFactorRow.sealed_by.in_(key_ids))
    return LiesUnder(
        orders=(await connection.execute(orders)).scalar_one(),
        factors=(await connection.execute(factors)).scalar_one(),
    )


async def rewrap(connection: AsyncConnection, ring: KeyRing, to: MasterKey, most: int) -> int:
    """Wrap so many rows anew, in the caller's transaction; how many there were.

    Raises Unreadable."""
    keys = await _rewrap_keys(connection, ring, to, most)
    return keys or await _reseal_factors(connection, ring, to, most)


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


async def _reseal_factors(
    connection: AsyncConnection, ring: KeyRing, to: MasterKey, most: int
) -> int:
    asked = select(SecondFactorRow.account, SecondFactorRow.sealed)
    former = asked.where(SecondFactorRow.sealed_by != to.key_id)
    rows = (await connection.execute(_some(former, most))).all()
    for account, sealed in rows:
        secret = ring.unseal(sealed, FACTOR, account)
        anew = {"sealed": to.seal(secret, FACTOR, account), "sealed_by": to.key_id}
        of_account = update(SecondFactorRow).where(SecondFactorRow.account == account)
        await connection.execute(of_account.values(anew))
    return len(rows)


def _some(former: S, most: int) -> S:
    """Some of these rows, held; one that somebody else holds has its turn later, and nobody waits
    for us."""
    return former.limit(most).with_for_update(skip_locked=True, key_share=True)
