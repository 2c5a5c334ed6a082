"""Closed orders in a database and its archive, lived by the core alone and without Temporal.

Their histories have the form that Temporal gives: an auditor cannot tell them apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from audit.log.checkpoints import Signer
from audit.log.leaves import KeptHistory, packed
from domain.decide import decide
from domain.order.act import Act
from domain.order.order import Order
from domain.order.refusal import Refusal
from domain.order.terms import Mode
from domain.summary import Summary
from operations.bench.made_histories import history_text
from operations.scenarios.drivers.core import acts_of
from operations.scenarios.measured import MEASURED, Script
from readmodel.orders.publisher import store
from services.archive.storing import keep, seal_commands
from services.law.laws import Law, Laws
from store.commands.stored import CommandStatus, Via
from store.engines import single
from store.tables import CommandRow, WorkOrderRow
from store.wire import ACT, RECEIPT
from workflows.order_input import Opening
from workflows.ports import Batch, CommandAnswer, Receipt

PACK: Final = "sanya-2018"
FIRST_BIRTH: Final = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
BETWEEN_BIRTHS: Final = timedelta(minutes=7, seconds=13)
A_SECOND: Final = timedelta(seconds=1)
SLOTS: Final = 100
"""Instants of the first day from which on lives begin; each begins at an instant of its own."""
KEPT_TOGETHER: Final = 100
Json = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class ClosedOrder:
    """A life that is over: its acts, and what each of them brought."""

    opening: Opening
    order: Order
    acts: list[Act] = field(default_factory=list[Act])
    batches: list[Batch] = field(default_factory=list[Batch])

    def lives(self, act: Act) -> None:
        """One more act is decided and its facts are published."""
        decided = decide(self.order, act)
        if isinstance(decided, Refusal):
            raise RuntimeError(f"{act.command.name}: {decided.code}")
        self.order = decided.order
        receipt = Receipt.of(self.order)
        batch = Batch(
            recorded_at=self.acts[0].received_at if self.acts else act.received_at,
            facts=decided.facts,
            answers=(CommandAnswer(command_id=act.command_id, receipt=receipt),),
            standing=Summary.of(self.order),
        )
        self.acts.append(act)
        self.batches.append(batch)


async def store_closed_orders(engine: AsyncEngine, signer: Signer, count: int) -> int:
    """Fill an empty database with so many closed and archived orders; how many facts they have."""
    laws, facts = Laws(engine), 0
    law = await laws.in_force(PACK)
    if law is None:
        raise RuntimeError(f"no pack {PACK}")
    lives = [*_lives(law, count)]
    for start in range(0, count, KEPT_TOGETHER):
        some = lives[start : start + KEPT_TOGETHER]
        await _store_rows(engine, law, some)
        await keep(engine, signer, [_kept(life) for life in some])
        facts += sum(life.order.version for life in some)
    await seal_commands(engine, signer)
    return facts


def _lives(law: Law, count: int) -> Iterator[ClosedOrder]:
    scripts = list(MEASURED.values())
    for place in range(count):
        later, slot = divmod(place, SLOTS)
        birth = FIRST_BIRTH + slot * BETWEEN_BIRTHS + later * A_SECOND
        yield _life(law, f"made-{place:06}", scripts[place % len(scripts)], birth)


def _life(law: Law, number: str, script: Script, birth: datetime) -> ClosedOrder:
    acts = list(acts_of(script, birth, lambda _: str(uuid4())))
    unborn = law.unborn(number, Mode.REAL, birth)
    life = ClosedOrder(opening=Opening(order=unborn, act=acts[0]), order=unborn)
    for act in acts:
        life.lives(act)
    life.opening = replace(life.opening, made=life.batches[0])
    return life


def _kept(life: ClosedOrder) -> KeptHistory:
    text = history_text(life.opening, life.acts, life.batches)
    return packed(life.order.number, text, life.acts[-1].received_at)


async def _store_rows(engine: AsyncEngine, law: Law, lives: Sequence[ClosedOrder]) -> None:
    commands = [row for life in lives for row in _command_rows(life)]
    async with engine.begin() as connection:
        await connection.execute(insert(WorkOrderRow), [_order_row(law, life) for life in lives])
        await connection.execute(insert(CommandRow), commands)
    for life in lives:
        facts = tuple(fact for batch in life.batches for fact in batch.facts)
        last = life.batches[-1]
        whole = Batch(
            recorded_at=last.recorded_at,
            facts=facts,
            standing=last.standing,
        )
        await store(single(engine), whole)


def _order_row(law: Law, life: ClosedOrder) -> Json:
    return {
        "number": life.order.number,
        "mode": Mode.REAL.value,
        "pack": law.pack.id,
        "pack_edition": law.pack.edition,
        "calendar": law.calendar.name,
        "calendar_edition": law.calendar.edition,
        "rules_edition": law.rules,
        "next_place": len(life.acts) + 1,
        "started": True,
    }


def _command_rows(life: ClosedOrder) -> Iterator[Json]:
    for place, (act, batch) in enumerate(zip(life.acts, life.batches, strict=True), start=1):
        [answer] = batch.answers
        yield {
            "id": act.command_id,
            "order_number": life.order.number,
            "place": place,
            "actor": act.actor.person,
            "role": act.actor.role.value,
            "unit": act.actor.unit,
            "idempotency_key": act.command_id,
            "request_hash": act.command.name,
            "name": act.command.name,
            "act": ACT.write(act),
            "via": (Via.UPDATE if place > 1 else Via.START).value,
            "received_at": act.received_at,
            "status": CommandStatus.DECIDED.value,
            "response": answer.receipt and RECEIPT.write(answer.receipt),
            "answered_at": act.received_at,
        }
