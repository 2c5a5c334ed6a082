"""Verifying a whole system: bytes, log, law and read model, every fault named."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from temporalio.client import Client

from audit.log import log_rows
from audit.log.chain import Chain, Fault
from audit.log.checkpoints import Checkpoint, LogKey
from audit.reconcile.findings import kept_findings
from audit.verify.archived_orders import Findings, examine_commands
from audit.verify.attached_files import examine_files
from audit.verify.comparison import Difference, differences_of
from audit.verify.door_log import examine_entries
from audit.verify.expected_rows import TABLES
from audit.verify.frozen_months import examine_months
from audit.verify.shared_work import (
    Orders,
    Progress,
    address_of,
    at_one_instant,
    examine_orders,
    in_silence,
)
from audit.verify.stored_rows import orders_in
from store.commands.earlier_editions import earlier_orders

ASIDE: Final = frozenset({*TABLES, "command"})
"""What a difference is called that lies in a table and not in the law."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is to be verified."""

    key: LogKey
    since: datetime | None = None
    """Only histories that were kept since then are read again; the log is counted whole."""
    against: Checkpoint | None = None


@dataclass(slots=True, kw_only=True)
class Verified:
    """What was read, and every fault."""

    histories: int = 0
    events: int = 0
    facts: int = 0
    commands: int = 0
    entries: int = 0
    """Of the log of the door."""
    as_written: int = 0
    """Orders of an earlier edition: nothing of them was decided or counted again."""
    findings_open: int = 0
    """What reconciliation found besides: a deed at Temporal leaves the records sound."""
    broken_bytes: list[Fault] = field(default_factory=list[Fault])
    broken_chain: list[Fault] = field(default_factory=list[Fault])
    law: list[Fault] = field(default_factory=list[Fault])
    tables: list[Fault] = field(default_factory=list[Fault])

    @property
    def faults(self) -> list[Fault]:
        """Every fault, the log's first."""
        return [*self.broken_chain, *self.broken_bytes, *self.law, *self.tables]


@dataclass(slots=True, kw_only=True)
class Kept:
    """What the tables alone show, before Temporal is asked about anything."""

    chain: list[Fault]
    orders: Findings
    entries: int
    started: Mapping[str, bool]
    """Every known order, and whether Temporal must know it."""


async def verify(
    client: Client, engine: AsyncEngine, question: Question, progress: Progress = in_silence
) -> Verified:
    """Verify everything; raises nothing for what was tampered with, it names it."""
    async with at_one_instant(address_of(engine)) as connection:
        kept = await verify_kept(connection, question, progress)
    found = Verified(
        histories=kept.orders.histories,
        events=kept.orders.events,
        facts=kept.orders.facts,
        commands=kept.orders.commands,
        entries=kept.entries,
        as_written=(await earlier_orders(engine)).orders,
        broken_bytes=kept.orders.faults,
        broken_chain=kept.chain,
        findings_open=len(await kept_findings(engine)),
    )
    for number in sorted(kept.orders.unsettled):
        for one in await differences_of(client, engine, number, started=kept.started[number]):
            (found.tables if one.what in ASIDE else found.law).append(_fault(one))
    return found


async def verify_kept(
    connection: AsyncConnection, question: Question, progress: Progress = in_silence
) -> Kept:
    """Verify what the tables hold, within the caller's transaction."""
    started = await orders_in(connection)
    orders = Orders(numbers=list(started), since=question.since)
    examined = examine_orders(connection, orders, progress)
    if orders.are_few:
        found, chain = await examined, await _count_log(connection, question)
    else:
        found, chain = await asyncio.gather(examined, _count_log(connection, question))
    examine_commands(await log_rows.homeless_commands(connection), found)
    found.faults += await examine_months(connection)
    found.faults += await examine_files(connection)
    entries = await examine_entries(connection)
    found.faults += entries.faults
    for leaf in await log_rows.leaves_of_nothing(connection):
        where = f"{leaf['subject']} is gone, and its leaf is there"
        found.faults.append(Fault(order=leaf["order_number"] or "", what=leaf["kind"], where=where))
    return Kept(chain=chain, orders=found, entries=entries.read, started=started)


async def _count_log(connection: AsyncConnection, question: Question) -> list[Fault]:
    checkpoints = await log_rows.checkpoints(connection)
    chain = Chain(key=question.key, checkpoints=checkpoints, against=question.against)
    subjects, doubled = set[tuple[str, str]](), list[Fault]()
    chain.begin()
    async for leaf in log_rows.leaves(connection):
        chain.take(leaf)
        subject = leaf["kind"], leaf["subject"]
        if subject in subjects:
            where = f"leaf {leaf['leaf_index']}: a second one on {' '.join(subject)}"
            doubled.append(Fault(order=leaf["order_number"] or "", what="leaf", where=where))
        subjects.add(subject)
    chain.end()
    return [*chain.faults, *doubled]


def _fault(difference: Difference) -> Fault:
    return Fault(order=difference.order, what=difference.what, where=difference.where)
