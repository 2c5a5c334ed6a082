"""Holding the read model against the histories: same facts, same rows, same law."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client, WorkflowHistory

from audit.derivation import faults_of
from audit.entries import Asked, Opened, UnreadableEvent
from audit.history import (
    NoHistory,
    batches_of,
    entries_of,
    is_closed,
    opening_of,
    read_runs,
)
from audit.rows import ReadModel, expected_rows, known_orders, stored_rows
from audit.scorecard_rows import Rows
from domain.act import Act
from domain.facts import Fact
from domain.life import apply, fold
from domain.order import Order
from domain.standing import Standing
from workflows.ports import Batch

AT_ONCE: Final = 8
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
            runs = await read_runs(client, number, engine)
            stored = await stored_rows(engine, number)
            found, final = list(differences(number, runs, stored)), is_closed(runs)
        except NoHistory as gone:
            found = [_history(number, gone)] if started else []
        except UnreadableEvent as unreadable:
            found = [_history(number, unreadable)]
        if final or not found:
            break
    return found


def differences(
    number: str, runs: Sequence[WorkflowHistory], stored: ReadModel
) -> Iterator[Difference]:
    """Name everything in which an order's rows and its history do not agree."""
    opening, batches = opening_of(runs[0]), batches_of(runs)
    facts = tuple(fact for batch in batches for fact in batch.facts)
    if flaw := _flaw(number, opening.order, facts):
        yield Difference(order=number, what="history", where=flaw)
        return
    order = fold(opening.order.dossier, facts)
    for fault in (*faults_of(runs), *_wrong_standings(opening.order, batches)):
        yield Difference(order=number, what="law", where=fault)
    for table, expected in expected_rows(order, batches, opening.order.dossier, stored).items():
        for where in _unequal(expected, stored.tables[table]):
            yield Difference(order=number, what=table, where=where)
    for where in _unknown_acts(runs, facts, stored):
        yield Difference(order=number, what="command", where=where)


def _history(number: str, error: Exception) -> Difference:
    return Difference(order=number, what="history", where=str(error))


def _flaw(number: str, unborn: Order, facts: Sequence[Fact]) -> str:
    """Why these facts cannot be folded; empty if they can."""
    if unborn.version:
        return f"begins after fact {unborn.version}: the runs before it are gone"
    if unborn.number != number:
        return f"belongs to order {unborn.number}"
    if [fact.seq for fact in facts] != list(range(1, len(facts) + 1)):
        return "its facts do not count from 1 without a gap"
    return ""


def _wrong_standings(unborn: Order, batches: Sequence[Batch]) -> Iterator[str]:
    order = unborn
    for batch in batches:
        order = reduce(apply, batch.facts, order)
        if batch.standing != Standing.of(order):
            yield f"the batch up to fact {order.version} carries another standing than its facts"


def _unequal(expected: Rows, stored: Rows) -> Iterator[str]:
    """Each row that is missing, too many or different, with the columns in question."""
    for key, row in expected.items():
        if key not in stored:
            yield f"{key}: row missing"
            continue
        found = stored[key]
        columns = sorted(
            column
            for column in row.keys() | found.keys()
            if column not in row or column not in found or row[column] != found[column]
        )
        if columns:
            yield f"{key}: {', '.join(columns)}"
    yield from (f"{key}: row that no fact accounts for" for key in stored.keys() - expected.keys())


def _unknown_acts(
    runs: Sequence[WorkflowHistory], facts: Sequence[Fact], stored: ReadModel
) -> Iterator[str]:
    """Acts that the command table does not know, or knows otherwise, and facts without one."""
    acts: dict[str, Act] = {}
    for entry in entries_of(runs):
        match entry.said:
            case Opened(opening=opening) if opening.act is not None:
                acts[opening.act.command_id] = opening.act
            case Asked(act=act):
                acts[act.command_id] = act
    for command_id, act in acts.items():
        if stored.acts.get(command_id) != ACT.dump_python(act, mode="json"):
            known = "is otherwise" if command_id in stored.acts else "has no row"
            yield f"{act.command.name} {command_id} {known}"
    for fact in facts:
        if fact.command_id and fact.command_id not in acts:
            yield f"fact {fact.seq} names command {fact.command_id}, which nobody gave"
