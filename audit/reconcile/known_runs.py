"""What the tables say of orders and runs, as reconciliation asks them: in few, wide questions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, TextClause, text
from sqlalchemy.ext.asyncio import AsyncEngine

from audit.reconcile.foreign_messages import CommandOnRecord
from domain.vocabulary import OVER, State

ALIVE: Final = sorted(state.value for state in frozenset(State) - OVER)
RUNS: Final = text("SELECT run_id, events, ended_at FROM seen_run WHERE run_id = ANY(:runs)")
ORDERS: Final = text("SELECT number FROM work_order WHERE number = ANY(:numbers)")
CHAINS: Final = text("""
SELECT order_number, run_id, previous FROM seen_run WHERE order_number = ANY(:numbers)
 UNION SELECT order_number, run_id, previous FROM archive_history
        WHERE order_number = ANY(:numbers)
""")
ACCOUNTS: Final = text(
    "SELECT id, order_number, act, via, status FROM command WHERE id = ANY(:commands)"
)
YOUNG: Final = "number >= (SELECT city_number_day(clock_timestamp() - interval '2 days'))"
"""Rounds follow each other by seconds: older orders were looked at when they were born."""
LIVING: Final = text(f"""
SELECT number FROM order_state WHERE state = ANY(:living)
 UNION SELECT order_number FROM clock WHERE ended IS NULL
 UNION SELECT number FROM work_order WHERE started AND {YOUNG}
          AND NOT EXISTS (SELECT FROM order_state AS state WHERE state.number = work_order.number)
EXCEPT SELECT number FROM work_order WHERE NOT started
 ORDER BY number
""")
"""An order has rows from its birth on, and a run only once it is started."""
LIVES: Final = text("""
SELECT number FROM work_order LEFT JOIN order_state AS state USING (number)
 WHERE started AND number = :number
   AND (state.state IS NULL OR state.state = ANY(:living)
        OR EXISTS (SELECT FROM clock WHERE order_number = number AND ended IS NULL))
""")
UNTRACED: Final = text(f"""
SELECT number FROM work_order WHERE started AND {YOUNG}
   AND NOT EXISTS (SELECT FROM seen_run WHERE order_number = number)
   AND NOT EXISTS (SELECT FROM archive_history WHERE order_number = number)
 ORDER BY number
""")
IS_UNTRACED: Final = text("""
SELECT NOT EXISTS (SELECT FROM seen_run WHERE order_number = :number)
   AND NOT EXISTS (SELECT FROM archive_history WHERE order_number = :number)
""")
UNARCHIVED: Final = text("""
SELECT run_id, order_number, ended_at, clock_timestamp() AS now
  FROM seen_run JOIN work_order ON number = order_number
 WHERE NOT archived
   AND NOT EXISTS (SELECT FROM archive_history AS kept WHERE kept.run_id = seen_run.run_id)
 ORDER BY order_number
""")
IS_ARCHIVED: Final = text("SELECT EXISTS (SELECT FROM archive_history WHERE run_id = :run_id)")
BARE_STANDINGS: Final = text("""
SELECT number FROM order_state AS state
 WHERE number = ANY(:numbers)
   AND (NOT EXISTS (SELECT FROM fact WHERE order_number = number AND seq = state.version)
        OR EXISTS (SELECT FROM fact WHERE order_number = number AND seq = state.version + 1))
 ORDER BY number
""")
BEHIND: Final = text("""
SELECT told.number
  FROM unnest(CAST(:numbers AS text[]), CAST(:versions AS integer[])) AS told (number, version)
  LEFT JOIN order_state AS state USING (number)
 WHERE coalesce(state.version, 0) < told.version
 ORDER BY told.number
