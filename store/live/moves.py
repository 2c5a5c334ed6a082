"""What moved since a place in the log, exactly: by transactions, not by a count.

A count is given before a transaction ends, so whoever reads up to a count misses what ends later.
A place is the oldest transaction that was still open: what is read again is known by its position,
and nothing is missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from store.unit_of_work import Source, reading

CHANNEL: Final = "order_moved"
"""Where the statement that stores facts tells of them, by number and version."""
KEPT: Final = timedelta(days=1)
MOST: Final = 1000
"""Of more than this nobody is told one by one."""
SINCE: Final = text("""
WITH place AS (
    SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) AS oldest_open,
           CAST(:since AS bigint) AS since
)
SELECT oldest_open AS place,
       since IS NULL OR (since <= oldest_open AND EXISTS
           (SELECT FROM order_moved WHERE moved_in <= since)) AS reaches,
       (SELECT coalesce(array_agg(ARRAY[CAST(position AS text), CAST(moved_in AS text),
                                        number, CAST(version AS text)] ORDER BY position), '{}')
          FROM (SELECT position, moved_in, number, version FROM order_moved
                 WHERE number <> '' AND moved_in >= CAST(:since AS bigint)
                   AND position <> ALL(:known)
                 ORDER BY position LIMIT :most) AS moved) AS moved
  FROM place
""")
OF_ANOTHER_SERVER: Final = text("""
DELETE FROM order_moved
 WHERE moved_in >= CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)
""")
UNTOLD: Final = text("""
SELECT position, moved_in, number, version FROM order_moved
 WHERE NOT is_told AND number <> '' ORDER BY position LIMIT :most FOR UPDATE SKIP LOCKED
""")
TELL: Final = text("UPDATE order_moved SET is_told = true WHERE position = ANY(:positions)")
BEGINNING: Final = text("""
INSERT INTO order_moved (number, version) SELECT '', 0 WHERE NOT EXISTS (SELECT FROM order_moved)
""")
FORGET: Final = text("""
DELETE FROM order_moved
 WHERE position < (SELECT max(position) FROM order_moved WHERE moved_at < clock_timestamp() - :kept)
   AND moved_at < clock_timestamp() - :kept
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """That an order moved, up to a version."""

    position: int
    transaction: int
    number: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What moved since a place."""

    place: int
    """From where to read on."""
    moves: tuple[Move, ...]
    is_whole: bool
    """Whether it is all: not where the log no longer reaches back so far, or holds too much."""


async def moves_since(
    source: Source, place: int | None, known: frozenset[int] = frozenset()
) -> Moves:
    """What moved since a place and is not known by its position; None asks for the place only."""
    asked = {"since": place, "known": sorted(known), "most": MOST + 1}
    async with reading(source) as connection:
        row = (await connection.execute(SINCE, asked)).one()
    moves = tuple(
        Move(position=int(at), transaction=int(within), number=number, version=int(version))
        for at, within, number, version in row.moved
    )
    return Moves(place=row.place, moves=moves, is_whole=row.reaches and len(moves) <= MOST)


async def untold_moves(connection: AsyncConnection, most: int) -> tuple[Move, ...]:
    """The oldest moves of which nobody was told in an inbox, held until the transaction ends."""
    return tuple(
        Move(
            position=row.position, transaction=row.moved_in, number=row.number, version=row.version
        )
        for row in await connection.execute(UNTOLD, {"most": most})
    )


async def note_told(connection: AsyncConnection, moves: Sequence[Move]) -> None:
    """Note that those whom these moves concern were told."""
    await connection.execute(TELL, {"positions": [move.position for move in moves]})


async def settle_log(source: Source) -> None:
    """Let the log begin somewhere, and hold nothing of another server's transactions: a database
    that was brought back elsewhere counts anew."""
    async with reading(source) as connection:
        await connection.execute(OF_ANOTHER_SERVER)
        await connection.execute(BEGINNING)


async def forget_moves(source: Source) -> int:
    """Forget what moved longer ago than a page is waited for, but the last of it, which tells how
    far back the log reaches; how much it was."""
    async with reading(source) as connection:
        return (await connection.execute(FORGET, {"kept": KEPT})).rowcount
