"""Delivery: the commands of one order go to its workflow in the order of their stamps, one by one.

Whoever delivers holds the order's delivery lock. The next command goes out only when the one
before it is decided or refused; one that can never be delivered is given up, loudly, and holds
nothing up.
"""

import asyncio
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.client import Client
from temporalio.service import RPCError

from audit.history.archived_runs import last_archived
from domain.chapters.emergency.commands import DeclareEmergency
from domain.decide import decide, fold
from domain.order.act import Act
from domain.order.fact import Fact
from domain.order.order import Dossier
from domain.order.refusal import Refusal
from readmodel.orders.queries import all_facts
from services import meters
from services.delivery.workflow_client import (
    Misjudged,
    Outcome,
    UnknownOutcome,
    come_back,
    raise_priority,
    send_signal,
    send_update,
    start,
)
from services.law.laws import Laws
from store.commands.birth import BirthRecord, birth_of, mark_started
from store.commands.command_table import (
    CommandStatus,
    StoredCommand,
    answer_of,
    mark_decided,
    mark_delivered,
    mark_failed,
    mark_refused,
    undecided,
)
from store.commands.delivery_lock import DeliveryBusy, delivery_lock
from store.commands.order_time import database_mode
from store.commands.stored import Via
from store.engines import Engines
from workflows.ports import Receipt

log = structlog.get_logger("delivery")
PATIENCE: Final = timedelta(seconds=5)
"""After so long without an answer the asker is told that the outcome is not known yet."""
SIGNAL_POLL_S: Final = 0.05
SIGNAL_PATIENCE: Final = timedelta(seconds=20)
"""A posted act that has no answer after so long is posted again; the desk decides it once."""

Answers = dict[uuid.UUID, Receipt | Refusal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Takes commands from the command table to their workflows."""

    engines: Engines
    client: Client
    laws: Laws
    task_queue: str

    async def start(self, record: BirthRecord, registration: Act, number: str) -> bool:
        """Start an order's workflow; False if Temporal does not answer now."""
        law = await self.laws.at_birth(record)
        mode = await database_mode(self.engines.patient)
        order = law.unborn(number, mode, registration.received_at)
        try:
            await start(self.client, self.task_queue, order, registration)
        except RPCError as error:
            log.warning("not started", order=number, status=error.status.name)
            return False
        await mark_started(self.engines.patient, number)
        return True

    async def deliver(self, number: str, patience: timedelta = PATIENCE) -> Answers:
        """Deliver what waits for an order; stop at the first command without an answer."""
        answers: Answers = {}
        try:
            async with (
                asyncio.timeout(patience.total_seconds()),
                delivery_lock(self.engines.deliveries, number, patience),
            ):
                for command in await undecided(self.engines.patient, number):
                    if command.via is Via.START:
                        continue  # starting it has delivered it
                    outcome = await self._hand_over(number, command, patience)
                    if isinstance(outcome, UnknownOutcome):
                        break
                    if command.via is Via.UPDATE or outcome is None:
                        meters.answered(command.via, outcome)
                    if outcome is not None:
                        answers[command.id] = outcome
                        await self._let_go_first(number, command, outcome)
        except (DeliveryBusy, TimeoutError, PoolTimeout):
            log.info("outcome not known yet", order=number)
        return answers

    async def _let_go_first(self, number: str, command: StoredCommand, outcome: Outcome) -> None:
        """An order that was declared an emergency goes before others; if it cannot now, it waits
        among them as it did."""
        if not (isinstance(outcome, Receipt) and isinstance(command.act.command, DeclareEmergency)):
            return
        try:
            await raise_priority(self.client, number, str(command.id))
        except RPCError as error:
            log.warning("priority not raised", order=number, status=error.status.name)

    async def _hand_over(
        self, number: str, command: StoredCommand, patience: timedelta
    ) -> Outcome | None:
        """Deliver one command; None where it was given up."""
        try:
            outcome = await self._send(number, command, patience)
        except Misjudged as fault:
            await self._give_up(number, command, f"rejected: {fault}")
            return None
        if outcome is UnknownOutcome.NO_WORKFLOW:
            return await self._answer_without_workflow(number, command)
        if isinstance(outcome, Refusal):
            await mark_refused(self.engines.patient, command.id, outcome)
        if isinstance(outcome, Receipt):
            await mark_decided(self.engines.patient, command.id, outcome)
        return outcome

    async def _send(self, number: str, command: StoredCommand, patience: timedelta) -> Outcome:
        if command.via is Via.UPDATE:
            with meters.one_update():
                return await send_update(self.client, number, command.act, patience)
        if command.status is CommandStatus.RECEIVED:
            lost = await send_signal(self.client, number, command.act, patience)
            if lost is not None:
                return lost
            await mark_delivered(self.engines.patient, command.id)
        return await self._wait_for_answer(number, command)

    async def _wait_for_answer(self, number: str, command: StoredCommand) -> Outcome:
        """A posted act is answered by the publisher; what comes after it waits for that."""
        waited = timedelta()
        while waited < SIGNAL_PATIENCE:
            stored = await answer_of(self.engines.patient, command.id)
            if not stored.is_undecided:
                return stored.refusal or stored.receipt or UnknownOutcome.NO_ANSWER
            await asyncio.sleep(SIGNAL_POLL_S)
            waited += timedelta(seconds=SIGNAL_POLL_S)
        lost = await send_signal(self.client, number, command.act, PATIENCE)
        return lost or UnknownOutcome.NO_ANSWER

    async def _answer_without_workflow(self, number: str, command: StoredCommand) -> Outcome | None:
        """An order that has ended still answers: what it decided, or by the rules.

        They mostly refuse; what they allow begins a further run of the order."""
        engine, recorded = self.engines.patient, await all_facts(self.engines.patient, number)
        if not recorded:
            return UnknownOutcome.NO_ANSWER  # its workflow has not begun; the relay sees to that
        dossier = (await self.laws.unborn(await birth_of(engine, number))).dossier
        receipt = _receipt(dossier, command, recorded)
        if receipt is not None:
            await mark_decided(engine, command.id, receipt)
            return receipt
        order = fold(dossier, recorded)
        if not order.is_at_rest:
            await self._give_up(number, command, "no workflow of this order is running")
            return None
        refusal = decide(order, command.act)
        if isinstance(refusal, Refusal):
            await mark_refused(engine, command.id, refusal)
            return refusal
        archived = await last_archived(engine, number)
        await come_back(self.client, self.task_queue, order, command.act, archived)
        return await self._wait_for_answer(number, command)

    async def _give_up(self, number: str, command: StoredCommand, why: str) -> None:
        log.error("ALARM command given up", order=number, command=str(command.id), why=why)
        await mark_failed(self.engines.patient, command.id, why)


def _receipt(
    dossier: Dossier, command: StoredCommand, recorded: tuple[Fact, ...]
) -> Receipt | None:
    """The receipt of a command whose facts are on record, though its answer was lost."""
    own = [fact.seq for fact in recorded if fact.command_id == str(command.id)]
    if not own:
        return None
    order = fold(dossier, recorded[: own[-1]])
    return Receipt(version=order.version, state=order.state)
