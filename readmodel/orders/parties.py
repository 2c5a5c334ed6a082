"""The parties of orders, written beside the publisher: for orders from before they were kept."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.parties import NO_PARTIES, Parties
from store.rows import parties_row
from store.unit_of_work import Source, reading
from store.wire import as_json

UNKNOWN: Final = text("SELECT order_number FROM parties_unknown ORDER BY order_number LIMIT :most")
STANDS: Final = text(
    "SELECT number FROM order_state WHERE number = :number AND version = :version FOR UPDATE"
)
TAKE_AWAY: Final = text("DELETE FROM order_parties WHERE order_number = :number")
PUT: Final = text("""
INSERT INTO order_parties
SELECT * FROM jsonb_populate_record(NULL::order_parties, CAST(:parties AS jsonb))
""")
KNOWN: Final = text("DELETE FROM parties_unknown WHERE order_number = :number")


async def unknown_parties(source: Source, most: int) -> list[str]:
    """Orders whose parties were never written down, at most so many, by number."""
    async with reading(source) as connection:
        return list(await connection.scalars(UNKNOWN, {"most": most}))


async def put_parties(
    connection: AsyncConnection, number: str, version: int, parties: Parties
) -> None:
    """Write the parties of an order as of this version; where it has moved on since, nothing: the
    publisher has written them then."""
    asked: Mapping[str, object] = {"number": number, "version": version}
    if await connection.scalar(STANDS, asked) is not None:
        await connection.execute(TAKE_AWAY, {"number": number})
        if parties != NO_PARTIES:
            row = as_json(parties_row(number, parties))
            await connection.execute(PUT, {"parties": row})
    await parties_known(connection, number)


async def parties_known(connection: AsyncConnection, number: str) -> None:
    """Note that nothing more is to be read from the facts of an order."""
    await connection.execute(KNOWN, {"number": number})
