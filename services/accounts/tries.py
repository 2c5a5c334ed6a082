"""Tries at the door: each is counted before it is looked at, and a wrong one is on record."""

from datetime import timedelta
from typing import Final, NoReturn

from services.accounts.secret_words import is_password
from services.records import Records
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.tries import LockOut, Tried, count_try

LOCK_OUT: Final = LockOut(patience=5, first=timedelta(minutes=1), longest=timedelta(hours=1))
"""Four wrong tries are borne; from the fifth on the account waits, each time twice as long."""


class SignInRefused(PermissionError):
    """The name, the password or the code is wrong, the account is disabled, or it waits after wrong
    tries: which of them, nobody at the door is told."""


async def counted(records: Records, username: str) -> Tried | None:
    """Count a try; None where no account that is in use has this name."""
    async with records.engine.begin() as connection:
        return await count_try(connection, username, LOCK_OUT)


async def require_password(records: Records, username: str, password: str) -> Tried:
    """Insist on the right password of an account that does not wait; the try counts.

    Raises SignInRefused."""
    tried = await counted(records, username)
    right = await is_password(password, tried.password if tried else None)
    return await require_right(records, username, tried, right=right)


async def require_right(
    records: Records, username: str, tried: Tried | None, *, right: bool
) -> Tried:
    """Insist that a try that was counted is right and its account does not wait.

    Raises SignInRefused."""
    if tried is None or tried.locked or not right:
        await refuse(records, username, tried)
    return tried


async def refuse(
    records: Records, username: str, tried: Tried | None, *, code_was_wrong: bool = False
) -> NoReturn:
    """Note that a try was wrong, and raise SignInRefused.

    What was typed for a name that no account has is not written down: it may be a password."""
    detail = {"locked": tried is not None and tried.locked, "code": code_was_wrong}
    known = username if tried else ""
    async with records.engine.begin() as connection:
        note = AccessNote(
            event=AccessEvent.SIGN_IN_REFUSED,
            account=known,
            by=known,
            detail={name: True for name, so in detail.items() if so},
        )
        await note_access(connection, note)
    raise SignInRefused
