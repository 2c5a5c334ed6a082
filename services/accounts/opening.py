"""How an account comes to be: with its posts, and a link by which its human chooses a password."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from services.accounts.secret_words import SecretWord
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.accounts import NewAccount as NewAccount
from store.accounts.accounts import add_account, grant_post
from store.accounts.tokens import keep_link

LINK_LASTS: Final = timedelta(hours=24)
CHOOSING: Final = "/choose-password"


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordLink:
    """A link by which the human chooses a password, once, within a day."""

    username: str
    word: str
    lasts: timedelta = LINK_LASTS

    @property
    def hours(self) -> int:
        """How long it lasts, in hours."""
        return int(self.lasts.total_seconds() // 3600)

    def url(self, base: str) -> str:
        """The address at which the password is chosen. The word stands behind a hash sign: what
        follows it a browser keeps to itself, so no log on the way holds it."""
        return f"{base.rstrip('/')}{CHOOSING}#{self.word}"


async def opened(
    connection: AsyncConnection, new: NewAccount, posts: tuple[str, ...], by: str
) -> PasswordLink:
    """Add an account that holds these posts, with a link for its password."""
    await add_account(connection, new, by)
    added = AccessNote(event=AccessEvent.ACCOUNT_ADDED, account=new.username, by=by)
    await note_access(connection, added)
    for post in posts:
        await granted(connection, new.username, post, by, None)
    return await new_link(connection, new.username, by)


async def granted(
    connection: AsyncConnection, username: str, person: str, by: str, span: timedelta | None
) -> None:
    """Let a human hold a post, or stand in there for a span; it is on record."""
    await grant_post(connection, username, person, by, stands_in_for=span)
    note = AccessNote(
        event=AccessEvent.POST_GRANTED,
        account=username,
        person=person,
        by=by,
        detail={} if span is None else {"days": span.days},
    )
    await note_access(connection, note)


async def new_link(connection: AsyncConnection, username: str, by: str) -> PasswordLink:
    """A new link for an account; those made before are void."""
    word = SecretWord.new()
    await keep_link(connection, word.digest, username, by, LINK_LASTS)
    await note_access(connection, AccessNote(event=AccessEvent.LINK_MADE, account=username, by=by))
    return PasswordLink(username=username, word=word.word)
