"""Holding the read model against the histories: same facts, same rows, same law."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client

from audit.history.batches import WrittenBatch, told_once
from audit.history.entries import UnreadableEvent
from audit.history.histories import (
    History,
    NoHistory,
    facts_of,
    is_closed,
    read_runs,
    run_of,
    told_batches,
)
from audit.log.canonical import canonical
from audit.verify.accounted_acts import unknown_acts
from audit.verify.derivation import rederived
from audit.verify.expected_rows import BODY, FACT, SCORECARD, TABLES
from audit.verify.expected_scorecards import expected_card
from audit.verify.recorded_life import Lived, Row, Rows
from audit.verify.stored_rows import ReadModel, known_orders, stored_rows
from domain.decide import apply
from domain.order.fact import Fact
from domain.order.order import Order
from domain.summary import Summary

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
    batches = told_once(told)
    if flaw := _flaw(number, unborn, _facts(batches)):
        yield Difference(order=number, what="history", where=flaw)
        return
    life = rederived(runs)
    facts = life.facts if life.agreed else facts_of(runs)
    stood = life.stood if life.agreed else {}
    for fault in (*life.named_faults(), *_wrong_standings(unborn, batches, stood)):
        yield Difference(order=number, what="law", where=fault)
    lived = _lived(unborn, _to_be_stored(told, stored), facts, stood)
    card = expected_card(unborn.dossier, lived.facts, stored.tables[SCORECARD], waits=stored.waits)
    for name, table in TABLES.items():
        for where in _unequal(table.expected(replace(lived, card=card)), stored.tables[name]):
            yield Difference(order=number, what=name, where=where)
    for where in unknown_acts(runs, facts, stored.acts):
        yield Difference(order=number, what="command", where=where)


def told_as_stored(told: Sequence[WrittenBatch], stored: ReadModel) -> bool:
    """Whether an order's rows are those of the first facts that are told, to the letter."""
    rows = stored.tables[FACT]
    first = _facts(told)[: stored.version]
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
    if _gap(written):
        return "its facts do not count from 1 without a gap"
    return ""


def _gap(written: Sequence[Row]) -> bool:
    return [fact["seq"] for fact in written] != list(range(1, len(written) + 1))


def _version(runs: Sequence[History]) -> int:
    return max((batch.version for batch in told_batches(runs)), default=0)


def _facts(batches: Sequence[WrittenBatch]) -> list[Row]:
    return [fact for batch in batches for fact in batch.facts]


def _to_be_stored(told: Sequence[WrittenBatch], stored: ReadModel) -> list[WrittenBatch]:
    """The batches that must be in the rows.

    What an act has made comes there together with its answer: while that is to come it may not."""
    must = [
        one
        for one in told
        if one.version <= stored.version
        or not one.facts
        or one.facts[-1].get("command_id") not in stored.undecided
    ]
    batches = told_once(must)
    is_whole = not _gap(_facts(batches))
    return batches if is_whole else told_once(told)


def _lived(
    unborn: Order,
    batches: Sequence[WrittenBatch],
    facts: Sequence[Fact],
    stood: Mapping[int, Order],
) -> Lived:
    """The life that these batches tell, which are the first of the facts."""
    written = _facts(batches)
    known = facts[: len(written)]
    return Lived(
        order=stood.get(len(written)) or reduce(apply, known, unborn),
        facts=known,
        recorded=[batch.recorded_at for batch in batches for _ in batch.facts],
        written=written,
    )


def _wrong_standings(
    unborn: Order, batches: Sequence[WrittenBatch], stood: Mapping[int, Order]
) -> Iterator[str]:
    """Each batch that carries another standing than its facts.

    Where it is known how the order stood at a version, its facts are not applied again."""
    order = unborn
    for batch in batches:
        version = order.version + len(batch.facts)
        order = stood.get(version) or reduce(apply, batch.batch.facts, order)
        standing = Summary.of(order)
        if not batch.leaves(standing) and batch.batch.standing != standing:
            yield f"the batch up to fact {order.version} carries another standing"


def _unequal(expected: Rows, stored: Rows) -> Iterator[str]:
    """Each row that is missing, too many or different, with the columns in question."""
    for key, row in expected.items():
        found = stored.get(key)
        if found is None:
            yield f"{key}: row missing"
        elif not _alike(row, found):
            columns = row.keys() | found.keys()
            wrong = sorted(c for c in columns if not _alike(_only(row, c), _only(found, c)))
            yield f"{key}: {', '.join(wrong)}"
    yield from (f"{key}: row that no fact accounts for" for key in stored.keys() - expected.keys())


def _alike(row: Row, found: Row) -> bool:
    """Whether two rows are equal, and what is written in JSON to the letter: 1 is not true."""
    return row == found and canonical(row.get(BODY)) == canonical(found.get(BODY))


def _only(row: Row, column: str) -> Row:
    return {column: row[column]} if column in row else {}
