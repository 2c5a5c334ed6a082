"""Orders and lists as they stood at an instant, from the published facts alone."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncEngine

from audit.ledger.as_of import known_by, order_at, require_past
from domain.order.clock import Clock
from domain.order.fact import Fact
from domain.order.order import Dossier, Order
from domain.summary import Summary
from domain.vocabulary import UNIT_FILES
from readmodel.orders.facts_until import born_until, facts_of_orders
from readmodel.orders.queries import OrderFilter, OrderPage, OrderView, all_facts, require_page
from services.law.laws import Laws
from store.commands.birth import Birth, birth_of, births_of
from store.commands.earlier_editions import earlier_among
from store.commands.order_time import latest_now, now

AT_ONCE: Final = 100
"""Orders folded together: enough for a page, and few enough that others get their turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """Answers how orders stood; the present standing and clocks are never looked at."""

    engine: AsyncEngine
    laws: Laws

    async def order(self, number: str, instant: datetime) -> OrderView:
        """One order with its clocks; raises UnknownOrder, NotYetBorn and StillToCome."""
        dossier = await self._dossier(await birth_of(self.engine, number))
        require_past(instant, await now(self.engine, number))
        found = order_at(dossier, await all_facts(self.engine, number), instant)
        return OrderView(standing=Summary.of(found), clocks=_clocks(found))

    async def facts(self, number: str, instant: datetime) -> tuple[Fact, ...]:
        """The facts of one order by then; raises as `order` does."""
        require_past(instant, await now(self.engine, number))
        return known_by(number, await all_facts(self.engine, number), instant)

    async def orders(
        self,
        seen: ColumnElement[bool],
        wanted: OrderFilter,
        instant: datetime,
        *,
        limit: int,
        after: str | None,
    ) -> OrderPage:
        """The list of orders as it stood, newest number first, of those that the reader sees now.

        Raises StillToCome and BadPage."""
        require_page(limit)
        require_past(instant, await latest_now(self.engine))
        found: list[Summary] = []
        async for order in self._stood(seen, wanted, instant, after):
            if is_wanted(wanted, order):
                found.append(Summary.of(order))
            if len(found) > limit:
                return OrderPage(orders=tuple(found[:limit]), next=found[limit - 1].number)
        return OrderPage(orders=tuple(found), next=None)

    async def _stood(
        self,
        seen: ColumnElement[bool],
        wanted: OrderFilter,
        instant: datetime,
        after: str | None,
    ) -> AsyncIterator[Order]:
        while born := await born_until(self.engine, seen, instant, after=after, limit=AT_ONCE):
            numbers = await self._of_the_edition(wanted, born)
            births = await births_of(self.engine, numbers)
            facts = await facts_of_orders(self.engine, numbers, instant)
            dossiers = [await self._dossier(births[number]) for number in numbers]
            for order in await asyncio.to_thread(_folded, dossiers, facts, instant):
                yield order
            after = born[-1]

    async def _of_the_edition(self, wanted: OrderFilter, numbers: list[str]) -> list[str]:
        """Leave out the orders of another edition than is asked for; no fact tells it."""
        if wanted.earlier_edition is None:
            return numbers
        earlier = await earlier_among(self.engine, numbers)
        return [number for number in numbers if (number in earlier) is wanted.earlier_edition]

    async def _dossier(self, birth: Birth) -> Dossier:
        return (await self.laws.unborn(birth)).dossier


def in_zone(instant: datetime, zone: ZoneInfo) -> datetime:
    """An instant as it was asked for; without an offset it is local."""
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)


def is_wanted(wanted: OrderFilter, order: Order) -> bool:
    """Whether an order belongs on a list: the same question that the present lists ask."""
    if wanted.state is None and order.state in UNIT_FILES:
        return False
    asked_and_found = (
        (wanted.state, order.state),
        (wanted.unit, order.unit),
        (wanted.level, order.level),
        (wanted.type, order.item_type),
        (wanted.class_, order.item_class),
        (wanted.district, order.district),
        (wanted.queue, order.queue),
        (wanted.confidentiality, order.confidentiality),
        (wanted.overdue, is_overdue(order)),
    )
    return all(asked is None or asked == found for asked, found in asked_and_found)


def is_overdue(order: Order) -> bool:
    """Whether a duty has lapsed and is still owed."""
    return any(clock.lapsed is not None and clock.is_open for clock in order.clocks.values())


def _folded(
    dossiers: Sequence[Dossier], facts: dict[str, list[Fact]], instant: datetime
) -> list[Order]:
    return [order_at(dossier, facts[dossier.number], instant) for dossier in dossiers]


def _clocks(order: Order) -> tuple[Clock, ...]:
    return tuple(sorted(order.clocks.values(), key=lambda clock: (clock.started, clock.id)))
