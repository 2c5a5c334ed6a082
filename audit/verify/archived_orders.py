"""All that is kept of one order, held against its leaves and decided again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from audit.history.archived_runs import unpacked_run
from audit.history.histories import NoHistory
from audit.history.runs import Run
from audit.history.unreadable import UnreadableEvent
from audit.log import log_rows
from audit.log.canonical import canonical
from audit.log.chain import Fault
from audit.log.leaves import (
    COMMAND,
    HISTORY,
    PACKED,
    SM3,
    KeptHistory,
    command_leaf,
    history_leaf,
    told,
)
from audit.verify.comparison import STRANGE, Difference, differences
from audit.verify.stored_rows import ReadModel, rows_of

ANSWERED: Final = ("decided", "refused", "failed")
GRACE: Final = timedelta(minutes=15)
"""A command that was answered so long ago must have its leaf."""
Row = Mapping[str, Any]


class LeafOf(Protocol):
    """How the leaf of a row is made."""

    def __call__(self, row: Row, *, national: bool = False) -> dict[str, Any]:
        """The leaf, with the SM3 beside the SHA-256 where the national algorithms are on."""
        ...


@dataclass(slots=True, kw_only=True)
class KeptOrder:
    """The rows of one order: its histories and commands, each with its leaf, and its read model."""

    number: str
    histories: list[Row] = field(default_factory=list[Row])
    commands: list[Row] = field(default_factory=list[Row])
    readmodel: ReadModel = field(default_factory=ReadModel)


@dataclass(slots=True, kw_only=True)
class Findings:
    """What was read of some orders, and everything that is otherwise."""

    histories: int = 0
    events: int = 0
    facts: int = 0
    commands: int = 0
    faults: list[Fault] = field(default_factory=list[Fault])
    unsettled: dict[str, list[Difference]] = field(default_factory=dict[str, list[Difference]])
    """Orders whose archive does not account for all of their rows, and in what not."""

    def add(self, other: "Findings") -> None:
        """Count in what was found elsewhere."""
        self.histories += other.histories
        self.events += other.events
        self.facts += other.facts
        self.commands += other.commands
        self.faults += other.faults
        self.unsettled |= other.unsettled


async def kept_orders(connection: AsyncConnection, numbers: Sequence[str]) -> list[KeptOrder]:
    """Read all that is kept of these orders, with one question for each table."""
    models = await rows_of(connection, numbers)
    kept = {n: KeptOrder(number=n, readmodel=models[n]) for n in numbers}
    for row in await log_rows.histories_of(connection, numbers):
        kept[row["order_number"]].histories.append(row)
    for row in await log_rows.commands_of(connection, numbers):
        of = kept[row["order_number"]]
        of.commands.append(row)
        of.readmodel.add_act(row)
    return list(kept.values())


def examine(kept: KeptOrder, since: datetime | None = None) -> Findings:
    """Hold an order's bytes against its leaves, its facts against the law, its rows against both.

    With `since` only an order of which a history was kept since then is decided again."""
    found = Findings()
    examine_commands(kept.commands, found)
    fresh = [row for row in kept.histories if since is None or row["archived_at"] >= since]
    runs = dict(examine_history(row, found) for row in fresh)
    if fresh or since is None:
        found.facts = len(kept.readmodel.tables["fact"])
        wrong = _wrong(kept, runs)
        if wrong or not kept.histories:
            found.unsettled[kept.number] = wrong
    return found


def examine_commands(rows: Iterable[Row], found: Findings) -> None:
    """Hold commands against their leaves."""
    late = datetime.now(UTC) - GRACE
    for row in rows:
        found.commands += 1
        if wrong := _command_wrong(row, late):
            where = f"{row['id']} {wrong}"
            order = row["order_number"] or ""
            found.faults.append(Fault(order=order, what=COMMAND, where=where))


def examine_history(row: Row, found: Findings) -> tuple[str, Run | None]:
    """Hold one history against its leaf; its run, None where it is not what was hashed."""
    found.histories += 1
    found.events += row["events"]
    run, wrong = _unpacked(row)
    if wrong:
        where = f"run {row['run_id']} {wrong}"
        found.faults.append(Fault(order=row["order_number"], what=HISTORY, where=where))
    return row["run_id"], run


def _unpacked(row: Row) -> tuple[Run | None, str]:
    """Unpack a history, unless its leaf says already that these are not the bytes."""
    if row["leaf"] and _said(row["leaf"]).get(PACKED) != sha256(row["packed"]).hexdigest():
        return None, f"is not as its leaf says: {PACKED}"
    try:
        run = unpacked_run(row["order_number"], row["packed"], row["sha256"])
        return run, _history_wrong(row, run)
    except UnreadableEvent as damaged:
        return None, f"is damaged: {damaged}"


def _history_wrong(row: Row, run: Run) -> str:
    if row["leaf"] is None:
        return "has no leaf"
    if (row["run_id"], row["events"]) != (run.run_id, len(run.events)):
        return "is not the one that its row says"
    again = KeptHistory(
        order=row["order_number"],
        run_id=run.run_id,
        previous=row["previous"],
        packed=row["packed"],
        sha256=row["sha256"],
        events=len(run.events),
        archived_at=row["archived_at"],
        told=told(run),
    )
    return otherwise(history_leaf(again, national=names_sm3(row)), row)


def _wrong(kept: KeptOrder, read: Mapping[str, Run | None]) -> list[Difference]:
    """In what the archive does not account for an order's rows."""
    try:
        runs = _in_a_chain(kept, read)
        return list(differences(kept.number, runs, kept.readmodel)) if runs else []
    except (NoHistory, *STRANGE) as strange:
        where = str(strange) if isinstance(strange, NoHistory | UnreadableEvent) else "strange"
        return [Difference(order=kept.number, what=HISTORY, where=where)]


