"""Keeping accounts: added, given posts, disabled, and let choose a new password (6.4)."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from policies.code import is_code
from services.access.principal import Known, Principal
from services.access.rights import Right, may, require
from services.accounts.last_reset import AnotherCan as AnotherCan
from services.accounts.last_reset import OneHuman as OneHuman
from services.accounts.last_reset import ResetWaits, asked_or_confirmed, is_of_security
from services.accounts.opening import PasswordLink, granted, new_link, opened
from services.accounts.posts import AccountShown, shown
from services.records import Records
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.accounts import Account as Account
from store.accounts.accounts import AccountTaken as AccountTaken
from store.accounts.accounts import AlreadyHeld as AlreadyHeld
from store.accounts.accounts import (
    NewAccount,
    account_called,
    accounts_on_record,
    disable_account,
    revoke_post,
)
from store.accounts.accounts import UnknownAccount as UnknownAccount
from store.accounts.last_resets import resets_of_today
from store.accounts.second_factors import NoSecondFactor as NoSecondFactor
from store.accounts.second_factors import remove_factor
from store.unit_of_work import snapshot


class UnfitUsername(ValueError):
    """A name of an account is a code: letters, digits, - _ . /"""


async def read_accounts(principal: Principal, records: Records) -> tuple[AccountShown, ...]:
    """All accounts and their posts; raises MayNot and NobodyNamed."""
    require(principal, Right.READ_ACCOUNTS)
    async with snapshot(records.engine) as connection:
        resets = await resets_of_today(connection)
        accounts = await accounts_on_record(connection)
        return tuple(shown(one, resets.get(one.username)) for one in accounts)


async def open_account(
    principal: Principal, records: Records, username: str, title: str, posts: tuple[str, ...]
) -> PasswordLink:
    """Add an account that holds these posts; its human chooses the password by the link.

    Raises MayNot, NobodyNamed, UnfitUsername, AccountTaken, NoSuchPost, AlreadyHeld and
    NotApart."""
    require(principal, Right.KEEP_ACCOUNTS)
    if not is_code(username):
        raise UnfitUsername(username)
    by = principal.on_record
    async with records.engine.begin() as connection:
        return await opened(connection, NewAccount(username=username, title=title), posts, by)


async def grant(
    principal: Principal, records: Records, username: str, person: str, days: int | None = None
) -> AccountShown:
    """Let a human hold a post of the register, or stand in there for some days.

    Raises MayNot, NobodyNamed, UnknownAccount, NoSuchPost, AlreadyHeld and NotApart."""
    require(principal, Right.KEEP_ACCOUNTS)
    async with records.engine.begin() as connection:
        await account_called(connection, username)
        span = None if days is None else timedelta(days=days)
        await granted(connection, username, person, principal.on_record, span)
        return shown(await account_called(connection, username))


async def revoke_grant(
    principal: Principal, records: Records, username: str, person: str
) -> AccountShown:
    """Let a human hold a post no longer; what was signed in there ends at once.

    Raises MayNot, NobodyNamed, UnknownAccount and NoSuchPost."""
    require(principal, Right.KEEP_ACCOUNTS)
    by = principal.on_record
    async with records.engine.begin() as connection:
        await account_called(connection, username)
        await revoke_post(connection, username, person, by)
        event = AccessEvent.POST_REVOKED
        note = AccessNote(event=event, account=username, person=person, by=by)
        await note_access(connection, note)
        return shown(await account_called(connection, username))


async def disable(principal: Principal, records: Records, username: str) -> AccountShown:
    """Let nobody in by an account any more; its sessions and tokens end at once.

    Raises MayNot, NobodyNamed and UnknownAccount."""
    require(principal, Right.KEEP_ACCOUNTS)
    by = principal.on_record
    async with records.engine.begin() as connection:
        await disable_account(connection, username, by)
        note = AccessNote(event=AccessEvent.ACCOUNT_DISABLED, account=username, by=by)
        await note_access(connection, note)
        return shown(await account_called(connection, username))


async def remove_second_factor(
    principal: Principal, records: Records, username: str
) -> AccountShown:
    """Ask somebody who has lost his telephone for no code any more, until he sets one up anew.

    Raises MayNot, NobodyNamed, UnknownAccount and NoSecondFactor."""
    async with records.engine.begin() as connection:
        await _require_keeper(principal, connection, username)
        await remove_factor(connection, username)
        event = AccessEvent.SECOND_FACTOR_REMOVED
        await note_access(
            connection, AccessNote(event=event, account=username, by=principal.on_record)
        )
        return shown(await account_called(connection, username))


async def reset_or_ask(
    principal: Principal, records: Records, username: str
) -> PasswordLink | ResetWaits:
    """Make a link by which a human who is shut out chooses a new password. For the last security
    administrator it takes both other administrators: one asks, and waits for the other.

    Raises MayNot, NobodyNamed, UnknownAccount, AnotherCan and OneHuman."""
    if may(principal, Right.RESTORE_SECURITY):
        async with records.engine.begin() as connection:
            if any(map(is_of_security, await accounts_on_record(connection, (username,)))):
                return await asked_or_confirmed(connection, principal, username)
    return await reset_password(principal, records, username)


async def reset_password(principal: Principal, records: Records, username: str) -> PasswordLink:
    """Make a link by which a human who is shut out chooses a new password.

    Raises MayNot, NobodyNamed and UnknownAccount."""
    async with records.engine.begin() as connection:
        await _require_keeper(principal, connection, username)
        return await new_link(connection, username, principal.on_record)


async def _require_keeper(principal: Principal, connection: AsyncConnection, username: str) -> None:
    """To let somebody in again is the security administrator's. Where he is shut out himself, it is
    the owner's of the data directory, which the log of the door shows.

    Whoever may not is told so whether there is such an account or not."""
    if principal.known is not Known.MACHINE:
        require(principal, Right.KEEP_ACCOUNTS)
    account = await account_called(connection, username)
    if not is_of_security(account):
        require(principal, Right.KEEP_ACCOUNTS)
