"""Verifying a whole system (核验): bytes, log, law and read model, every fault named."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from temporalio.client import Client

from audit import log_rows
from audit.archive import unpacked_history
from audit.chain import Chain, Fault
from audit.checkpoints import Checkpoint, LogKey
from audit.comparison import Difference
from audit.leaves import (
    ASSESSMENT,
    COMMAND,
    HISTORY,
    KeptHistory,
    assessment_leaf,
    canonical,
    command_leaf,
    frozen_digest,
    history_leaf,
    told,
)
from audit.orders import check_orders
from audit.rows import TABLES
from audit.unreadable import UnreadableEvent

ANSWERED: Final = ("decided", "refused", "failed")
GRACE: Final = timedelta(minutes=15)
"""A command that was answered so long ago must have its leaf."""
ASIDE: Final = frozenset({*TABLES, "command"})
"""What a difference is called that lies in a table and not in the law."""
KNOWN_AS: Final = {HISTORY: "histories", COMMAND: "commands", ASSESSMENT: "months"}
"""Where subjects of a kind are remembered; one that is not known passes for a command."""
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
    broken_bytes: list[Fault] = field(default_factory=list[Fault])
    broken_chain: list[Fault] = field(default_factory=list[Fault])
    law: list[Fault] = field(default_factory=list[Fault])
    tables: list[Fault] = field(default_factory=list[Fault])

    @property
    def faults(self) -> list[Fault]:
        """Every fault, the log's first."""
        return [*self.broken_chain, *self.broken_bytes, *self.law, *self.tables]


@dataclass(slots=True, kw_only=True)
class Subjects:
    """What the leaves say, by what they are about, until the rows were held against it."""

    histories: dict[str, Row] = field(default_factory=dict[str, Row])
    commands: dict[str, Row] = field(default_factory=dict[str, Row])
    months: dict[str, Row] = field(default_factory=dict[str, Row])
    doubled: list[Fault] = field(default_factory=list[Fault])

    def take(self, leaf: Row) -> None:
        """Remember what one leaf says of its subject."""
        known = getattr(self, KNOWN_AS.get(leaf["kind"], KNOWN_AS[COMMAND]))
        if leaf["subject"] in known:
            where = f"leaf {leaf['leaf_index']}: a second one on {leaf['kind']} {leaf['subject']}"
            self.doubled.append(Fault(order=leaf["order_number"] or "", what="leaf", where=where))
        known[leaf["subject"]] = leaf


async def verify(client: Client, engine: AsyncEngine, question: Question) -> Verified:
    """Verify everything; raises nothing for what was tampered with, it names it."""
    found = Verified()
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="REPEATABLE READ")
        subjects = await _count_log(connection, question, found)
        orders = await _check_histories(connection, question, subjects.histories, found)
        await _check_commands(connection, subjects.commands, found)
        await _check_months(connection, subjects.months, found)
    checked = await check_orders(client, engine, orders if question.since else None)
    found.facts = checked.facts
    for one in checked.differences:
        (found.tables if one.what in ASIDE else found.law).append(_fault(one))
    return found


async def _count_log(connection: AsyncConnection, question: Question, found: Verified) -> Subjects:
    chain = Chain(
        key=question.key,
        checkpoints=await log_rows.checkpoints(connection),
        against=question.against,
    )
    subjects = Subjects()
    chain.begin()
    async for leaf in log_rows.leaves(connection):
        chain.take(leaf)
        subjects.take(leaf)
    chain.end()
    found.broken_chain += [*chain.faults, *subjects.doubled]
    return subjects


async def _check_histories(
    connection: AsyncConnection, question: Question, leaves: dict[str, Row], found: Verified
) -> set[str]:
    """Hold every kept history against its leaf; the orders whose histories were read."""
    orders = set[str]()
    async for row in log_rows.histories(connection):
        leaf = leaves.pop(row["run_id"], None)
        if question.since and row["archived_at"] < question.since:
            continue
        orders.add(row["order_number"])
        found.histories += 1
        found.events += row["events"]
        if wrong := "has no leaf" if leaf is None else _history_wrong(row, leaf):
            where = f"run {row['run_id']} {wrong}"
            found.broken_bytes.append(Fault(order=row["order_number"], what=HISTORY, where=where))
    for run_id, leaf in leaves.items():
        _missing(leaf, f"run {run_id} is gone from the archive", found)
    return orders


