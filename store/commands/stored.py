"""A command as it stands in the command table, and the request that it came from."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Row, select

from domain.order.act import SYSTEM, Act, Actor
from domain.order.command import Command
from domain.order.refusal import Refusal
from domain.vocabulary import Admission
from store.tables import CommandRow
from store.vault.blind_index import NO_TRACES, Traces
from store.wire import ACT, RECEIPT, REFUSAL, Json
from workflows.ports import Receipt


class Via(StrEnum):
    """How a command reaches its order."""

    UPDATE = "update"
    SIGNAL = "signal"
    START = "start"


class CommandStatus(StrEnum):
    """What has become of a command."""

    RECEIVED = "received"
    DELIVERED = "delivered"
    """Handed to Temporal; its answer is not known yet."""
    DECIDED = "decided"
    REFUSED = "refused"
    FAILED = "failed"
    """It can never be delivered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody asks for, before it has a time."""

    actor: Actor
    command: Command
    idempotency_key: str
    request_hash: str
    """A digest over the order's number and all that was asked: equal requests, equal hashes."""
    via: Via
    on_behalf_of: str = ""
    admitted_by: Admission | None = None
    texts: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """By the names that the command foresees; a blank text counts as not given."""
    traces: Traces = field(default=NO_TRACES, repr=False)
    """By what a registration is found again."""


def by_the_system(command: Command, key: str, on_behalf_of: str = "") -> Request:
    """What the system itself asks of an order, by post and once for each key; it has no texts.

    The same key asks the same, on whosever behalf."""
    return Request(
        actor=SYSTEM,
        command=command,
        idempotency_key=key,
        request_hash=sha256(key.encode()).hexdigest(),
        via=Via.SIGNAL,
        on_behalf_of=on_behalf_of,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCommand:
    """One row of the command table."""

    id: uuid.UUID
    order_number: str | None
    """None where the registration itself was refused."""
    place: int | None
    act: Act
    via: Via
    status: CommandStatus
    idempotency_key: str
    request_hash: str
    receipt: Receipt | None
    refusal: Refusal | None
    failure: str
    """Why it can never be delivered; empty otherwise."""
    answered_at: datetime | None

    @property
    def received_at(self) -> datetime:
        """The stamp (UTC)."""
        return self.act.received_at

    @property
    def is_undecided(self) -> bool:
        """Whether its answer is still to come."""
        return self.status in (CommandStatus.RECEIVED, CommandStatus.DELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRequest:
    """The row that holds a request now, and whether this very call made it."""

    command: StoredCommand
    is_new: bool


COMMANDS: Final = select(
    CommandRow.id,
    CommandRow.order_number,
    CommandRow.place,
    CommandRow.act,
    CommandRow.via,
    CommandRow.status,
    CommandRow.idempotency_key,
    CommandRow.request_hash,
    CommandRow.response,
    CommandRow.answered_at,
)


def stored_command(row: Row[Any]) -> StoredCommand:
    """Read one row of COMMANDS."""
    return _command(row._asdict())


def written_command(row: Json) -> StoredCommand:
    """Read one row of the command table as PostgreSQL writes it in JSON."""
    answered = row["answered_at"]
    instant = datetime.fromisoformat(answered) if answered else None
    return _command({**row, "id": uuid.UUID(row["id"]), "answered_at": instant})


def _command(row: Mapping[str, Any]) -> StoredCommand:
    status, response = CommandStatus(row["status"]), row["response"]
    return StoredCommand(
        id=row["id"],
        order_number=row["order_number"],
        place=row["place"],
        act=ACT.read(row["act"]),
        via=Via(row["via"]),
        status=status,
        idempotency_key=row["idempotency_key"],
        request_hash=row["request_hash"],
        receipt=RECEIPT.read(response) if response and status is CommandStatus.DECIDED else None,
        refusal=REFUSAL.read(response) if status is CommandStatus.REFUSED else None,
        failure=response["why"] if status is CommandStatus.FAILED else "",
        answered_at=row["answered_at"],
    )
