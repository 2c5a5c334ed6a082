"""Choosing a password: by a link, or knowing the one before."""

from sqlalchemy.ext.asyncio import AsyncConnection

from services.accounts.secret_words import SecretWord, hashed, require_fit
from services.accounts.sessions import Visitor
from services.accounts.tries import require_password
from services.records import Records
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.accounts import set_password
from store.accounts.tokens import use_link


class VoidLink(PermissionError):
    """A link chooses no password: it was used, is too old, or another was made since."""


async def change_password(visitor: Visitor, records: Records, known: str, new: str) -> None:
    """Change one's own password, knowing the old one; every session and token of it ends.

    Raises SignInRefused and UnfitPassword."""
    username = visitor.account
    require_fit(new, username)
    await require_password(records, username, known)
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