def _in_a_chain(kept: KeptOrder, read: Mapping[str, Run | None]) -> list[Run]:
    """The runs of an order, the first one first; raises NoHistory and UnreadableEvent."""
    rows = {row["run_id"]: row for row in kept.histories}
    followed = {row["previous"] for row in kept.histories}
    runs, run_id = list[Run](), next((id for id in reversed(rows) if id not in followed), "")
    while run_id:
        if run_id not in rows:
            raise NoHistory(f"run {run_id} is not in the archive")
        row, run = rows.pop(run_id), read.get(run_id)
        run = run or unpacked_run(kept.number, row["packed"], row["sha256"])
        runs.insert(0, run)
        run_id = run.before
    return runs


def _command_wrong(row: Row, late: datetime) -> str:
    if row["leaf"] is not None or row["archived"]:
        return seal_wrong(row, command_leaf)
    answered = (row["status"] in ANSWERED and row["answered_at"]) or row["received_at"]
    waits = row["status"] in ANSWERED and answered < late
    return "was answered long ago and has no leaf" if waits else ""


def seal_wrong(row: Row, leaf_of: LeafOf) -> str:
    """What a row and its leaf say otherwise than each other; empty if nothing, or if the row does
    not claim to have one."""
    if row["leaf"] is None:
        return "has no leaf" if row["archived"] else ""
    wrong = otherwise(leaf_of(row, national=names_sm3(row)), row)
    return wrong or ("" if row["archived"] else "has a leaf and does not say so")


def names_sm3(row: Row) -> bool:
    """Whether a row's leaf was written with the national algorithms on."""
    return SM3 in row["leaf"] and SM3 in _said(row["leaf"])


def otherwise(expected: Mapping[str, Any], row: Row) -> str:
    """What a leaf says otherwise than the row that it is about; empty if nothing."""
    if row["leaf"].encode() != canonical(expected):
        said = _said(row["leaf"])
        names = sorted(n for n in {*said, *expected} if said.get(n) != expected.get(n))
        return f"is not as its leaf says: {', '.join(names) or 'written otherwise'}"
    if row["filed_under"] != row["order_number"]:
        return "has a leaf that is filed under something else"
    return ""


def _said(content: str) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
