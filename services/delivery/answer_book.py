"""Keeping the answer to a delivered act: what it made is stored with its receipt, or its refusal.

A command is decided only together with its facts, and its facts are stored only once they are
durable in the order's history.
"""

from dataclasses import dataclass, replace

import structlog
from temporalio.client import Client

from domain.order.refusal import Refusal
from readmodel.orders.publisher import NOTHING, FactsMissing, Stored, store_in
from services import meters
from services.delivery.from_history import store_from_history
from services.delivery.notices import hand_in_notices
from store.commands.command_table import (
    StoredCommand,
    mark_decided,
    mark_failed,
    mark_refused,
)
from store.commands.delivery_lock import HeldOrder
from store.engines import Engines
from store.unit_of_work import reading
from workflows.ports import ActAnswer, Batch, CommandAnswer, Receipt

log = structlog.get_logger("delivery")

Answer = Receipt | Refusal | None
"""What became of a command; None where it was given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBook:
    """Writes answers into the command table, each with all that it stands on."""

    engines: Engines
    client: Client

    async def keep(
        self, command: StoredCommand, answered: ActAnswer, held: HeldOrder | None = None
    ) -> Receipt:
        """Store what an act has made together with its receipt; `held` says how the order stood.

        Whoever dies before that leaves the command undecided: it is delivered again under the same
        id, and the order's answer brings the same facts."""
        receipt = answered.proof
        if answered.batch is None:
            await store_from_history(self.client, self.engines, str(command.order_number))
            return await self.answer(command, receipt)
        answer = CommandAnswer(command_id=str(command.id), receipt=receipt)
        await self._store(answered.batch, answer, held)
        meters.answered(command.via, receipt)
        return receipt

    async def answer(self, command: StoredCommand, receipt: Receipt) -> Receipt:
        """Keep the receipt of an act whose facts are stored."""
        await mark_decided(self.engines.patient, command.id, receipt)
        meters.answered(command.via, receipt)
        return receipt

    async def refuse(self, command: StoredCommand, refusal: Refusal) -> Refusal:
        """Keep a refusal: nothing was made."""
        await mark_refused(self.engines.patient, command.id, refusal)
        meters.answered(command.via, refusal)
        return refusal

    async def give_up(self, number: str, command: StoredCommand, why: str) -> None:
        """Note that a command can never be delivered, loudly; it holds nothing up."""
        log.error("ALARM command given up", order=number, command=str(command.id), why=why)
        await mark_failed(self.engines.patient, command.id, why)
        meters.answered(command.via, None)

    async def _store(self, made: Batch, answer: CommandAnswer, held: HeldOrder | None) -> None:
        # Told before the command is decided: whoever dies in between delivers it again.
        await hand_in_notices(self.engines, made)
        batch, engine = replace(made, answers=(answer,)), self.engines.patient
        stood = NOTHING if held is None else Stored.before(made, held.version, held.clocks)
        async with reading(engine if held is None else held.connection) as connection:
            try:
                await store_in(connection, batch, stood)
            except FactsMissing:
                await store_from_history(self.client, self.engines, made.number)
                await store_in(connection, batch)
        meters.published(made)
