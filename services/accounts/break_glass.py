"""Break-glass: in an emergency one administrator asks for a post, and one of another kind opens it
for some hours (6.4, two of three). It is loud, and ends by itself."""

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.vocabulary import Role
from policies.break_glass import Never, break_glass_law
from services.access.principal import Principal
from services.access.rights import Right, require
from services.accounts.break_glass_shown import BreakGlassShown
from services.accounts.last_reset import OneHuman
from services.records import Records
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.accounts import AlreadyHeld, NoSuchPost, account_called
from store.accounts.break_glass import (
    AskedBreakGlass,
    BreakGlass,
    ask_break_glass,
    break_glass_numbered,
    open_break_glass,
    shut_break_glass,
    unended_of,
    was_let_in_by,
)
from store.accounts.break_glass import NoSuchBreakGlass as NoSuchBreakGlass
from store.accounts.separation import hold_account
from store.register.people import actor

log = structlog.get_logger("accounts")


class NotInPerson(PermissionError):
    """A break-glass is between humans: a post without one asks for none and opens none."""


class NeverOpened(ValueError):
    """The posts of this role are opened to nobody; says why, and on which rules that rests."""

    def __init__(self, role: Role, never: Never) -> None:
        super().__init__(role)
        self.role, self.never = role, never


class TooManyHours(ValueError):
    """A break-glass lasts no longer than the city's bound."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class OneAtATime(ValueError):
    """An administrator has one break-glass at a time, waiting or open."""


class OneKind(PermissionError):
    """An administrator of another kind opens what one has asked for."""


class LetInByTheAsker(PermissionError):
    """Whoever has just got his post or his password from the asker opens nothing for him."""


async def ask_for_post(
    principal: Principal, records: Records, person: str, reason: str, hours: int
) -> BreakGlassShown:
    """Ask for a post of the register that one does not hold, for some hours.

    Raises MayNot, NobodyNamed, NotInPerson, TooManyHours, NoSuchPost, NeverOpened, AlreadyHeld and
    OneAtATime."""
    require(principal, Right.ASK_BREAK_GLASS)
    _require_in_person(principal)
    law = break_glass_law()
    if hours > law.most_hours:
        raise TooManyHours(law.most_hours)
    async with records.engine.begin() as connection:
        await hold_account(connection, principal.account)
        role = await _role_to_open(connection, principal, person)
        if await unended_of(connection, principal.account, law.waits):
            raise OneAtATime
        asked = AskedBreakGlass(
            account=principal.account,
            administrator=principal.person,
            administrator_role=principal.actor.role,
            person=person,
            role=role,
            reason=reason,
            hours=hours,
        )
        id = await ask_break_glass(connection, asked)
        found = await break_glass_numbered(connection, id, law.waits)
        await _tell(connection, AccessEvent.BREAK_GLASS_ASKED, principal, found)
        return BreakGlassShown.of(found, records.city.zone)


async def open_post(principal: Principal, records: Records, id: int) -> BreakGlassShown:
    """Open what an administrator of another kind has asked for; its hours run from now.

    Raises MayNot, NobodyNamed, NotInPerson, NoSuchBreakGlass, OneHuman, OneKind and
    LetInByTheAsker."""
    require(principal, Right.OPEN_BREAK_GLASS)
    _require_in_person(principal)
    law = break_glass_law()
    async with records.engine.begin() as connection:
        asked = await break_glass_numbered(connection, id, law.waits)
        if not asked.waits:
            raise NoSuchBreakGlass(str(id))
        await _require_another(connection, principal, asked)
        await open_break_glass(connection, id, principal.account, principal.actor.role)
        found = await break_glass_numbered(connection, id, law.waits)
        await _tell(connection, AccessEvent.BREAK_GLASS_OPENED, principal, found)
        return BreakGlassShown.of(found, records.city.zone)


async def shut_post(principal: Principal, records: Records, id: int) -> BreakGlassShown:
    """End a break-glass before its time, or turn down what was asked for; any of the three may.

    Raises MayNot, NobodyNamed and NoSuchBreakGlass."""
    require(principal, Right.OPEN_BREAK_GLASS)
    waits = break_glass_law().waits
    async with records.engine.begin() as connection:
        found = await break_glass_numbered(connection, id, waits)
        if not (found.waits or found.is_open):
            raise NoSuchBreakGlass(str(id))
        await shut_break_glass(connection, id, principal.on_record)
        found = await break_glass_numbered(connection, id, waits)
        await _tell(connection, AccessEvent.BREAK_GLASS_SHUT, principal, found)
        return BreakGlassShown.of(found, records.city.zone)


def _require_in_person(principal: Principal) -> None:
    if not principal.account:
        raise NotInPerson


async def _role_to_open(connection: AsyncConnection, principal: Principal, person: str) -> Role:
    found = await actor(connection, person)
    if found is None:
        raise NoSuchPost(person)
    held = (await account_called(connection, principal.account)).posts
    if person in {post.actor.person for post in held}:
        raise AlreadyHeld(person)
    if never := break_glass_law().never.get(found.role):
        raise NeverOpened(found.role, never)
    return found.role


async def _require_another(
    connection: AsyncConnection, principal: Principal, asked: BreakGlass
) -> None:
    if {asked.account, asked.administrator} & principal.known_as:
        raise OneHuman
    if principal.role is asked.administrator_role:
        raise OneKind
    apart = break_glass_law().apart
    if await was_let_in_by(connection, principal.account, asked.account, apart):
        raise LetInByTheAsker


async def _tell(
    connection: AsyncConnection, event: AccessEvent, principal: Principal, about: BreakGlass
) -> None:
    """The log has codes only: the reason stands with the break-glass itself."""
    until = {} if about.until is None else {"until": about.until.isoformat()}
    note = AccessNote(
        event=event,
        account=about.account,
        person=about.person,
        by=principal.on_record,
        detail={"break_glass": about.id, "hours": about.hours} | until,
    )
    await note_access(connection, note)
    log.error(f"ALARM {event}", account=about.account, person=about.person, by=note.by)
