"""Publication: a pack or a calendar year comes into force; running orders learn of a year.

A new pack touches new orders only. A new calendar year is told to every running order that counts
by that calendar, as a recorded command, so that provisional dues are computed anew (T51, X37).
"""

import asyncio
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.chapters.law_change.commands import ChangeCalendar
from domain.law.pack import Pack
from domain.order.refusal import Refusal
from domain.time.calendar import CalendarYear, WorkCalendar
from domain.vocabulary import OVER
from services.access.principal import SYSTEM, Principal
from services.access.rights import Right, require
from services.law.laws import Laws
from services.records import Records
from services.submission.command_json import Paper
from services.submission.counter import Counter, Handed, Reply
from store.commands.earlier_editions import IS_PRESENT
from store.tables import OrderStateRow, WorkOrderRow

AT_ONCE: Final = 8
ENDED_MEANWHILE: Final = "order_is_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """How many running orders were told of a calendar year, and which could not be told yet."""

    told: int
    ended: int
    """Orders that ended before they could be told, and need no calendar any more."""
    waiting: tuple[str, ...]
    """Orders whose answer is still to come; the relay goes on with them."""


async def publish_pack(principal: Principal, records: Records, pack: Pack) -> None:
    """Put a pack into force for new orders; the city's own counts its days as the city does.

    Raises MayNot, UnknownCalendar and OtherZone."""
    require(principal, Right.PUBLISH_LAW)
    calendar = await records.laws.calendar(pack.calendar)
    if pack.id == records.city.pack:
        records.city.require_own_days(calendar.time_zone)
    await records.laws.publish(pack, by=principal.actor.person)


async def publish_place(principal: Principal, laws: Laws, calendar: WorkCalendar) -> None:
    """Publish the calendar of a further place, before any year of it.

    Raises MayNot and OtherPlace."""
    require(principal, Right.PUBLISH_LAW)
    await laws.publish_place(calendar, by=principal.actor.person)


async def publish_calendar(
    principal: Principal, laws: Laws, counter: Counter, name: str, year: CalendarYear
) -> Announced:
    """Publish one year of a calendar and tell every running order that counts by it, on behalf of
    whoever publishes.

    Raises MayNot."""
    require(principal, Right.PUBLISH_LAW)
    await laws.publish_year(name, year, by=principal.actor.person)
    limit = asyncio.Semaphore(AT_ONCE)

    async def tell(number: str) -> Reply:
        async with limit:
            notice = _notice(number, name, year, principal.actor.person)
            return await counter.act(SYSTEM, notice)

    replies = await asyncio.gather(
        *(tell(n) for n in await _running(counter.engines.patient, name))
    )
    return Announced(
        told=sum(reply.receipt is not None for reply in replies),
        ended=sum(_has_ended(reply.refusal) for reply in replies),
        waiting=tuple(r.number for r in replies if r.receipt is None and r.refusal is None),
    )


def _has_ended(refusal: Refusal | None) -> bool:
    return refusal is not None and refusal.code == ENDED_MEANWHILE


def _notice(number: str, name: str, year: CalendarYear, publisher: str) -> Handed:
    """The command that tells one order; publishing the same edition again tells it once."""
    edition = f"{name} {year.edition}"
    return Handed(
        number=number,
        paper=Paper(command=ChangeCalendar(years=(year,)), texts={}, digest=edition),
        key=f"calendar:{edition}:{number}",
        on_behalf_of=publisher,
    )


async def _running(engine: AsyncEngine, calendar: str) -> list[str]:
    running = (
        select(WorkOrderRow.number)
        .outerjoin(OrderStateRow, OrderStateRow.number == WorkOrderRow.number)
        .where(WorkOrderRow.calendar == calendar, IS_PRESENT)
        .where(OrderStateRow.state.not_in([state.value for state in OVER]))
        .order_by(WorkOrderRow.number)
    )
    async with engine.connect() as connection:
        return list(await connection.scalars(running))
