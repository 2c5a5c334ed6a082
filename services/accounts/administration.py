"""Keeping accounts: added, given posts, disabled, and let choose a new password (6.4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.vocabulary import Role
from policies.code import is_code
from services.access.principal import Known, Principal
from services.access.rights import Right, require
from services.accounts.secret_words import SecretWord
from services.accounts.sessions import Visitor
from services.records import Records
from services.register.city_load import OWNER
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.accounts import Account as Account
from store.accounts.accounts import AccountTaken as AccountTaken
from store.accounts.accounts import AlreadyHeld as AlreadyHeld
from store.accounts.accounts import (
    NewAccount,
    account_called,
    accounts_on_record,
    add_account,
    disable_account,
    grant_post,
    revoke_post,
)
from store.accounts.accounts import UnknownAccount as UnknownAccount
from store.accounts.tokens import keep_link
from store.unit_of_work import snapshot

LINK_LASTS: Final = timedelta(hours=24)
CHOOSING: Final = "/choose-password"
MOST_DAYS: Final = 366
"""How long somebody may stand in for another at most."""


class UnfitUsername(ValueError):
    """A name of an account is a code: letters, digits, - _ . /"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordLink:
    """A link by which the human chooses a password, once, within a day."""

    username: str
    word: str
    lasts: timedelta = LINK_LASTS

    def url(self, base: str) -> str:
        """The address at which the password is chosen. The word stands behind a hash sign: what
        follows it a browser keeps to itself, so no log on the way holds it."""
        return f"{base.rstrip('/')}{CHOOSING}#{self.word}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostShown:
    """A post that an account holds."""

    person: str
    role: Role
    unit: str
    title: str
    stands_in: bool
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountShown:
    """An account as whoever keeps or audits them sees it."""

    username: str
    title: str
    disabled: bool
    has_password: bool
    posts: tuple[PostShown, ...]


async def read_accounts(principal: Principal, records: Records) -> tuple[AccountShown, ...]:
    """All accounts and their posts; raises MayNot and NobodyNamed."""
    require(principal, Right.READ_ACCOUNTS)
    async with snapshot(records.engine) as connection:
        return tuple(map(shown, await accounts_on_record(connection)))


async def own_posts(visitor: Visitor, records: Records) -> tuple[PostShown, ...]:
    """The posts in which somebody who signed in may act today."""
    async with snapshot(records.engine) as connection:
        return shown(await account_called(connection, visitor.account)).posts


def shown(account: Account) -> AccountShown:
    """An account without what is nobody's business."""
    return AccountShown(
        username=account.username,
        title=account.title,
        disabled=account.disabled,
        has_password=account.has_password,
        posts=tuple(
            PostShown(
                person=post.actor.person,
                role=post.actor.role,
                unit=post.actor.unit,
                title=post.title,
                stands_in=post.stands_in,
                until=post.until,
            )
            for post in account.posts
        ),
    )


async def open_account(
    principal: Principal, records: Records, username: str, title: str, posts: tuple[str, ...]
) -> PasswordLink:
    """Add an account that holds these posts; its human chooses the password by the link.

    Raises MayNot, NobodyNamed, UnfitUsername, AccountTaken, NoSuchPost and AlreadyHeld."""
    require(principal, Right.KEEP_ACCOUNTS)
    if not is_code(username):
        raise UnfitUsername(username)
    by = _name(principal)
    async with records.engine.begin() as connection:
        return await opened(connection, NewAccount(username=username, title=title), posts, by)


async def opened(
    connection: AsyncConnection, new: NewAccount, posts: tuple[str, ...], by: str
) -> PasswordLink:
    """Add an account that holds these posts, with a link for its password."""
    await add_account(connection, new, by)
    added = AccessNote(event=AccessEvent.ACCOUNT_ADDED, account=new.username, by=by)
    await note_access(connection, added)
    for post in posts:
        await _granted(connection, new.username, post, by, None)
    return await _link(connection, new.username, by)


async def grant(
    principal: Principal, records: Records, username: str, person: str, days: int | None = None
) -> None:
    """Let a human hold a post of the register, or stand in there for some days.

    Raises MayNot, NobodyNamed, UnknownAccount, NoSuchPost and AlreadyHeld."""
    require(principal, Right.KEEP_ACCOUNTS)
    async with records.engine.begin() as connection:
        await account_called(connection, username)
        span = None if days is None else timedelta(days=days)
        await _granted(connection, username, person, _name(principal), span)


async def revoke_grant(principal: Principal, records: Records, username: str, person: str) -> None:
    """Let a human hold a post no longer; what was signed in there ends at once.

    Raises MayNot, NobodyNamed, UnknownAccount and NoSuchPost."""
    require(principal, Right.KEEP_ACCOUNTS)
    by = _name(principal)
    async with records.engine.begin() as connection:
        await account_called(connection, username)
        await revoke_post(connection, username, person, by)
        event = AccessEvent.POST_REVOKED
        note = AccessNote(event=event, account=username, person=person, by=by)
        await note_access(connection, note)


async def disable(principal: Principal, records: Records, username: str) -> None:
    """Let nobody in by an account any more; its sessions and tokens end at once.

    Raises MayNot, NobodyNamed and UnknownAccount."""
    require(principal, Right.KEEP_ACCOUNTS)
    by = _name(principal)
    async with records.engine.begin() as connection:
        await disable_account(connection, username, by)
        note = AccessNote(event=AccessEvent.ACCOUNT_DISABLED, account=username, by=by)
        await note_access(connection, note)


async def reset_password(principal: Principal, records: Records, username: str) -> PasswordLink:
    """Make a link by which a human who is shut out chooses a new password.

    It is the security administrator's to give. His own, where nobody else could give it, is the
    owner's of the data directory, which the log of the door shows.

    Raises MayNot, NobodyNamed and UnknownAccount."""
    async with records.engine.begin() as connection:
        account = await account_called(connection, username)
        if not _is_of_security(account) or principal.known is not Known.MACHINE:
            require(principal, Right.KEEP_ACCOUNTS)
        return await _link(connection, username, _name(principal))


def _is_of_security(account: Account) -> bool:
    return any(post.actor.role is Role.SEC_ADMIN for post in account.posts)


async def _granted(
    connection: AsyncConnection, username: str, person: str, by: str, span: timedelta | None
) -> None:
    await grant_post(connection, username, person, by, stands_in_for=span)
    note = AccessNote(
        event=AccessEvent.POST_GRANTED,
        account=username,
        person=person,
        by=by,
        detail={} if span is None else {"days": span.days},
    )
    await note_access(connection, note)


async def _link(connection: AsyncConnection, username: str, by: str) -> PasswordLink:
    word = SecretWord.new()
    await keep_link(connection, word.digest, username, by, LINK_LASTS)
    await note_access(connection, AccessNote(event=AccessEvent.LINK_MADE, account=username, by=by))
    return PasswordLink(username=username, word=word.word)


def _name(principal: Principal) -> str:
    """Who is on record as having done it."""
    return principal.account or principal.person or OWNER
