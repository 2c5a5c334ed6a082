"""Signing in with a password, and choosing a password: each try counts, and is on record."""

from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from services.accounts.secret_words import (
    SecretWord,
    UnfitPassword,
    hashed,
    is_password,
    require_fit,
)
from services.accounts.sessions import Visitor
from services.records import Records
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.accounts import (
    LockOut,
    account_called,
    count_try,
    forget_tries,
    set_password,
)
from store.accounts.sessions import begin_session
from store.accounts.tokens import use_link

LOCK_OUT: Final = LockOut(patience=5, first=timedelta(minutes=1), longest=timedelta(hours=1))
"""Four wrong tries are borne; from the fifth on the account waits, each time twice as long."""

__all__ = ["UnfitPassword"]


class SignInRefused(PermissionError):
    """The name or the password is wrong, the account is disabled, or it waits after wrong tries:
    which of them, nobody at the door is told."""


class VoidLink(PermissionError):
    """A link chooses no password: it was used, is too old, or another was made since."""


async def sign_in(records: Records, username: str, password: str) -> SecretWord:
    """Begin a session for whoever knows the password; the word is what the cookie holds.

    Raises SignInRefused."""
    await _require_known(records, username, password)
    cookie = SecretWord.new()
    async with records.engine.begin() as connection:
        await forget_tries(connection, username)
        account = await account_called(connection, username)
        person = account.posts[0].actor.person if len(account.posts) == 1 else None
        await begin_session(connection, cookie.digest, username, person)
        await note_access(
            connection,
            AccessNote(
                event=AccessEvent.SIGNED_IN, account=username, person=person or "", by=username
            ),
        )
    return cookie


async def change_password(visitor: Visitor, records: Records, known: str, new: str) -> None:
    """Change one's own password, knowing the old one; every session and token of it ends.

    Raises SignInRefused and UnfitPassword."""
    username = visitor.account
    require_fit(new, username)
    await _require_known(records, username, known)
    kept = await hashed(new)
    async with records.engine.begin() as connection:
        await _changed(connection, username, kept)


async def choose_password(records: Records, link: SecretWord, new: str) -> str:
    """Choose the password of the account that a link was made for; tells whose it is.

    Raises VoidLink and UnfitPassword; a password that does not fit does not use the link up."""
    kept = await hashed(new)
    async with records.engine.begin() as connection:
        username = await use_link(connection, link.digest)
        if username is None:
            raise VoidLink
        require_fit(new, username)
        await _changed(connection, username, kept)
    return username


async def _changed(connection: AsyncConnection, username: str, kept: str) -> None:
    await set_password(connection, username, kept, by=username)
    note = AccessNote(event=AccessEvent.PASSWORD_CHANGED, account=username, by=username)
    await note_access(connection, note)


async def _require_known(records: Records, username: str, password: str) -> None:
    """Insist on the right password of an account that does not wait; the try counts."""
    async with records.engine.begin() as connection:
        tried = await count_try(connection, username, LOCK_OUT)
    right = await is_password(password, tried.password if tried else None)
    if tried is None or tried.locked or not right:
        is_locked = tried is not None and tried.locked
        await _note_refusal(records, username if tried else "", is_locked=is_locked)
        raise SignInRefused


async def _note_refusal(records: Records, username: str, *, is_locked: bool) -> None:
    """What was typed for a name that no account has is not written down: it may be a password."""
    async with records.engine.begin() as connection:
        await note_access(
            connection,
            AccessNote(
                event=AccessEvent.SIGN_IN_REFUSED,
                account=username,
                by=username,
                detail={"locked": True} if is_locked else {},
            ),
        )
