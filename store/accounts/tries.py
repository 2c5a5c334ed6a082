"""Tries at an account: counted before they are looked at, and waited for after some wrong ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.accounts.tables import AccountRow

TRIED: Final = text("""
WITH before AS (
    SELECT username, password, locked_until FROM account
    WHERE username = :username AND disabled_at IS NULL FOR UPDATE
)
UPDATE account SET
    failures = failures + 1,
    locked_until = CASE WHEN failures + 1 < :patience THEN NULL ELSE clock_timestamp()
        + least(:longest, :first * 2 ^ least(failures + 1 - :patience, 30)) * interval '1 second'
    END
FROM before WHERE account.username = before.username
RETURNING before.password, before.locked_until, account.failures, clock_timestamp() AS now
""")
TAKEN_BACK: Final = text("""
UPDATE account SET
    failures = failures - 1,
    locked_until = CASE WHEN failures = :place THEN cast(:locked_until AS timestamptz)
        ELSE locked_until END
WHERE username = :username AND failures > 0
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class LockOut:
    """How many wrong tries are borne, and how long the account waits after each further one."""

    patience: int
    first: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A try that was counted, and what it is held against."""

    password: str | None
    """The hash that is kept."""
    locked_until: datetime | None
    """Until when the account waited before this try."""
    place: int
    """The how manieth wrong try this would be."""
    now: datetime

    @property
    def locked(self) -> bool:
        """Whether the account waited when this was tried."""
        return self.locked_until is not None and self.locked_until > self.now


async def count_try(connection: AsyncConnection, username: str, lock: LockOut) -> Tried | None:
    """Count a try before it is looked at, so that twenty at once count twenty; None where no
    account that is in use has this name."""
    said = {
        "username": username,
        "patience": lock.patience,
        "first": lock.first.total_seconds(),
        "longest": lock.longest.total_seconds(),
    }
    row = (await connection.execute(TRIED, said)).one_or_none()
    if row is None:
        return None
    return Tried(
        password=row.password, locked_until=row.locked_until, place=row.failures, now=row.now
    )


async def take_try_back(connection: AsyncConnection, username: str, tried: Tried) -> None:
    """Count a try no longer, which was right as far as it went; those beside it still count."""
    said = {"username": username, "place": tried.place, "locked_until": tried.locked_until}
    await connection.execute(TAKEN_BACK, said)


async def forget_tries(connection: AsyncConnection, username: str) -> None:
    """The last try was right: nothing is counted against the account any more."""
    await connection.execute(
        update(AccountRow)
        .where(AccountRow.username == username)
        .values(failures=0, locked_until=None)
    )
