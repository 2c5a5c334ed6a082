"""Writing the read model anew from the histories, one order at a time."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from temporalio.client import Client

from audit.history.entries import UnreadableEvent
from audit.history.histories import NoHistory, batches_of, is_closed, read_runs
from audit.verify.comparison import Difference, Progress
from audit.verify.stored_rows import known_orders
from readmodel.orders.publisher import store
from readmodel.reset import make_missing
from readmodel.scorecards.writing import caught_up, forget_kinds
from services.archive.older_parties import read_parties
from services.assessment.scoring import score
from services.law.laws import Laws, UnknownLaw
from store.commands.birth import birth_of, made_at_birth
from store.commands.command_table import UnknownOrder, answer_of
from store.engines import single
from store.tables import WORKFLOW_EDITION
from workflows.ports import Batch

ATTEMPTS: Final = 15
PAUSE_S: Final = 1.0
"""Together longer than a workflow task may take to bring a stored batch into the history."""
VERSION: Final = text("SELECT version FROM order_state WHERE number = :number FOR UPDATE")
MAY_BE_COUNTED_AGAIN: Final = f"""NOT EXISTS
    (SELECT FROM work_order WHERE number = :number AND workflow_edition < {WORKFLOW_EDITION})"""
"""The figures of an order from before were counted by rules that are carried no more: they stay."""
CLEARING: Final = (
    text("DELETE FROM fact WHERE order_number = :number"),
    text("DELETE FROM clock WHERE order_number = :number"),
    text("DELETE FROM order_state WHERE number = :number"),
    text("DELETE FROM order_parties WHERE order_number = :number"),
    text(f"DELETE FROM scorecard_mark WHERE order_number = :number AND {MAY_BE_COUNTED_AGAIN}"),
    text(f"DELETE FROM scorecard WHERE order_number = :number AND {MAY_BE_COUNTED_AGAIN}"),
    text("DELETE FROM scorecard_behind WHERE order_number = :number"),
)
HAS_A_CARD: Final = text("SELECT 1 FROM scorecard WHERE order_number = :number")


async def rebuild(
    client: Client, engine: AsyncEngine, progress: Progress = lambda _, __: None
) -> list[Difference]:
    """Rewrite every order's rows, in tables made anew if they are gone; name the orders that could
    not be rewritten, whose rows stay as they were."""
    await make_missing(engine)
    orders = await known_orders(engine)
    left: list[Difference] = []
    for done, (number, started) in enumerate(orders.items(), start=1):
        try:
            await rebuild_order(client, engine, number)
        except (NoHistory, UnreadableEvent, UnknownLaw) as gone:
            if started:
                left.append(Difference(order=number, what="history", where=str(gone)))
            else:
                await _rebuild_unstarted(engine, number)
        progress(done, len(orders))
    await forget_kinds(engine)
    return left


async def rebuild_order(client: Client, engine: AsyncEngine, number: str) -> None:
    """Rewrite one order's rows from its history; raises NoHistory, UnreadableEvent and UnknownLaw.

    Whoever reads the order meanwhile may find it unknown for an instant."""
    for last in (*[False] * (ATTEMPTS - 1), True):
        runs = await read_runs(client, number, engine)
        batches = batches_of(runs)
        _require_whole(number, batches)
        # A living order's batch is stored an instant before its history shows it.
        if await _cleared(engine, number, batches, whatever=last or is_closed(runs)):
            break
        await asyncio.sleep(PAUSE_S)
    await _write(engine, number, batches)


async def _write(engine: AsyncEngine, number: str, batches: Sequence[Batch]) -> None:
    laws = Laws(engine)
    for batch in batches:
        await store(single(engine), batch, rebuilt=True)
    # A batch from before they were written down says nothing of the order's parties.
    if batches:
        await read_parties(engine, laws, number)
    versions = {number: sum(len(batch.facts) for batch in batches)}
    async with single(engine).connect() as connection:
        has_its_card = await connection.scalar(HAS_A_CARD, {"number": number}) is not None
    if has_its_card:
        await caught_up(engine, versions)
    else:
        await score(engine, laws, versions)


async def born_with(engine: AsyncEngine, number: str) -> Batch:
    """What the registration of an order makes: where no history tells it, it is decided again.

    Raises UnknownOrder, UnknownLaw and ImpossibleBirth."""
    birth = await birth_of(engine, number)
    return made_at_birth(await Laws(engine).unborn(birth), birth.act)


async def _rebuild_unstarted(engine: AsyncEngine, number: str) -> None:
    """Rewrite the rows of an order that waits for its workflow, if it was born."""
    with suppress(UnknownOrder, UnknownLaw):
        born = await born_with(engine, number)
        registration = await answer_of(engine, UUID(born.answers[0].command_id))
        if registration.receipt is not None:
            async with engine.begin() as connection:
                await clear(connection, number)
            await _write(engine, number, [born])


def _require_whole(number: str, batches: Sequence[Batch]) -> None:
    seqs = [fact.seq for batch in batches for fact in batch.facts]
    if seqs != list(range(1, len(seqs) + 1)):
        raise UnreadableEvent(f"{number}: its facts do not count from 1 without a gap")


async def _cleared(
    engine: AsyncEngine, number: str, batches: Sequence[Batch], *, whatever: bool
) -> bool:
    """Take an order's rows away, unless they are ahead of the batches."""
    known = sum(len(batch.facts) for batch in batches)
    async with engine.begin() as connection:
        stored = await connection.scalar(VERSION, {"number": number}) or 0
        if stored > known and not whatever:
            return False
        await clear(connection, number)
    return True


async def clear(connection: AsyncConnection, number: str) -> None:
    """Take an order's rows away, for its history to write them anew."""
    for statement in CLEARING:
        await connection.execute(statement, {"number": number})
