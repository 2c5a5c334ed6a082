"""Delivery: the commands of one order go to its workflow in the order of their stamps, one by one.

Whoever delivers holds the order's delivery lock. The next command goes out only when the one
before it is decided or refused; one that can never be delivered is given up, loudly, and holds
nothing up.
"""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.client import Client
from temporalio.service import RPCError

from domain.chapters.emergency.commands import DeclareEmergency
from domain.order.act import Act
from domain.order.order import Order
from domain.order.refusal import Refusal
from services import meters
from services.delivery.answer_book import Answer, AnswerBook
from services.delivery.ended_orders import EndedOrders
from services.delivery.notices import hand_in_notices
from services.delivery.workflow_client import (
    Misjudged,
    UnknownOutcome,
    raise_priority,
    send_signal,
    send_update,
    start,
)
from services.law.laws import Laws
from store.commands.birth import made_at_birth, mark_started
from store.commands.command_table import (
    CommandStatus,
    ReceivedRequest,
    Request,
    StoredCommand,
    answer_of,
    mark_delivered,
)
from store.commands.delivery_lock import (
    DeliveryBusy,
    HeldOrder,
    held_order,
    received_and_held,
)
from store.commands.stored import Via
from store.engines import Engines
from store.vault.key_ring import KeyRing
from workflows.ports import ActAnswer, Receipt

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

    async def start(self, unborn: Order, registration: Act) -> bool:
        """Start the workflow of an order that was registered; False if Temporal does not answer.

        Raises ImpossibleBirth."""
        number, made = unborn.number, made_at_birth(unborn, registration)
        try:
            await start(self.client, self.task_queue, unborn, registration, made)
        except RPCError as error:
            log.warning("not started", order=number, status=error.status.name)
            return False
        await hand_in_notices(self.engines, made)
        await mark_started(self.engines.patient, number)
        return True

    async def deliver(self, number: str, patience: timedelta = PATIENCE) -> Answers:
        """Deliver what waits for an order; stop at the first command without an answer."""
        answers: Answers = {}
        async with (
            _in_time(number, patience),
            held_order(self.engines.deliveries, number, patience) as held,
        ):
            async for command_id, answer in self.answers(held, patience):
                answers[command_id] = answer
        return answers

    async def receive(
        self,
        master: KeyRing,
        number: str,
        request: Request,
        patience: timedelta = PATIENCE,
    ) -> tuple[ReceivedRequest, Answers]:
        """Receive a request and deliver it, with what waited before it, if it is not answered yet.

        Raises as `receive` of the command table does; what was received stays so."""
        answers: Answers = {}
        async with received_and_held(self.engines, master, number, request) as reception:
            if reception.received.is_new:
                meters.received(reception.received.command)
            async with _in_time(number, patience):
                if (held := await reception.held(patience)) is not None:
                    async for command_id, answer in self.answers(held, patience):
                        answers[command_id] = answer
        return reception.received, answers

    async def answers(
        self, held: HeldOrder, patience: timedelta
    ) -> AsyncIterator[tuple[uuid.UUID, Receipt | Refusal]]:
        """Hand over what waits for an order that is held, in order, until one has no answer."""
        for command in held.waiting:
            outcome = await self._hand_over(held, command, patience)
            if isinstance(outcome, UnknownOutcome):
                return
            if outcome is not None:
                await self._let_go_first(held.number, command, outcome)
                yield command.id, outcome

    async def _let_go_first(
        self, number: str, command: StoredCommand, outcome: Receipt | Refusal
    ) -> None:
        """An order that was declared an emergency goes before others; if it cannot now, it waits
        among them as it did."""
        if not (isinstance(outcome, Receipt) and isinstance(command.act.command, DeclareEmergency)):
            return
        try:
            await raise_priority(self.client, number, str(command.id))
        except RPCError as error:
            log.warning("priority not raised", order=number, status=error.status.name)

    async def _hand_over(
        self, held: HeldOrder, command: StoredCommand, patience: timedelta
    ) -> Answer | UnknownOutcome:
        """Deliver one command; its answer is kept before it is told."""
        number = held.number
        if command.via is Via.SIGNAL:
            return await self._post(number, command, patience)
        try:
            with meters.one_update():
                outcome = await send_update(self.client, number, command.act, patience)
        except Misjudged as fault:
            await self._book.give_up(number, command, f"rejected: {fault}")
            return None
        match outcome:
            case ActAnswer():
                return await self._book.keep(command, outcome, held)
            case Refusal():
                return await self._book.refuse(command, outcome)
            case UnknownOutcome.NO_WORKFLOW:
                return await self._ended.answer(number, command)
        return outcome

    async def _post(
        self, number: str, command: StoredCommand, patience: timedelta
    ) -> Answer | UnknownOutcome:
        """Post an act, once, and wait until the records office has stored its answer."""
        if command.status is CommandStatus.RECEIVED:
            lost = await send_signal(self.client, number, command.act, patience)
            if lost is None:
                await mark_delivered(self.engines.patient, command.id)
        else:
            lost = None
        answered = lost or await self._answer_to_post(number, command)
        if answered is UnknownOutcome.NO_WORKFLOW:
            return await self._ended.answer(number, command)
        return answered

    async def _answer_to_post(self, number: str, command: StoredCommand) -> Answer | UnknownOutcome:
        waited = timedelta()
        while waited < SIGNAL_PATIENCE:
            stored = await answer_of(self.engines.patient, command.id)
            if not stored.is_undecided:
                return stored.refusal or stored.receipt or UnknownOutcome.NO_ANSWER
            await asyncio.sleep(SIGNAL_POLL_S)
            waited += timedelta(seconds=SIGNAL_POLL_S)
        lost = await send_signal(self.client, number, command.act, PATIENCE)
        return lost or UnknownOutcome.NO_ANSWER

    @property
    def _book(self) -> AnswerBook:
        return AnswerBook(engines=self.engines, client=self.client)

    @property
    def _ended(self) -> EndedOrders:
        return EndedOrders(laws=self.laws, task_queue=self.task_queue, book=self._book)


@asynccontextmanager
async def _in_time(number: str, patience: timedelta) -> AsyncIterator[None]:
    """For so long somebody waits; then the relay goes on."""
    try:
        async with asyncio.timeout(patience.total_seconds()):
            yield
    except (DeliveryBusy, TimeoutError, PoolTimeout):
        log.info("outcome not known yet", order=number)
