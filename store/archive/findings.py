"""Keeping what reconciliation saw and found: a finding is named once, and never removed."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import func, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from store.archive.finding_tables import PLACE_LENGTH, SeenRunRow
from store.engines import single

ADD: Final = text("""
INSERT INTO finding (order_number, run_id, what, place, since)
SELECT order_number, run_id, what, place, clock_timestamp()
  FROM (SELECT CAST(:order_number AS varchar) AS order_number, CAST(:run_id AS varchar) AS run_id,
               CAST(:what AS varchar) AS what, CAST(:place AS varchar) AS place) AS new
 WHERE NOT EXISTS (
       SELECT FROM finding AS old
        WHERE (old.order_number, old.run_id, old.what, old.place)
            = (new.order_number, new.run_id, new.what, new.place)
          AND (cleared_at IS NULL OR cleared_by <> ''))
RETURNING id
""")
OVER: Final = text("""
UPDATE finding SET cleared_at = clock_timestamp()
 WHERE cleared_at IS NULL AND what = ANY(:states) AND NOT id = ANY(:still)
""")
OPEN: Final = text("""
SELECT id, order_number, run_id, what, place FROM finding
 WHERE cleared_at IS NULL AND what = ANY(:states)
""")
CLEAR: Final = text("""
UPDATE finding SET cleared_at = clock_timestamp(), cleared_by = :person
 WHERE id = :id AND cleared_at IS NULL RETURNING id
""")
ARCHIVED: Final = text("""
UPDATE seen_run SET archived = true WHERE NOT archived
   AND EXISTS (SELECT FROM archive_history AS kept WHERE kept.run_id = seen_run.run_id)
""")
FORGET: Final = text("DELETE FROM seen_run")
NOW: Final = text("SELECT clock_timestamp()")
KEY: Final = ("order_number", "run_id", "what", "place")
Row = Mapping[str, Any]


async def add_finding(connection: AsyncConnection, row: Row) -> bool:
    """Keep what was found; False if it stands open already, or a person has cleared it."""
    written = {**row, "place": row["place"][:PLACE_LENGTH]}
    return await connection.scalar(ADD, written) is not None


async def clear_what_is_over(
    connection: AsyncConnection, states: Collection[str], still: Sequence[Row]
) -> None:
    """Clear every open finding of these kinds that is not among those that are still so."""
    lasting = {tuple(row[name] for name in KEY) for row in still}
    found = (await connection.execute(OPEN, {"states": list(states)})).mappings()
    ids = [row["id"] for row in found if tuple(row[name] for name in KEY) in lasting]
    await connection.execute(OVER, {"states": list(states), "still": ids})


async def clear_by_hand(engine: AsyncEngine, id: int, person: str) -> bool:
    """A person has dealt with a finding; False if none of this number stands open."""
    async with single(engine).connect() as connection:
        return await connection.scalar(CLEAR, {"id": id, "person": person}) is not None


async def remember_runs(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Note how far these runs were read; where a run began and ended is noted once."""
    if not rows:
        return
    now = await connection.scalar(NOW)
    values = [
        {
            **{n: v for n, v in row.items() if n != "ended"},
            "ended_at": now if row["ended"] else None,
        }
        for row in rows
    ]
    adding = insert(SeenRunRow).values(values)
    renewed = {
        "events": adding.excluded.events,
        "ended_at": func.coalesce(SeenRunRow.ended_at, adding.excluded.ended_at),
    }
    await connection.execute(adding.on_conflict_do_update(index_elements=["run_id"], set_=renewed))


async def note_archived(engine: AsyncEngine) -> None:
    """Note which runs the archive holds by now, so that they are not looked for again."""
    async with single(engine).connect() as connection:
        await connection.execute(ARCHIVED)


async def forget_runs(engine: AsyncEngine) -> None:
    """Forget which runs were seen: Temporal was put back to an earlier day, and is read anew."""
    async with single(engine).connect() as connection:
        await connection.execute(FORGET)