""")
BARE_ANSWERS: Final = text("""
SELECT order_number, id FROM command
 WHERE order_number = ANY(:numbers)
   AND answered_at < received_at(order_number) - CAST(:young AS interval)
   AND (response IS NULL AND status IN ('decided', 'refused')
        OR status = 'decided' AND NOT EXISTS (
           SELECT FROM fact WHERE fact.order_number = command.order_number
              AND seq = CAST(response ->> 'version' AS integer)))
 ORDER BY order_number, place
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRun:
    """How far a run was read, and whether it had ended by then."""

    events: int
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unarchived:
    """A run that is not in the archive, and for how long it should have been."""

    order: str
    run_id: str
    ended_for: float | None
    """Seconds since it was first seen ended; None while it runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBook:
    """Asks the tables; each answer is as they stand at that instant."""

    engine: AsyncEngine

    async def known(self, runs: Collection[str]) -> dict[str, KnownRun]:
        """Which of these runs were seen before."""
        found = await self._rows(RUNS, runs=list(runs))
        return {r.run_id: KnownRun(events=r.events, ended=r.ended_at is not None) for r in found}

    async def registered(self, numbers: Collection[str]) -> frozenset[str]:
        """Which of these numbers are orders of this hotline."""
        found = await self._rows(ORDERS, numbers=list(numbers))
        return frozenset(row.number for row in found)

    async def chains(self, numbers: Collection[str]) -> dict[str, dict[str, str]]:
        """Every run that was ever known of these orders, each with the run before it."""
        chains: dict[str, dict[str, str]] = {number: {} for number in numbers}
        for row in await self._rows(CHAINS, numbers=list(numbers)):
            chains[row.order_number][row.run_id] = row.previous
        return chains

    async def accounts(self, commands: Collection[str]) -> Mapping[str, CommandOnRecord]:
        """The rows of these commands, by their ids; what is no id has no row."""
        ids = [id for id in map(_uuid, commands) if id is not None]
        return {
            str(row.id): CommandOnRecord(
                order=row.order_number or "", act=row.act, via=row.via, status=row.status
            )
            for row in await self._rows(ACCOUNTS, commands=ids)
        }

    async def living(self) -> list[str]:
        """Every order of which a run must be running."""
        return [row.number for row in await self._rows(LIVING, living=ALIVE)]

    async def lives(self, number: str) -> bool:
        """Whether a run of this order must be running."""
        return bool(await self._rows(LIVES, number=number, living=ALIVE))

    async def untraced(self) -> list[str]:
        """The orders of which neither a run was ever seen nor a history is archived."""
        return [row.number for row in await self._rows(UNTRACED)]

    async def is_untraced(self, number: str) -> bool:
        """Whether nothing was ever seen of an order, nor archived."""
        return bool((await self._rows(IS_UNTRACED, number=number))[0][0])

    async def unarchived(self) -> list[Unarchived]:
        """The runs of our orders that were seen and are not archived, living ones included."""
        return [
            Unarchived(order=row.order_number, run_id=row.run_id, ended_for=_since(row))
            for row in await self._rows(UNARCHIVED)
        ]

    async def is_archived(self, run_id: str) -> bool:
        """Whether the archive has a run by now."""
        return bool((await self._rows(IS_ARCHIVED, run_id=run_id))[0][0])

    async def bare_standings(self, numbers: Collection[str]) -> list[str]:
        """Those of these orders whose standing is not the one that their last fact left."""
        return [row.number for row in await self._rows(BARE_STANDINGS, numbers=list(numbers))]

    async def behind(self, told: Mapping[str, int]) -> list[str]:
        """Which of these orders are stored at an earlier version than their histories tell."""
        numbers, versions = list(told), list(told.values())
        found = await self._rows(BEHIND, numbers=numbers, versions=versions)
        return [row.number for row in found]

    async def bare_answers(
        self, numbers: Collection[str], young: timedelta
    ) -> list[tuple[str, str]]:
        """Commands of these orders that were answered without a fact or a reason to show for it.

        Left out is what was answered so lately that its facts may still be on their way."""
        found = await self._rows(BARE_ANSWERS, numbers=list(numbers), young=young)
        return [(row.order_number, str(row.id)) for row in found]

    async def _rows(self, words: TextClause, **values: Any) -> list[Row[Any]]:
        async with self.engine.connect() as connection:
            return list(await connection.execute(words, values))


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _since(row: Row[Any]) -> float | None:
    ended: datetime | None = row.ended_at
    return None if ended is None else float((row.now - ended).total_seconds())
