"""The last reset: the system and the audit administrator together let a security administrator in
again whom nobody else could (6.4, two of three)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.vocabulary import Role
from services.access.principal import Principal
from services.accounts.opening import PasswordLink, new_link
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.accounts import Account, accounts_on_record
from store.accounts.last_resets import (
    LastReset,
    ask_reset,
    confirm_reset,
    resets_of_today,
)
from store.accounts.second_factors import NoSecondFactor, remove_factor
from store.accounts.separation import hold_account

log = structlog.get_logger("accounts")
OTHER: Final = {Role.SYS_ADMIN: Role.AUDIT_ADMIN, Role.AUDIT_ADMIN: Role.SYS_ADMIN}
"""Who confirms what one of the two asks."""


class AnotherCan(PermissionError):
    """There is another security administrator who may sign in: he resets the password."""


class OneHuman(PermissionError):
    """What one has asked, another human confirms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetWaits:
    """A last reset that one has asked for and the other has not confirmed yet."""

    username: str
    asked_by: str
    awaits: Role
    until: datetime


def is_of_security(account: Account) -> bool:
    """Whether an account holds a post of the security administrator's."""
    return any(post.actor.role is Role.SEC_ADMIN for post in account.posts)


async def asked_or_confirmed(
    connection: AsyncConnection, principal: Principal, username: str
) -> PasswordLink | ResetWaits:
    """Ask for a last reset, or confirm what the other has asked within a day: then there is a link,
    and no code is asked for any more, for the telephone may be what is lost.

    Raises AnotherCan and OneHuman."""
    await hold_account(connection, username)
    await _require_last(connection, username)
    asked = (await resets_of_today(connection)).get(username)
    if asked is None or asked.confirmed_by is not None:
        await _ask(connection, principal, username)
        asked = (await resets_of_today(connection))[username]
    if asked.role is principal.role:
        return _waiting(username, asked)
    if {asked.person, asked.asked_by} & principal.known_as:
        raise OneHuman
    return await _confirm(connection, principal, username, asked)


async def _ask(connection: AsyncConnection, principal: Principal, username: str) -> None:
    actor, by = principal.actor, principal.on_record
    await ask_reset(connection, username, actor.person, actor.role, by)
    await _tell(connection, AccessEvent.LAST_RESET_ASKED, principal, username)


async def _confirm(
    connection: AsyncConnection, principal: Principal, username: str, asked: LastReset
) -> PasswordLink:
    await confirm_reset(connection, asked.id, principal.on_record)
    await _tell(connection, AccessEvent.LAST_RESET_CONFIRMED, principal, username)
    try:
        await remove_factor(connection, username)
    except NoSecondFactor:
        pass
    else:
        event = AccessEvent.SECOND_FACTOR_REMOVED
        note = AccessNote(event=event, account=username, by=principal.on_record)
        await note_access(connection, note)
    return await new_link(connection, username, principal.on_record)


async def _tell(
    connection: AsyncConnection, event: AccessEvent, principal: Principal, username: str
) -> None:
    by = principal.on_record
    note = AccessNote(event=event, account=username, person=principal.person, by=by)
    await note_access(connection, note)
    log.error(f"ALARM {event}", account=username, person=principal.person, by=by)


async def _require_last(connection: AsyncConnection, username: str) -> None:
    for other in await accounts_on_record(connection):
        lets_in = other.has_password and not other.disabled and other.username != username
        if lets_in and is_of_security(other):
            raise AnotherCan


def _waiting(username: str, asked: LastReset) -> ResetWaits:
    awaits = OTHER[asked.role]
    return ResetWaits(username=username, asked_by=asked.asked_by, awaits=awaits, until=asked.until)
