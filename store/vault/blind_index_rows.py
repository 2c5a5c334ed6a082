"""The rows of traces: written with the registration, erased with the person."""

from typing import Final

from sqlalchemy import delete, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.vault.blind_index import Traces
from store.vault.blind_index_tables import BlindIndexRow, NarrativeIndexRow

TABLES: Final = (BlindIndexRow, NarrativeIndexRow)
ADD_GRAMS: Final = text("""
INSERT INTO narrative_index (gram, order_number, "of")
SELECT gram, :number, cardinality(CAST(:grams AS bigint[]))
  FROM unnest(CAST(:grams AS bigint[])) AS told (gram)
""")


async def store_traces(connection: AsyncConnection, number: str, traces: Traces) -> None:
    """Keep the traces of a new order."""
    if traces.caller:
        rows = [
            {"order_number": number, "kind": kind.value, "digest": digest}
            for kind, digest in traces.caller
        ]
        await connection.execute(insert(BlindIndexRow), rows)
    if traces.grams:
        grams = {"number": number, "grams": list(traces.grams)}
        await connection.execute(ADD_GRAMS, grams)


async def forget_traces(connection: AsyncConnection, number: str) -> None:
    """Erase every trace of an order's caller and of what was told."""
    for table in TABLES:
        await connection.execute(delete(table).where(table.order_number == number))
