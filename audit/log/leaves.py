"""What is hashed: the canonical bytes of histories, commands and entries, and the leaf of each.

A canonical text is JSON in UTF-8 with sorted keys and no blanks; instants are UTC to the
microsecond. A leaf names the hash of what it stands for and every instant that the law looks at.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from temporalio.client import WorkflowHistory

from audit.history.archived_runs import ORDER_IN_TEMPORAL
from audit.history.histories import written_batches
from audit.history.runs import Run
from audit.history.unreadable import UnreadableEvent
from audit.log.canonical import canonical, plain
from audit.log.national import sm3

EDITION: Final = 1
HISTORY: Final = "history"
COMMAND: Final = "command"
PACKED: Final = "packed_sha256"
SM3: Final = "sm3"
"""Beside the SHA-256 of the same bytes, where the national algorithms are on."""
ASSESSMENT: Final = "assessment"
ACCESS: Final = "access"
LEVEL: Final = 6
COMMAND_COLUMNS: Final = (
    *("id", "order_number", "place", "actor", "role", "unit", "idempotency_key", "request_hash"),
    *("name", "act", "via", "received_at", "status", "response", "answered_at"),
)
"""Fixed by the edition: a column that comes later belongs to a later one."""
ENTRY_COLUMNS: Final = ("id", "at", "event", "account", "person", "by", "detail")
"""Fixed in the same way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptHistory:
    """A closed run as it is kept."""

    order: str
    run_id: str
    previous: str
    """The run before it; empty for the first."""
    packed: bytes
    sha256: bytes
    """Over the canonical text; the leaf names the hash of the packed bytes as well."""
    events: int
    archived_at: datetime
    told: Mapping[str, Any]
    """How it ended, and its first and last instants."""


def canonical_history(history: WorkflowHistory) -> bytes:
    """The one way to write a history down."""
    return canonical(history.to_json_dict())


def kept(order: str, history: WorkflowHistory, archived_at: datetime) -> KeptHistory:
    """Pack a closed run; one that cannot be read is kept all the same, without its facts."""
    return packed(order, canonical_history(history), archived_at)


def packed(order: str, text: bytes, archived_at: datetime) -> KeptHistory:
    """Pack the canonical text of a closed run."""
    run = Run.kept(ORDER_IN_TEMPORAL.format(order), text)
    return KeptHistory(
        order=order,
        run_id=run.run_id,
        previous=_previous(run),
        packed=zlib.compress(text, LEVEL),
        sha256=sha256(text).digest(),
        events=len(run.events),
        archived_at=archived_at,
        told=told(run),
    )


def history_leaf(history: KeptHistory, *, national: bool = False) -> dict[str, Any]:
    """The leaf of a kept history."""
    leaf = {
        "edition": EDITION,
        "kind": HISTORY,
        "order": history.order,
        "run": history.run_id,
        "previous": history.previous,
        "sha256": history.sha256.hex(),
        PACKED: sha256(history.packed).hexdigest(),
        "events": history.events,
        "archived_at": plain(history.archived_at),
        **history.told,
    }
    return _with_sm3(leaf, zlib.decompress(history.packed)) if national else leaf


def canonical_command(row: Mapping[str, Any]) -> bytes:
    """The one way to write a row of the command table down."""
    return canonical({column: row[column] for column in COMMAND_COLUMNS})


def command_leaf(row: Mapping[str, Any], *, national: bool = False) -> dict[str, Any]:
    """The leaf of an answered command, refused or not."""
    text = canonical_command(row)
    leaf = {
        "edition": EDITION,
        "kind": COMMAND,
        "order": row["order_number"],
        "command": str(row["id"]),
        "place": row["place"],
        "sha256": sha256(text).hexdigest(),
        "received_at": plain(row["received_at"]),
        "answered_at": row["answered_at"] and plain(row["answered_at"]),
    }
    return _with_sm3(leaf, text) if national else leaf


def access_leaf(row: Mapping[str, Any], *, national: bool = False) -> dict[str, Any]:
    """The leaf of an entry in the log of the door: whose it is, only its hash tells."""
    text = canonical({column: row[column] for column in ENTRY_COLUMNS})
    leaf = {
        "edition": EDITION,
        "kind": ACCESS,
        "entry": row["id"],
        "sha256": sha256(text).hexdigest(),
        "at": plain(row["at"]),
    }
    return _with_sm3(leaf, text) if national else leaf


def frozen_digest(figures: str, orders: str) -> bytes:
    """What stands for the two texts of a frozen month."""
    return sha256(_frozen(figures, orders)).digest()


def assessment_leaf(row: Mapping[str, Any], *, national: bool = False) -> dict[str, Any]:
    """The leaf of a frozen month."""
    leaf = {
        "edition": EDITION,
        "kind": ASSESSMENT,
        "month": row["month"],
        "pack": row["pack"],
        "pack_edition": row["pack_edition"],
        "sha256": frozen_digest(row["figures"], row["orders"]).hex(),
        "frozen_at": plain(row["frozen_at"]),
    }
    return _with_sm3(leaf, _frozen(row["figures"], row["orders"])) if national else leaf


def _frozen(figures: str, orders: str) -> bytes:
    return f"{figures}\n{orders}".encode()


def _with_sm3(leaf: Mapping[str, Any], content: bytes) -> dict[str, Any]:
    return {**leaf, SM3: sm3(content).hex()}


def _previous(run: Run) -> str:
    try:
        return run.before
    except UnreadableEvent:
        return ""


def told(run: Run) -> dict[str, Any]:
    """How a run ended, its first and last instants, and those of its facts."""
    try:
        facts = [fact for batch in written_batches([run]) for fact in batch.instants]
    except UnreadableEvent:
        facts = []
    first, last = run.span
    return {
        "ended": run.ended,
        "first_event_at": plain(first),
        "last_event_at": plain(last),
        "facts": len(facts),
        "first_fact_at": plain(facts[0]) if facts else None,
        "last_fact_at": plain(facts[-1]) if facts else None,
    }
