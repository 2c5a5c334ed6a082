"""Who looked at callers' data: what one person looked at, and who looked at one caller (6.2).

The reason that was given lies in the vault and is read here alone, by whoever may ask this."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from domain.chapters.caller.terms import PersonalData
from domain.vocabulary import Role
from readmodel.orders.looks import Look, looks, orders_of_caller
from readmodel.scorecards.page_keys import BadCursor, Behind, read_cursor, write_cursor
from services.access.principal import Principal
from services.access.rights import Right, require
from services.office import Office
from services.register.people import UnknownPerson
from services.submission.command_json import BadPaper
from services.views import Instant
from store.commands.order_time import is_known
from store.commands.settlement import UnknownOrder
from store.register.people import actor
from store.vault.vault_rows import open_texts

LARGEST_PAGE: Final = 200
NO_TELEPHONE: Final = "no telephone number stands in it"


class NobodyOfThisCode(UnknownPerson):
    """Nobody of this code has ever looked, and the register knows nobody who bears it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which looks are wanted: so many, behind where the last page ended."""

    limit: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LookShown:
    """One look: who, at whose data, when and why."""

    order: str
    at: Instant
    person: str
    unit: str
    role: Role
    outsourced: bool
    fields: tuple[PersonalData, ...]
    command_id: str
    reason: str | None
    """None where it was erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksListed:
    """A page of looks, the newest first; `next` continues, None ends."""

    looks: tuple[LookShown, ...]
    next: str | None


async def looks_of_person(
    principal: Principal, office: Office, person: str, page: Page
) -> LooksListed:
    """What somebody looked at; raises MayNot, BadCursor and NobodyOfThisCode."""
    require(principal, Right.SEE_WHO_LOOKED)
    listed = await _page(office, page, person=person)
    if not listed.looks and page.after is None and not await _is_anybody(office, person):
        raise NobodyOfThisCode(person)
    return listed


async def looks_at_order(
    principal: Principal, office: Office, number: str, page: Page
) -> LooksListed:
    """Who looked at the caller of an order; raises MayNot, BadCursor and UnknownOrder."""
    require(principal, Right.SEE_WHO_LOOKED)
    if not await is_known(office.engine, number):
        raise UnknownOrder(number)
    return await _page(office, page, orders=(number,))


async def looks_at_caller(
    principal: Principal, office: Office, phone: str, page: Page
) -> LooksListed:
    """Who looked at whoever calls from this telephone, in whatever order; an anonymous caller
    and one who was erased is found by nobody. Raises MayNot, BadCursor and BadPaper."""
    require(principal, Right.SEE_WHO_LOOKED)
    digests = office.counter.index.phone_digests(phone)
    if not digests:
        raise BadPaper((("phone", NO_TELEPHONE),))
    return await _page(office, page, orders=await orders_of_caller(office.engine, digests))


async def _page(
    office: Office,
    page: Page,
    *,
    person: str | None = None,
    orders: Collection[str] | None = None,
) -> LooksListed:
    found = await looks(
        office.engine,
        person=person,
        orders=orders,
        after=_behind(page.after),
        limit=page.limit + 1,
    )
    shown, more = found[: page.limit], len(found) > page.limit
    reasons = await _reasons(office, {look.order for look in shown})
    return LooksListed(
        looks=tuple(_shown(office, look, reasons) for look in shown),
        next=write_cursor(shown[-1].place) if more else None,
    )


def _behind(after: str | None) -> Behind | None:
    behind = read_cursor(after) if after else None
    if behind is not None and behind.at is None:
        raise BadCursor(f"{after} is no page's `next`")
    return behind


async def _reasons(office: Office, orders: Collection[str]) -> Mapping[uuid.UUID, str]:
    found: dict[uuid.UUID, str] = {}
    for number in orders:
        texts = await open_texts(office.engine, office.counter.master, number)
        found |= {id: said["reason"] for id, said in texts.items() if "reason" in said}
    return found


def _shown(office: Office, look: Look, reasons: Mapping[uuid.UUID, str]) -> LookShown:
    return LookShown(
        order=look.order,
        at=look.at.astimezone(office.city.zone),
        person=look.person,
        unit=look.unit,
        role=look.role,
        outsourced=look.outsourced,
        fields=look.data,
        command_id=str(look.command_id),
        reason=reasons.get(look.command_id),
    )


async def _is_anybody(office: Office, person: str) -> bool:
    return person.isprintable() and await actor(office.engine, person) is not None
