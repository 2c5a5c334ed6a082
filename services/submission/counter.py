"""The counter: receive a paper under its stamp, deliver it, say what became of it."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from domain.chapters.intake.commands import Register
from domain.decide import Decided, decide
from domain.order.act import Act
from domain.order.order import Order
from domain.order.refusal import Refusal
from readmodel.orders.publisher import store_in
from services import meters
from services.access.principal import Principal
from services.delivery.order_queue import Delivery
from services.law.laws import Law
from services.submission.command_json import Paper
from services.submission.enrichment import completed
from services.submission.registers_asked import ask_registers
from store.commands.birth import BirthRecord, open_order
from store.commands.command_table import ReceivedRequest, Request, answer_of, receive
from store.commands.order_time import database_mode
from store.commands.stamping import KeyReused, asked_before
from store.commands.stored import Via
from store.engines import Engines
from store.unit_of_work import reading
from store.vault.blind_index import IndexKey
from store.vault.key_ring import KeyRing
from workflows.ports import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A paper for an order, and under which idempotency key it is handed in."""

    number: str
    paper: Paper
    key: str
    via: Literal["update", "signal"] = "update"
    on_behalf_of: str = ""
    """Who had it handed in, where a machine does it."""

    def request(self, principal: Principal) -> Request:
        """The paper as the command table receives it; raises NobodyNamed."""
        asked = _request(principal, self.paper, self.key, Via(self.via), self.number)
        return replace(asked, on_behalf_of=self.on_behalf_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHanded:
    """A registration, with the law that the new order is to be born under."""

    paper: Paper
    key: str
    law: Law
    clock_offset: timedelta = timedelta()
    on_behalf_of: str = ""
    """Who had it handed in, where a machine does it."""

    def request(self, principal: Principal) -> Request:
        """The registration as the command table receives it; raises NobodyNamed."""
        asked = _request(principal, self.paper, self.key, Via.START, self.law.pack.id)
        return replace(asked, on_behalf_of=self.on_behalf_of)

    def record(self) -> BirthRecord:
        """Under which law the order is to be born."""
        return BirthRecord(
            pack=self.law.pack.id,
            pack_edition=self.law.pack.edition,
            calendar=self.law.calendar.name,
            calendar_edition=self.law.calendar.edition,
            rules_edition=self.law.rules,
            clock_offset=self.clock_offset,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What became of a paper: a receipt, a refusal, or neither while that is not known."""

    number: str
    command_id: uuid.UUID
    received_at: datetime
    receipt: Receipt | None
    refusal: Refusal | None
    failure: str
    replayed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Where papers are handed in; nothing is acknowledged that is not on disk."""

    engines: Engines
    master: KeyRing
    index: IndexKey
    delivery: Delivery

    async def open(self, principal: Principal, handed: OpenHanded) -> Reply:
        """Register a demand as a new order.

        Raises NobodyNamed, KeyReused, BadPaper and EarlierEdition."""
        engine, law, record = self.engines.patient, handed.law, handed.record()
        request = self._findable(self._kept_apart(handed.request(principal)))
        said = await ask_registers(engine, request, offset=handed.clock_offset)
        request = request if said is None else completed(request, said)
        mode = await database_mode(engine)

        def unborn(number: str, registration: Act) -> Order:
            return law.unborn(number, mode, registration.received_at)

        def judge(number: str, registration: Act) -> Decided | Refusal:
            return decide(unborn(number, registration), registration)

        received = await open_order(engine, self.master, record, request, judge, store_in)
        command = received.command
        if received.is_new:
            meters.received(command)
        if received.is_new and command.order_number:
            meters.answered(command.via, command.receipt)
            order = unborn(command.order_number, command.act)
            await self.delivery.start(order, command.act)
        return _reply(received, command.order_number or "", command.receipt or command.refusal)

    async def has_taken_in(self, principal: Principal, handed: Handed) -> bool:
        """Whether this paper was handed in before: it has its answer, wherever its order is now."""
        request = self._kept_apart(handed.request(principal))
        try:
            async with reading(self.engines.patient) as connection:
                return await asked_before(connection, request) is not None
        except KeyReused:
            return False

    def digest_of(self, principal: Principal, handed: Handed) -> str:
        """By what this paper is known again, keyed; raises NobodyNamed."""
        return self._kept_apart(handed.request(principal)).request_hash

    def _kept_apart(self, request: Request) -> Request:
        """A request whose digest, which is over the texts too, tells nobody anything who has no
        key: without one a telephone is guessed from it in seconds, and that outlives an erasure."""
        return replace(request, request_hash=self.index.keyed(request.request_hash))

    def _findable(self, request: Request) -> Request:
        """A registration with the traces by which it is found again."""
        anonymous = isinstance(request.command, Register) and request.command.anonymous
        return replace(request, traces=self.index.traces(request.texts, anonymous=anonymous))

    async def act(self, principal: Principal, handed: Handed) -> Reply:
        """Hand a paper to an order; whether the role may give it the order's own law says.

        Raises NobodyNamed, UnknownOrder, EarlierEdition, KeyReused, BadPaper, UnfitUnit and
        NotInForce."""
        engine, number = self.engines.patient, handed.number
        request = self._kept_apart(handed.request(principal))
        said = await ask_registers(engine, request, number)
        request = request if said is None else completed(request, said)
        if handed.via == "signal":
            received = await receive(engine, self.master, number, request)
            if received.is_new:
                meters.received(received.command)
        else:
            received, answers = await self.delivery.receive(self.master, number, request)
            if (answer := answers.get(received.command.id)) is not None:
                return _reply(received, number, answer)
        stored = await answer_of(engine, received.command.id)
        return _reply(received, number, stored.receipt or stored.refusal, stored.failure)


def _reply(
    received: ReceivedRequest,
    number: str,
    answer: Receipt | Refusal | None,
    failure: str = "",
) -> Reply:
    return Reply(
        number=number,
        command_id=received.command.id,
        received_at=received.command.received_at,
        receipt=answer if isinstance(answer, Receipt) else None,
        refusal=answer if isinstance(answer, Refusal) else None,
        failure=failure,
        replayed=not received.is_new,
    )


def _request(principal: Principal, paper: Paper, key: str, via: Via, place: str) -> Request:
    said = f"{place}\n{paper.digest}"
    return Request(
        actor=principal.actor,
        admitted_by=principal.admitted_by,
        command=paper.command,
        idempotency_key=key,
        request_hash=sha256(said.encode()).hexdigest(),
        via=via,
        texts=paper.texts,
    )
