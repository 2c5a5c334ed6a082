"""Holding the read model against the histories: same facts, same rows, same law."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client

from audit.history.batches import WrittenBatch, told_once
from audit.history.entries import UnreadableEvent
from audit.history.histories import (
    History,
    NoHistory,
    is_closed,
    read_runs,
    run_of,
    told_batches,
)
from audit.log.canonical import canonical
from audit.verify.accounted_acts import unknown_acts
from audit.verify.expected_rows import BODY, FACT, TABLES, ExpectedTable
from audit.verify.judged_life import facts_written, have_a_gap, judged_life
from audit.verify.recorded_life import Lived, Row
from audit.verify.stored_rows import ReadModel, known_orders, stored_rows
from domain.order.order import Order

AT_ONCE: Final = 8
STRANGE: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What the core says of facts that nobody could have recorded."""
ATTEMPTS: Final = 4
PAUSE_S: Final = 0.5
"""Rows are read an instant after their history, and what a ring makes is stored an instant before
that shows it; only what stays is reported."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something of an order that is not as its history says."""

    order: str
    what: str
    """The table, or "history", "law" or "command" for what no table shows."""
    where: str


async def check_readmodel(
    client: Client, engine: AsyncEngine, progress: Progress = lambda _, __: None
) -> list[Difference]:
    """Compare every order's rows with its history, and its facts with what the law demands."""
    orders = await known_orders(engine)
    turns, done = asyncio.Semaphore(AT_ONCE), 0

    async def check(number: str, started: bool) -> list[Difference]:
        nonlocal done
        async with turns:
            found = await check_order(client, engine, number, started=started)
        done += 1
        progress(done, len(orders))
        return found

    results = await asyncio.gather(*(check(n, started) for n, started in orders.items()))
    return [difference for found in results for difference in found]


async def check_order(
    client: Client, engine: AsyncEngine, number: str, *, started: bool = True
) -> list[Difference]:
    """Compare one order; `started` says whether Temporal must know it already."""
    found, final = list[Difference](), False
    for attempt in range(ATTEMPTS):
        if attempt:
            await asyncio.sleep(PAUSE_S)
        try:
            runs = [run_of(history) for history in await read_runs(client, number, engine)]
            stored = await stored_rows(engine, number)
            found = list(differences(number, runs, stored))
            final = is_closed(runs) and stored.version <= _version(runs)
        except NoHistory as gone:
            found = [_history(number, gone)] if started else []
        except UnreadableEvent as unreadable:
            found = [_history(number, unreadable)]
        if final or not found:
            break
    return found


async def differences_of(
    client: Client, engine: AsyncEngine, number: str, *, started: bool = True
) -> list[Difference]:
    """What is otherwise in an order; content that no reader foresaw is named as such."""
    try:
        return await check_order(client, engine, number, started=started)
    except STRANGE as strange:
        where = f"cannot be read ({type(strange).__name__})"
        return [Difference(order=number, what="history", where=where)]


def differences(
    number: str, histories: Sequence[History], stored: ReadModel
) -> Iterator[Difference]:
    """Name everything in which an order's rows and its history do not agree."""
    runs = [run_of(history) for history in histories]
    unborn, told = runs[0].opening.order, told_batches(runs)
    if flaw := _flaw(number, unborn, facts_written(told_once(told))):
        yield Difference(order=number, what="history", where=flaw)
        return
    judged = judged_life(runs, stored)
    for fault in judged.faults:
        yield Difference(order=number, what="law", where=fault)
    for name in judged.tables:
        for where in _unequal(name, judged.lived, stored):
            yield Difference(order=number, what=name, where=where)
    for where in unknown_acts(runs, judged.facts, stored.acts):
        yield Difference(order=number, what="command", where=where)


def told_as_stored(told: Sequence[WrittenBatch], stored: ReadModel) -> bool:
    """Whether an order's rows are those of the first facts that are told, to the letter."""
    rows = stored.tables[FACT]
    first = facts_written(told)[: stored.version]
    bodies = [rows[seq][BODY] if seq in rows else None for seq in range(1, stored.version + 1)]
    return canonical(first) == canonical(bodies) and len(rows) == stored.version


def _history(number: str, error: Exception) -> Difference:
    return Difference(order=number, what="history", where=str(error))


def _flaw(number: str, unborn: Order, written: Sequence[Row]) -> str:
    """Why these facts cannot be folded; empty if they can."""
    if unborn.version:
        return f"begins after fact {unborn.version}: the runs before it are gone"
    if unborn.number != number:
        return f"belongs to order {unborn.number}"
    if have_a_gap(written):
        return "its facts do not count from 1 without a gap"
    return ""


def _version(runs: Sequence[History]) -> int:
    return max((batch.version for batch in told_batches(runs)), default=0)


def _unequal(name: str, lived: Lived, stored: ReadModel) -> Iterator[str]:
    """Each row that is missing, too many or different, with the columns in question."""
    table, rows = TABLES[name], stored.tables[name]
    expected = table.expected(lived)
    for key, row in expected.items():
        if key not in rows:
            yield f"{key}: row missing"
            continue
        found = _in_full(table, rows[key], row, told_later=stored.is_earlier)
        if not _alike(row, found):
            columns = row.keys() | found.keys()
            wrong = sorted(c for c in columns if not _alike(_only(row, c), _only(found, c)))
            yield f"{key}: {', '.join(wrong)}"
    yield from (f"{key}: row that no fact accounts for" for key in rows.keys() - expected.keys())


def _in_full(table: ExpectedTable, found: Row, row: Row, *, told_later: bool) -> Row:
    """A row with what its body means without saying it."""
    if not table.unsaid:
        return found
    later = {name: row[BODY][name] for name in table.told_later} if told_later else {}
    return {**found, BODY: {**table.unsaid, **later, **found[BODY]}}


def _alike(row: Row, found: Row) -> bool:
    """Whether two rows are equal, and what is written in JSON to the letter: 1 is not true."""
    return row == found and canonical(row.get(BODY)) == canonical(found.get(BODY))


def _only(row: Row, column: str) -> Row:
    return {column: row[column]} if column in row else {}
