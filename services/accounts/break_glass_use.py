"""What is done under a break-glass: noted before it is answered, and shown to the audit (6.4)."""

import re
import uuid
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from domain.vocabulary import Admission
from policies.break_glass import break_glass_law
from services.access.principal import Principal
from services.access.rights import Right, require
from services.accounts.break_glass_shown import BreakGlassShown
from services.records import Records
from services.views import Instant
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.break_glass import break_glass_numbered, open_number
from store.accounts.break_glass_use import ActDone, UseNoted, acts_under, uses_noted

LARGEST_PAGE: Final = 1000
LONGEST: Final = 200
OF_ORDER: Final = re.compile(r"/orders/([^/]{1,64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class UseOnRecord:
    """Something that was asked for under a break-glass, and about which order."""

    at: Instant
    asked: str
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyAct:
    """An act under a break-glass, and what became of it."""

    command_id: uuid.UUID
    order: str | None
    """None for a registration that was refused."""
    name: str
    at: Instant
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UseShown:
    """A break-glass with every act under it, and a page of what was asked for; `next` continues."""

    break_glass: BreakGlassShown
    acts: tuple[EmergencyAct, ...]
    orders: tuple[str, ...]
    """The orders that this page's questions and the acts are about."""
    asked: tuple[UseOnRecord, ...]
    next: int | None


async def note_use(principal: Principal, records: Records, method: str, path: str) -> None:
    """Note what is asked for by whoever acts under a break-glass; others are not noted here.

    It stands in the log before there is an answer. Of an address only the path is kept, in letters
    of an address: it has codes in it, never a person's data."""
    if principal.admitted_by is not Admission.BREAK_GLASS:
        return
    number = await open_number(records.engine, principal.account, principal.person)
    plain = quote(path, safe="/:")[:LONGEST]
    order = OF_ORDER.match(plain)
    note = AccessNote(
        event=AccessEvent.BREAK_GLASS_USED,
        account=principal.account,
        person=principal.person,
        by=principal.account,
        detail={"break_glass": number, "asked": f"{method} {plain}"}
        | ({"order": order.group(1)} if order else {}),
    )
    async with records.engine.begin() as connection:
        await note_access(connection, note)


async def use_of(
    principal: Principal, records: Records, number: int, after: int, limit: int
) -> UseShown:
    """What was done and asked for under a break-glass.

    Raises MayNot, NobodyNamed and NoSuchBreakGlass."""
    require(principal, Right.SEE_WHO_LOOKED)
    async with records.engine.begin() as connection:
        glass = await break_glass_numbered(connection, number, break_glass_law().waits)
        acts = await acts_under(connection, glass)
        found = await uses_noted(connection, number, after, limit + 1)
    asked, more = found[:limit], len(found) > limit
    orders = {one.order for one in asked} | {one.order or "" for one in acts}
    return UseShown(
        break_glass=BreakGlassShown.of(glass, records.city.zone),
        acts=tuple(_act(records, one) for one in acts),
        orders=tuple(sorted(orders - {""})),
        asked=tuple(_use(records, one) for one in asked),
        next=asked[-1].id if more else None,
    )


def _act(records: Records, act: ActDone) -> EmergencyAct:
    return EmergencyAct(
        command_id=act.command_id,
        order=act.order,
        name=act.name,
        at=act.received_at.astimezone(records.city.zone),
        status=act.status,
    )


def _use(records: Records, noted: UseNoted) -> UseOnRecord:
    at = noted.at.astimezone(records.city.zone)
    return UseOnRecord(at=at, asked=noted.asked, order=noted.order)
