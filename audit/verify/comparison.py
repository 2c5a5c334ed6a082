"""Holding the read model against the histories: same facts, same rows, same law."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client

from audit.history.batches import WrittenBatch
from audit.history.entries import ActArrived, RunOpened, UnreadableEvent
from audit.history.histories import (
    History,
    NoHistory,
    entries_of,
    facts_of,
    is_closed,
    read_runs,
    run_of,
    written_batches,
)
from audit.log.canonical import canonical
from audit.verify.derivation import rederived
from audit.verify.expected_rows import BODY, SCORECARD, TABLES
from audit.verify.expected_scorecards import expected_card
from audit.verify.recorded_life import Lived, Row, Rows
from audit.verify.stored_rows import ReadModel, known_orders, stored_rows
from domain.decide import apply
from domain.order.act import Act
from domain.order.fact import Fact
from domain.order.order import Order
from domain.summary import Summary

AT_ONCE: Final = 8
STRANGE: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What the core says of facts that nobody could have recorded."""
ATTEMPTS: Final = 4
PAUSE_S: Final = 0.5
"""A living order is stored an instant before its history shows it; only what stays is reported."""
ACT: Final = TypeAdapter(Act)
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
            found, final = list(differences(number, runs, stored)), is_closed(runs)
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
    unborn, batches = runs[0].opening.order, written_batches(runs)
    written = [fact for batch in batches for fact in batch.facts]
    if flaw := _flaw(number, unborn, written):
        yield Difference(order=number, what="history", where=flaw)
        return
    life = rederived(runs)
    facts = life.facts if life.agreed else facts_of(runs)
    order, wrong_standings = _lived(unborn, batches, life.stood if life.agreed else {})
    for fault in (*life.named_faults(), *wrong_standings):
        yield Difference(order=number, what="law", where=fault)
    recorded = [batch.recorded_at for batch in batches for _ in batch.facts]
    card = expected_card(unborn.dossier, facts, stored.tables[SCORECARD], waits=stored.waits)
    lived = Lived(order=order, facts=facts, recorded=recorded, written=written, card=card)
    for name, table in TABLES.items():
        for where in _unequal(table.expected(lived), stored.tables[name]):
            yield Difference(order=number, what=name, where=where)
    for where in _unknown_acts(runs, facts, stored):
        yield Difference(order=number, what="command", where=where)


def flaw_of(act: Act, rows: Mapping[str, Row]) -> str:
    """In what an act is not as the command table has it, by command id; empty if it is."""
    if act.command_id not in rows:
        return "has no row"
    return "" if rows[act.command_id] == ACT.dump_python(act, mode="json") else "is otherwise"


def _history(number: str, error: Exception) -> Difference:
    return Difference(order=number, what="history", where=str(error))


def _flaw(number: str, unborn: Order, written: Sequence[Row]) -> str:
    """Why these facts cannot be folded; empty if they can."""
    if unborn.version:
        return f"begins after fact {unborn.version}: the runs before it are gone"
    if unborn.number != number:
        return f"belongs to order {unborn.number}"
    if [fact["seq"] for fact in written] != list(range(1, len(written) + 1)):
        return "its facts do not count from 1 without a gap"
    return ""


def _lived(
    unborn: Order, batches: Sequence[WrittenBatch], stood: Mapping[int, Order]
) -> tuple[Order, list[str]]:
    """The order after its batches, and each batch that carries another standing than its facts.

    Where it is known how the order stood at a version, its facts are not applied again."""
    order, wrong = unborn, list[str]()
    for batch in batches:
        version = order.version + len(batch.facts)
        order = stood.get(version) or reduce(apply, batch.batch.facts, order)
        standing = Summary.of(order)
        if not batch.leaves(standing) and batch.batch.standing != standing:
            wrong.append(f"the batch up to fact {order.version} carries another standing")
    return order, wrong


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


def _unknown_acts(
    runs: Sequence[History], facts: Sequence[Fact], stored: ReadModel
) -> Iterator[str]:
    """Acts that the command table does not know, or knows otherwise, and facts without one."""
    acts: dict[str, Act] = {}
    for entry in entries_of(runs):
        match entry.said:
            case RunOpened(opening=opening) if opening.act is not None:
                acts[opening.act.command_id] = opening.act
            case ActArrived(act=act):
                acts[act.command_id] = act
    for command_id, act in acts.items():
        if flaw := flaw_of(act, stored.acts):
            yield f"{act.command.name} {command_id} {flaw}"
    for fact in facts:
        if fact.command_id and fact.command_id not in acts:
            yield f"fact {fact.seq} names command {fact.command_id}, which nobody gave"
