"""Questions to the read model: plain answers, as of the latest published fact."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.order.clock import Clock
from domain.order.fact import Fact
from domain.order.terms import Confidentiality
from domain.summary import Summary
from domain.vocabulary import UNIT_FILES, ItemClass, ItemType, Level, State, Urgency
from store.commands.earlier_editions import of_earlier
from store.commands.settlement import UnknownOrder
from store.commands.stored import COMMANDS, StoredCommand, stored_command
from store.tables import ClockRow, CommandRow, FactRow, OrderStateRow
from store.unit_of_work import Source, reading, snapshot
from store.wire import CLOCK, stored_fact

LARGEST_PAGE: Final = 200
Columns = tuple[Any, ...]
MOST: Final = 1000
"""Facts or commands given at once; an ordinary life has about thirty of each."""


class BadPage(ValueError):
    """A page must hold between 1 and 200 orders, a run of facts or commands at most 1000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """How one order stands, with every duty it ever had, in the order in which they began."""

    standing: Summary
    clocks: tuple[Clock, ...]
    earlier_edition: bool = False
    """Whether it was born under an earlier edition, and takes no further act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """Which orders a list shall hold; what is None does not matter."""

    state: State | None = None
    """None: any order; a unit's own file is listed only where its state is asked for."""
    unit: str | None = None
    level: Level | None = None
    type: ItemType | None = None
    class_: ItemClass | None = None
    district: str | None = None
    queue: str | None = None
    confidentiality: Confidentiality | None = None
    overdue: bool | None = None
    """Whether a duty has lapsed and is still owed."""
    earlier_edition: bool | None = None
    """Whether it was born under an earlier edition of the workflow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """Orders, newest number first; `next` continues the list, None ends it."""

    orders: tuple[Summary, ...]
    next: str | None


async def order(engine: AsyncEngine, number: str) -> OrderView:
    """How an order stands; raises UnknownOrder if nothing of it is published."""
    # One moment for both questions: the clocks must be those of the standing.
    async with snapshot(engine) as connection:
        wanted = STANDINGS.add_columns(EARLIER.label("earlier"))
        found = await connection.execute(wanted.where(OrderStateRow.number == number))
        row = found.one_or_none()
        if row is None:
            raise UnknownOrder(number)
        clocks = await _clocks(connection, number)
        return OrderView(standing=summary_of(row), clocks=clocks, earlier_edition=row.earlier)


async def orders(
    source: Source,
    seen: ColumnElement[bool],
    wanted: OrderFilter,
    *,
    limit: int = 50,
    after: str | None = None,
) -> OrderPage:
    """List orders that the reader sees, at most `limit`, from behind the cursor; raises BadPage."""
    require_page(limit)
    statement = filtered(wanted).where(seen).order_by(OrderStateRow.number.desc()).limit(limit + 1)
    if after is not None:
        statement = statement.where(OrderStateRow.number < after)
    async with reading(source) as connection:
        found = [summary_of(row) for row in await connection.execute(statement)]
    more = len(found) > limit
    return OrderPage(orders=tuple(found[:limit]), next=found[limit - 1].number if more else None)


async def facts(
    source: Source, number: str, *, after: int = 0, limit: int = MOST
) -> tuple[Fact, ...]:
    """The facts of an order in their order, from behind `after`; raises BadPage, DamagedFact."""
    _require(1 <= limit <= MOST and after >= 0)
    statement = (
        select(FactRow.order_number, FactRow.seq, FactRow.body)
        .where(FactRow.order_number == number, FactRow.seq > after)
        .order_by(FactRow.seq)
        .limit(limit)
    )
    async with reading(source) as connection:
        return tuple(stored_fact(*row) for row in await connection.execute(statement))


async def all_facts(source: Source, number: str) -> tuple[Fact, ...]:
    """Every published fact of an order, however many."""
    found: list[Fact] = []
    while len(more := await facts(source, number, after=len(found))) == MOST:
        found += more
    return (*found, *more)


async def commands(
    source: Source, number: str, *, after: int = 0, limit: int = MOST
) -> tuple[StoredCommand, ...]:
    """The commands of an order by place, from behind `after`; raises BadPage."""
    _require(1 <= limit <= MOST and after >= 0)
    statement = COMMANDS.where(CommandRow.order_number == number, CommandRow.place > after)
    async with reading(source) as connection:
        rows = await connection.execute(statement.order_by(CommandRow.place).limit(limit))
        return tuple(stored_command(row) for row in rows)


async def all_commands(source: Source, number: str) -> tuple[StoredCommand, ...]:
    """Every command of an order by place, however many."""
    found: list[StoredCommand] = []
    while len(more := await commands(source, number, after=len(found))) == MOST:
        found += more
    return (*found, *more)


async def _clocks(connection: AsyncConnection, number: str) -> tuple[Clock, ...]:
    statement = (
        select(ClockRow.body)
        .where(ClockRow.order_number == number)
        .order_by(ClockRow.started, ClockRow.id)
    )
    return tuple(CLOCK.read(body) for body in await connection.scalars(statement))


def filtered(wanted: OrderFilter) -> Select[*Columns]:
    """The standings that a filter lets through."""
    columns = {
        OrderStateRow.state: wanted.state,
        OrderStateRow.unit: wanted.unit,
        OrderStateRow.level: wanted.level,
        OrderStateRow.type: wanted.type,
        OrderStateRow.class_: wanted.class_,
        OrderStateRow.district: wanted.district,
        OrderStateRow.queue: wanted.queue,
        OrderStateRow.confidentiality: wanted.confidentiality,
    }
    statement = STANDINGS.where(*(c == value for c, value in columns.items() if value is not None))
    if wanted.state is None:
        statement = statement.where(OrderStateRow.state.not_in(sorted(UNIT_FILES)))
    for asked, so in ((wanted.overdue, OVERDUE), (wanted.earlier_edition, EARLIER)):
        if asked is not None:
            statement = statement.where(so if asked else ~so)
    return statement


def summary_of(row: Row[*Columns]) -> Summary:
    """Read one row of STANDINGS."""
    return Summary(
        number=row.number,
        version=row.version,
        state=State(row.state),
        level=Level(row.level),
        type=ItemType(row.type),
        class_=ItemClass(row.class_),
        urgency=Urgency(row.urgency),
        district=row.district,
        unit=row.unit,
        pack=row.pack,
        pack_edition=row.pack_edition,
        born_at=row.born_at,
        next_alarm=row.next_alarm,
        queue=row.queue,
        confidentiality=Confidentiality(row.confidentiality),
    )


def require_page(limit: int) -> None:
    """Insist on a page of 1 to 200 orders; raises BadPage."""
    _require(1 <= limit <= LARGEST_PAGE)


def _require(lawful: bool) -> None:
    if not lawful:
        raise BadPage(BadPage.__doc__)


OVERDUE: Final = exists().where(
    ClockRow.order_number == OrderStateRow.number,
    ClockRow.lapsed.is_not(None),
    ClockRow.ended.is_(None),
)
EARLIER: Final = of_earlier(OrderStateRow.number)
STANDINGS: Final = select(
    OrderStateRow.number,
    OrderStateRow.version,
    OrderStateRow.state,
    OrderStateRow.level,
    OrderStateRow.type,
    OrderStateRow.class_.label("class_"),
    OrderStateRow.urgency,
    OrderStateRow.district,
    OrderStateRow.unit,
    OrderStateRow.pack,
    OrderStateRow.pack_edition,
    OrderStateRow.born_at,
    OrderStateRow.next_alarm,
    OrderStateRow.queue,
    OrderStateRow.confidentiality,
)


async def standing_of(source: Source, number: str) -> Summary | None:
    """How an order stands, or None while nothing of it is published."""
    async with reading(source) as connection:
        found = await connection.execute(STANDINGS.where(OrderStateRow.number == number))
        row = found.one_or_none()
    return summary_of(row) if row else None
