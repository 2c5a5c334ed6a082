"""Orders of an earlier edition of the workflow: they are read, and take no further act."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, bindparam, exists, literal_column, select, text
from sqlalchemy.orm.attributes import InstrumentedAttribute

from domain.vocabulary import OVER
from store.tables import WORKFLOW_EDITION, WorkOrderRow
from store.unit_of_work import Source, reading

# Written out, so that PostgreSQL finds the index that holds nothing else.
IS_EARLIER: Final[ColumnElement[bool]] = WorkOrderRow.workflow_edition < literal_column(
    str(WORKFLOW_EDITION)
)
IS_PRESENT: Final[ColumnElement[bool]] = WorkOrderRow.workflow_edition >= literal_column(
    str(WORKFLOW_EDITION)
)
ONE_EARLIER: Final = select(WorkOrderRow.number).where(
    WorkOrderRow.number == bindparam("number"), IS_EARLIER
)
COUNTS: Final = text(f"""
SELECT count(*) AS orders,
       count(*) FILTER (
           WHERE state.state IS NULL OR state.state <> ALL(:over)
              OR EXISTS (SELECT FROM clock WHERE order_number = number AND ended IS NULL)
              OR EXISTS (SELECT FROM command WHERE order_number = number
                            AND status IN ('received', 'delivered'))
       ) AS open
  FROM work_order LEFT JOIN order_state AS state USING (number)
 WHERE workflow_edition < {WORKFLOW_EDITION}
""")
"""Open is what still owes something, or waits for the answer to an act."""


class EarlierEdition(RuntimeError):
    """The order was born under an earlier edition of the workflow, and takes no further act."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierOrders:
    """How many orders of an earlier edition there are, and how many of them are open."""

    orders: int
    open: int


async def earlier_orders(source: Source) -> EarlierOrders:
    """Count the orders that were born under an earlier edition."""
    over = sorted(state.value for state in OVER)
    async with reading(source) as connection:
        found = (await connection.execute(COUNTS, {"over": over})).one()
    return EarlierOrders(orders=found.orders, open=found.open)


async def is_earlier(source: Source, number: str) -> bool:
    """Whether an order was born under an earlier edition; one that nobody knows was not."""
    async with reading(source) as connection:
        return await connection.scalar(ONE_EARLIER, {"number": number}) is not None


async def earlier_among(source: Source, numbers: Iterable[str]) -> frozenset[str]:
    """Which of these orders were born under an earlier edition."""
    wanted = select(WorkOrderRow.number).where(
        WorkOrderRow.number.in_(sorted(set(numbers))), IS_EARLIER
    )
    async with reading(source) as connection:
        return frozenset(await connection.scalars(wanted))


def of_earlier(number: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Whether the order of this column was born under an earlier edition."""
    return exists().where(WorkOrderRow.number == number, IS_EARLIER)
