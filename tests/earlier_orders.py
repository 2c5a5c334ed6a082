"""Orders made to look as if an earlier edition of the workflow had borne them."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.vocabulary import State

EARLIER = text("UPDATE work_order SET workflow_edition = 1 WHERE number = ANY(:numbers)")
STANDING = text("""
INSERT INTO order_state (number, version, state, level, type, class, urgency, district, unit, pack,
                         pack_edition)
SELECT number, 1, :state, 0, 'help', 'other', 'ordinary', '', '', 'p', '1'
  FROM unnest(CAST(:numbers AS text[])) AS number
""")
ROW = text("""
SELECT work_order.*, (SELECT count(*) FROM command WHERE order_number = number) AS commands
  FROM work_order WHERE number = :number
""")


async def become_earlier(engine: AsyncEngine, *numbers: str, ended_as: State | None = None) -> None:
    """Mark orders as born under an earlier edition; where a state is named, give them that one."""
    async with engine.begin() as connection:
        await connection.execute(EARLIER, {"numbers": list(numbers)})
        if ended_as is not None:
            said = {"numbers": list(numbers), "state": ended_as.value}
            await connection.execute(STANDING, said)


async def row_of(engine: AsyncEngine, number: str) -> dict[str, Any]:
    """All that the command table says of an order, and how many commands it has."""
    async with engine.connect() as connection:
        return dict((await connection.execute(ROW, {"number": number})).one()._mapping)
