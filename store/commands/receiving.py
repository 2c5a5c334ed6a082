"""Receiving: one call stamps a request and keeps it with its texts, or finds it as it was kept."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from store.commands.earlier_editions import EarlierEdition
from store.commands.settlement import UnknownOrder
from store.commands.stamping import KeyReused, UnforeseenText, given, secrecies, stamped
from store.commands.stored import ReceivedRequest, Request, written_command
from store.engines import written
from store.tables import WORKFLOW_EDITION
from store.vault.encryption import Deposit, KeyDestroyed
from store.vault.key_ring import KeyRing
from store.vault.vault_rows import deposit_rows, load_keys
from store.wire import ACT

UNSTAMPED: Final = datetime.min.replace(tzinfo=UTC)
"""Stands in an act until PostgreSQL stamps it."""
RECEIVE: Final = text(
    "SELECT outcome, received FROM receive_command"
    "(:number, :edition, CAST(:asked AS jsonb), CAST(:sealed AS jsonb))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A request on its way into the command table."""

    number: str
    request: Request
    is_keyless: bool
    """It has texts, and whoever asks has no key to keep them under."""
    parameters: Mapping[str, object]
    """What the call is given."""

    def received(self, row: Row[Any]) -> ReceivedRequest:
        """What the call says to it; raises whatever keeps the request from being received."""
        match row.outcome:
            case "unknown_order":
                raise UnknownOrder(self.number)
            case "earlier_edition":
                raise EarlierEdition(self.number)
            case "key_destroyed" if self.is_keyless:
                name = self.request.command.name
                raise UnforeseenText(f"{name}: no key to keep its texts under")
            case "key_destroyed":
                raise KeyDestroyed(self.number)
        found = written_command(row.received)
        mine = (self.request.request_hash, self.number)
        if (found.request_hash, found.order_number) != mine:
            raise KeyReused(self.request.idempotency_key)
        return ReceivedRequest(command=found, is_new=row.outcome == "received")


async def asking(
    connection: AsyncConnection, master: KeyRing | None, number: str, request: Request
) -> Asking:
    """Make a request ready to be received: its texts sealed, everything but its stamp said.

    Raises UnforeseenText. Whether the keys still exist is asked again under the order's lock."""
    command_id = uuid.uuid4()
    deposit = await _deposit(connection, master, number, request, command_id)
    act = stamped(request, command_id, UNSTAMPED)
    if deposit is not None:
        act = replace(act, commitment=deposit.commitment)
    row = {
        "id": str(command_id),
        "actor": act.actor.person,
        "role": act.actor.role.value,
        "unit": act.actor.unit,
        "idempotency_key": request.idempotency_key,
        "request_hash": request.request_hash,
        "name": act.command.name,
        "via": request.via.value,
        "act": ACT.write(act),
    }
    parameters = {
        "number": number,
        "edition": WORKFLOW_EDITION,
        "asked": written(row),
        "sealed": written(deposit_rows(deposit)),
    }
    keyless = bool(act.filled) and master is None
    return Asking(number=number, request=request, is_keyless=keyless, parameters=parameters)


async def _deposit(
    connection: AsyncConnection,
    master: KeyRing | None,
    number: str,
    request: Request,
    command_id: uuid.UUID,
) -> Deposit | None:
    """The sealed texts; None without texts, and where they cannot be sealed.

    The call then says why: a request that was received before has its row all the same."""
    texts = given(request)
    if not texts or master is None:
        return None
    keys = await load_keys(connection, master, number)
    try:
        return keys.deposit(command_id, texts, secrecies(request))
    except KeyDestroyed:
        return None
