"""Publication (发布): a pack or a calendar year comes into force; running orders learn of a year.

A new pack touches new orders only. A new calendar year is told to every running order that counts
by that calendar, as a recorded command, so that provisional dues are computed anew (T51, X37).
"""

import asyncio
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.chapters.law_change.commands import ChangeCalendar
from domain.order.act import SYSTEM
from domain.order.refusal import Refusal
from domain.time.calendar import CalendarYear
from domain.vocabulary import OVER
from services.law.laws import Laws
from services.submission.command_json import Paper
from services.submission.counter import Counter, Handed, Reply
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


async def publish_calendar(
    engine: AsyncEngine, laws: Laws, counter: Counter, name: str, year: CalendarYear
) -> Announced:
    """Publish one year of a calendar and tell every running order that counts by it."""
    await laws.publish_year(name, year)
    limit = asyncio.Semaphore(AT_ONCE)

    async def tell(number: str) -> Reply:
        async with limit:
            return await counter.act(_notice(number, name, year))

    replies = await asyncio.gather(*(tell(n) for n in await _running(engine, name)))
    return Announced(
        told=sum(reply.receipt is not None for reply in replies),
        ended=sum(_has_ended(reply.refusal) for reply in replies),
        waiting=tuple(r.number for r in replies if r.receipt is None and r.refusal is None),
    )


def _has_ended(refusal: Refusal | None) -> bool:
    return refusal is not None and refusal.code == ENDED_MEANWHILE


def _notice(number: str, name: str, year: CalendarYear) -> Handed:
    """The command that tells one order; publishing the same edition again tells it once."""
    edition = f"{name} {year.edition}"
    return Handed(
        number=number,
        paper=Paper(command=ChangeCalendar(years=(year,)), texts={}, digest=edition),
        actor=SYSTEM,
        key=f"calendar:{edition}:{number}",
    )


async def _running(engine: AsyncEngine, calendar: str) -> list[str]:
    running = (
        select(WorkOrderRow.number)
        .outerjoin(OrderStateRow, OrderStateRow.number == WorkOrderRow.number)
        .where(WorkOrderRow.calendar == calendar)
        .where(OrderStateRow.state.not_in([state.value for state in OVER]))
        .order_by(WorkOrderRow.number)
    )
    async with engine.connect() as connection:
        return list(await connection.scalars(running))
