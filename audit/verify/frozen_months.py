"""Every frozen month of the assessment, held against its leaf."""

from sqlalchemy.ext.asyncio import AsyncConnection

from audit.log import log_rows
from audit.log.chain import Fault
from audit.log.leaves import ASSESSMENT, assessment_leaf, frozen_digest
from audit.verify.archived_orders import Row, names_sm3, otherwise


async def examine_months(connection: AsyncConnection) -> list[Fault]:
    """Name every frozen month that is not what was frozen."""
    faults = list[Fault]()
    async for row in log_rows.months(connection):
        if wrong := _month_wrong(row):
            where = f"month {row['month']} {wrong}"
            faults.append(Fault(order="", what=ASSESSMENT, where=where))
    return faults


def _month_wrong(row: Row) -> str:
    if row["leaf"] is None:
        return "has no leaf"
    if row["sha256"] != frozen_digest(row["figures"], row["orders"]):
        return "is not what was hashed"
    return otherwise(assessment_leaf(row, national=names_sm3(row)), row)
