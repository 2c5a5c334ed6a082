"""Second factors: what an account's codes are made from, sealed, and the last code that counted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.accounts.accounts import NOW
from store.accounts.tables import SecondFactorRow


class NoSecondFactor(LookupError):
    """The account has no second factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFactor:
    """What a code is held against: the sealed secret, and what time it is."""

    sealed: bytes
    now: datetime


async def factor_of(connection: AsyncConnection, username: str) -> KeptFactor | None:
    """The second factor of an account; None where it has none."""
    asked = select(SecondFactorRow.sealed, NOW.label("now"))
    found = await connection.execute(asked.where(SecondFactorRow.account == username))
    row = found.one_or_none()
    return None if row is None else KeptFactor(sealed=row.sealed, now=row.now)


async def database_now(connection: AsyncConnection) -> datetime:
    """What time it is (UTC)."""
    now: datetime = (await connection.execute(select(NOW))).scalar_one()
    return now


async def use_code(connection: AsyncConnection, username: str, sealed: bytes, step: int) -> bool:
    """Use up the code of a step, and with it all older ones; False where it was used before, by
    whoever came at the same moment too."""
    using = (
        update(SecondFactorRow)
        .where(SecondFactorRow.account == username, SecondFactorRow.sealed == sealed)
        .where(SecondFactorRow.last_step < step)
        .values(last_step=step)
    )
    return (await connection.execute(using)).rowcount == 1


async def set_factor(
    connection: AsyncConnection, username: str, sealed: bytes, step: int, *, sealed_by: str | None
) -> None:
    """Let codes be made from this secret; the code of the step that proved it is used up."""
    content = {"sealed": sealed, "sealed_by": sealed_by, "last_step": step}
    setting = insert(SecondFactorRow).values(account=username, **content)
    anew = {**content, "set_at": NOW}
    await connection.execute(
        setting.on_conflict_do_update(index_elements=[SecondFactorRow.account], set_=anew)
    )


async def remove_factor(connection: AsyncConnection, username: str) -> None:
    """Ask an account for no code any more; raises NoSecondFactor."""
    removing = delete(SecondFactorRow).where(SecondFactorRow.account == username)
    if (await connection.execute(removing)).rowcount == 0:
        raise NoSecondFactor(username)