def _history_wrong(row: Row, leaf: Row) -> str:
    try:
        history = unpacked_history(row["order_number"], row["packed"], row["sha256"])
        events, facts = len(history.events), told(history)
    except UnreadableEvent as damaged:
        return f"is damaged: {damaged}"
    again = KeptHistory(
        order=row["order_number"],
        run_id=history.run_id,
        previous=row["previous"],
        packed=row["packed"],
        sha256=row["sha256"],
        events=events,
        archived_at=row["archived_at"],
        told=facts,
    )
    if (row["run_id"], row["events"]) != (history.run_id, events):
        return "is not the one that its row says"
    return _otherwise(history_leaf(again), leaf, row)


async def _check_commands(
    connection: AsyncConnection, leaves: dict[str, Row], found: Verified
) -> None:
    late = datetime.now(UTC) - GRACE
    async for row in log_rows.commands(connection):
        leaf = leaves.pop(str(row["id"]), None)
        found.commands += 1
        if wrong := _command_wrong(row, leaf, late):
            where = f"{row['id']} {wrong}"
            order = row["order_number"] or ""
            found.broken_bytes.append(Fault(order=order, what=COMMAND, where=where))
    for command_id, leaf in leaves.items():
        _missing(leaf, f"command {command_id} is gone from the command table", found)


def _command_wrong(row: Row, leaf: Row | None, late: datetime) -> str:
    if leaf is not None:
        wrong = _otherwise(command_leaf(row), leaf, row)
        return wrong or ("" if row["archived"] else "has a leaf and does not say so")
    if row["archived"]:
        return "has no leaf"
    answered = (row["status"] in ANSWERED and row["answered_at"]) or row["received_at"]
    waits = row["status"] in ANSWERED and answered < late
    return "was answered long ago and has no leaf" if waits else ""


async def _check_months(
    connection: AsyncConnection, leaves: dict[str, Row], found: Verified
) -> None:
    """Hold every frozen month against its leaf."""
    async for row in log_rows.months(connection):
        if wrong := _month_wrong(row, leaves.pop(row["month"], None)):
            where = f"month {row['month']} {wrong}"
            found.broken_bytes.append(Fault(order="", what=ASSESSMENT, where=where))
    for month, leaf in leaves.items():
        _missing(leaf, f"month {month} is gone from the frozen months", found)


def _month_wrong(row: Row, leaf: Row | None) -> str:
    if leaf is None:
        return "has no leaf"
    if row["sha256"] != frozen_digest(row["figures"], row["orders"]):
        return "is not what was hashed"
    return _otherwise(assessment_leaf(row), leaf, {**row, "order_number": None})


def _otherwise(expected: Mapping[str, Any], leaf: Row, row: Row) -> str:
    """What a leaf says otherwise than the row that it is about; empty if nothing."""
    if leaf["content"].encode() != canonical(expected):
        said = _said(leaf["content"])
        names = sorted(n for n in {*said, *expected} if said.get(n) != expected.get(n))
        return f"is not as its leaf says: {', '.join(names) or 'written otherwise'}"
    kind = expected["kind"]
    if (leaf["kind"], leaf["order_number"]) != (kind, row["order_number"]):
        return "has a leaf that is filed under something else"
    return ""


def _said(content: str) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _missing(leaf: Row, where: str, found: Verified) -> None:
    kind = leaf["kind"]
    found.broken_bytes.append(Fault(order=leaf["order_number"] or "", what=kind, where=where))


def _fault(difference: Difference) -> Fault:
    return Fault(order=difference.order, what=difference.what, where=difference.where)
