"""Exports of texts: one human asks, another agrees, and what leaves is on record before it does.

It holds what the asker is shown in full, nothing that is masked from him, and nothing of an order
that is for named people only (6.1, 6.2)."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from domain.chapters.caller.commands import NoteExport
from domain.chapters.caller.terms import PersonalData
from domain.order.terms import Confidentiality
from policies.sight import Showing, SightField
from readmodel.orders.queries import standing_of
from readmodel.scorecards.page_keys import BadCursor, Behind, read_cursor, write_cursor
from services.access.orders import seen_among
from services.access.principal import SYSTEM, Principal
from services.access.rights import Right, require
from services.office import Office
from services.orders.export_views import (
    ExportFetched,
    ExportShown,
    ExportsListed,
    export_fetched,
    export_shown,
)
from services.orders.looks import Page
from services.orders.order_read import NOTHING_OPENED, read_order, sight_of_read
from services.orders.texts import TextShown, texts_shown
from services.submission.command_json import Paper
from services.submission.counter import Handed
from store.commands.earlier_editions import EarlierEdition
from store.commands.settlement import UnknownOrder
from store.exports import exports
from store.exports.exports import ExportAsked, KeptExport, UnknownExport, require_fetchable
from store.unit_of_work import snapshot
from store.vault.fingerprints import KeyKind
from store.vault.known_keys import current_key
from store.vault.rewrapping import EXPORT

T = TypeVar("T")
MOST_ORDERS: Final = 200
AT_ONCE: Final = 4
"""So many orders are read and noted side by side."""
LEAVES: Final = frozenset({Showing.FULL, Showing.SHARED_PART, Showing.REDACTED, Showing.RELAY})
"""How a text is shown that may leave: what is masked from somebody on a screen stays there."""
NAMESPACE: Final = uuid.UUID("6a0f4f1e-2a0b-4b5e-9d53-0f6a4a3c7e11")
"""From an asker and his key one id is made, so that who asks twice has asked once."""


class NotExported(PermissionError):
    """These orders are for named people only, and leave the system by nobody."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(", ".join(numbers))
        self.numbers = tuple(numbers)


