"""Lists as desks read them: the most pressing order first, so many on a page, and all counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, any_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from domain.order.clock import Clock
from domain.summary import Summary
from domain.vocabulary import OVER, State, Urgency
from readmodel.orders.queries import OrderFilter, filtered, require_page, summary_of
from store.tables import NUMBER, ClockRow, OrderStateRow
from store.unit_of_work import Source, reading
from store.wire import CLOCK


class Sorting(StrEnum):
    """In which order a list stands."""

    URGENT = "urgent"
    """Emergencies, then what is supervised by its rung, then the nearest due (criterion 15)."""
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWanted:
    """Which orders a list holds."""

    of: OrderFilter = field(default_factory=OrderFilter)
    states: frozenset[State] = frozenset()
    """Empty: any."""
    with_emergencies: bool = False
    """Whether emergencies that are not over stand in it too, whatever their state."""
    is_open: bool | None = None
    urgency: Urgency | None = None
    number: str = ""
    """A part of the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOrder:
    """An order of a list, with every duty that it ever had."""

    standing: Summary
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A page of a list, and how many orders the whole list holds."""

    orders: tuple[ListedOrder, ...]
    count: int


FIRST_DUE: Final = (
    select(func.min(ClockRow.due))
    .where(ClockRow.order_number == OrderStateRow.number, ClockRow.ended.is_(None))
    .scalar_subquery()
)
IS_EMERGENCY: Final = OrderStateRow.urgency == Urgency.EMERGENCY.value
IS_OPEN: Final = OrderStateRow.state.not_in(sorted(OVER))
NUMBER_DOWN: Final = OrderStateRow.number.desc()
SORTINGS: Final[dict[Sorting, tuple[ColumnElement[Any], ...]]] = {
    Sorting.URGENT: (
        and_(IS_EMERGENCY, IS_OPEN).desc(),
        OrderStateRow.level.desc(),
        FIRST_DUE.asc().nulls_last(),
        NUMBER_DOWN,
    ),
    Sorting.NEWEST: (NUMBER_DOWN,),
    Sorting.OLDEST: (OrderStateRow.number.asc(),),
}


async def page_of_list(
    source: Source,
    seen: ColumnElement[bool],
    wanted: ListWanted,
    sorting: Sorting,
    *,
    limit: int,
    page: int,
) -> ListPage:
    """One page of a list, the first being 1; raises BadPage."""
    require_page(limit)
    listed = _listed(wanted).where(seen)
    on_page = listed.order_by(*SORTINGS[sorting]).limit(limit).offset((page - 1) * limit)
    async with reading(source) as connection:
        standings = [summary_of(row) for row in await connection.execute(on_page)]
        numbers = [one.number for one in standings]
        clocks: dict[str, list[Clock]] = {number: [] for number in numbers}
        for number, body in await connection.execute(_clocks_of(numbers)):
            clocks[number].append(CLOCK.read(body))
        (count,) = await _counts(connection, [listed])
    orders = tuple(ListedOrder(standing=s, clocks=tuple(clocks[s.number])) for s in standings)
    return ListPage(orders=orders, count=count)


async def counts_of_lists(
    source: Source, seen: ColumnElement[bool], lists: Sequence[ListWanted]
) -> tuple[int, ...]:
    """How many orders each of these lists holds, all at one moment."""
    return await _counts(source, [_listed(wanted).where(seen) for wanted in lists])


async def _counts(source: Source, lists: Sequence[Select[Any]]) -> tuple[int, ...]:
    each = [
        select(func.count()).select_from(one.subquery()).scalar_subquery().label(f"of_{place}")
        for place, one in enumerate(lists)
    ]
    async with reading(source) as connection:
        return tuple((await connection.execute(select(*each))).one())


def _listed(wanted: ListWanted) -> Select[Any]:
    statement = filtered(wanted.of)
    if wanted.states:
        among = OrderStateRow.state.in_(sorted(wanted.states))
        also = and_(IS_EMERGENCY, IS_OPEN)
        statement = statement.where(or_(among, also) if wanted.with_emergencies else among)
    if wanted.is_open is not None:
        statement = statement.where(IS_OPEN if wanted.is_open else ~IS_OPEN)
    if wanted.urgency is not None:
        statement = statement.where(OrderStateRow.urgency == wanted.urgency.value)
    if wanted.number:
        statement = statement.where(OrderStateRow.number.contains(wanted.number, autoescape=True))
    return statement


def _clocks_of(numbers: Sequence[str]) -> Select[Any]:
    among = ClockRow.order_number == any_(literal(list(numbers), ARRAY(NUMBER)))
    return (
        select(ClockRow.order_number, ClockRow.body)
        .where(among)
        .order_by(ClockRow.order_number, ClockRow.started, ClockRow.id)
    )