class ExportNotOnRecord(RuntimeError):
    """Not every order has it on record yet, so nothing has left; whoever asks again goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWanted:
    """What somebody asks for, and why."""

    orders: tuple[str, ...]
    fields: tuple[SightField, ...]
    reason: str


async def ask_export(
    principal: Principal, office: Office, wanted: ExportWanted, key: str
) -> ExportShown:
    """Ask for texts of orders that one sees; another human has a day to agree.

    Raises MayNot, NobodyNamed, UnknownOrder, NotExported and KeyReused."""
    require(principal, Right.EXPORT_TEXTS)
    numbers = tuple(sorted(set(wanted.orders)))
    unseen = set(numbers) - await seen_among(principal, office.engine, numbers)
    if unseen:
        raise UnknownOrder(min(unseen))
    if by_list := await _for_named_people(office, numbers):
        raise NotExported(by_list)
    id = uuid.uuid5(NAMESPACE, f"{principal.person}/{key}")
    async with office.engine.connect() as connection:
        current = await current_key(connection, KeyKind.VAULT)
    asked = ExportAsked(
        id=id,
        asked_by=principal.person,
        account=principal.account,
        unit=principal.unit,
        orders=numbers,
        fields=tuple(sorted(set(wanted.fields))),
        reason=office.master.told(current).seal(wanted.reason.encode(), *_place(id)),
        sealed_by=current,
    )
    return _shown(office, await exports.ask(office.engine, asked))


async def exports_waiting(principal: Principal, office: Office) -> tuple[ExportShown, ...]:
    """What waits for somebody who agrees, the oldest first; raises MayNot."""
    require(principal, Right.APPROVE_EXPORT)
    return tuple(_shown(office, kept) for kept in await exports.waiting(office.engine))


async def answer_export(
    principal: Principal, office: Office, export: uuid.UUID, *, approved: bool
) -> ExportShown:
    """Agree to an export, or refuse it.

    Raises MayNot, NobodyNamed, UnknownExport, SecondPersonNeeded and ExportOver."""
    require(principal, Right.APPROVE_EXPORT)
    kept = await exports.answer(office.engine, export, principal.actor, approved=approved)
    return _shown(office, kept)


async def fetch_export(principal: Principal, office: Office, export: uuid.UUID) -> ExportFetched:
    """Fetch what was agreed to, once: every order has it on record first.

    Raises MayNot, UnknownExport for one that is not the asker's own, ExportNotApproved, ExportOver,
    ExportNotOnRecord, DamagedFact and what Counter.act does."""
    require(principal, Right.EXPORT_TEXTS)
    kept = await exports.export_of(office.engine, export)
    if (kept.asked_by, kept.account) != (principal.person, principal.account):
        raise UnknownExport(str(export))
    require_fetchable(kept)
    found = await _texts(principal, office, kept, await _noted(principal, office, kept))
    fetched = await exports.fetch(office.engine, export)
    return export_fetched(fetched, _reason(office, kept), office.city.zone, found)


async def exports_listed(principal: Principal, office: Office, page: Page) -> ExportsListed:
    """Whatever was asked for, the newest first, whatever became of it; raises MayNot, BadCursor."""
    require(principal, Right.SEE_WHO_LOOKED)
    after = _behind(page.after) if page.after else None
    found = await exports.exports(office.engine, after=after, limit=page.limit + 1)
    shown, more = found[: page.limit], len(found) > page.limit
    last = write_cursor(Behind(shown[-1].asked_at, str(shown[-1].id), 0)) if more else None
    return ExportsListed(exports=tuple(_shown(office, kept) for kept in shown), next=last)


def _behind(after: str) -> tuple[datetime, uuid.UUID]:
    behind = read_cursor(after)
    try:
        place = uuid.UUID(behind.order)
    except ValueError:
        raise BadCursor(f"{after} is no page's `next`") from None
    if behind.at is None:
        raise BadCursor(f"{after} is no page's `next`")
    return behind.at, place


async def _for_named_people(office: Office, numbers: Sequence[str]) -> tuple[str, ...]:
    async with snapshot(office.engine) as moment:
        standings = [await standing_of(moment, number) for number in numbers]
    return tuple(
        one.number for one in standings if one and one.confidentiality is Confidentiality.P3
    )


async def _noted(principal: Principal, office: Office, kept: KeptExport) -> tuple[str, ...]:
    """The orders of which something may leave, each with the fact of it on record."""
    some = [number for number, _ in await _texts(principal, office, kept, kept.orders)]
    noted = await _each(some, lambda number: _note(office, kept, number))
    return tuple(number for number, is_noted in zip(some, noted, strict=True) if is_noted)


async def _note(office: Office, kept: KeptExport, number: str) -> bool:
    """Whether an order has the export on record; one that takes no such fact has not."""
    command = NoteExport(
        export=str(kept.id),
        asked_by=kept.asked_by,
        approved_by=kept.answered_by or "",
        fields=kept.fields,
    )
    paper = Paper(command=command, texts={}, digest=str(kept.id))
    key = f"export/{kept.id}/{number}"
    handed = Handed(number=number, paper=paper, key=key, on_behalf_of=kept.asked_by)
    try:
        reply = await office.counter.act(SYSTEM, handed)
    except EarlierEdition:
        return False
    if reply.receipt is None and reply.refusal is None:
        raise ExportNotOnRecord(number)
    return reply.refusal is None


async def _texts(
    principal: Principal, office: Office, kept: KeptExport, numbers: Sequence[str]
) -> tuple[tuple[str, tuple[TextShown, ...]], ...]:
    """What may leave of each order, by its level of the moment; without any it is not there."""
    found = await _each(numbers, lambda number: _texts_of(principal, office, kept, number))
    return tuple((number, texts) for number, texts in zip(numbers, found, strict=True) if texts)


async def _texts_of(
    principal: Principal, office: Office, kept: KeptExport, number: str
) -> tuple[TextShown, ...]:
    personal = SightField.NAME_AND_PHONE in kept.fields
    async with snapshot(office.engine) as moment:
        try:
            read = await read_order(principal, office, moment, number)
        except UnknownOrder:
            return ()
    sight_of = sight_of_read(read, frozenset(PersonalData) if personal else NOTHING_OPENED)
    if sight_of.level is Confidentiality.P3:
        return ()
    texts = texts_shown(sight_of, read, office.city.zone)
    return tuple(one for one in texts if one.field in kept.fields and one.shown in LEAVES)


async def _each(numbers: Sequence[str], do: Callable[[str], Awaitable[T]]) -> list[T]:
    """Do it for each order, a few at once."""
    done: list[T] = []
    for first in range(0, len(numbers), AT_ONCE):
        done += await asyncio.gather(*map(do, numbers[first : first + AT_ONCE]))
    return done


def _shown(office: Office, kept: KeptExport) -> ExportShown:
    return export_shown(kept, _reason(office, kept), office.city.zone)


def _reason(office: Office, kept: KeptExport) -> str:
    return office.master.unseal(kept.reason, *_place(kept.id)).decode()


def _place(export: uuid.UUID) -> tuple[str, str]:
    return EXPORT, str(export)
