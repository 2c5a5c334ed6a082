"""Deliverers that die between an order's answer and its row, and orders that go on very often."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from temporalio import workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner

from domain.order.refusal import Refusal
from domain.summary import Summary
from operations.virtual import VirtualHotline
from services.delivery.order_queue import Delivery
from services.delivery.workflow_client import send_update
from store.commands.delivery_lock import HeldOrder
from store.commands.stored import Via
from tests.hotline import CACHED
from workers.process.order_worker import worker_of
from workflows.order_input import Opening
from workflows.plugin import PaidanPlugin
from workflows.ports import Receipt
from workflows.work_order import WorkOrderWorkflow

ACTS_A_RUN = 3


@dataclass(slots=True)
class Deaths:
    """How often chance lets somebody die, and how often it did."""

    share: float
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    tries: int = 0
    deaths: int = 0

    def strikes(self) -> bool:
        """Whether this one dies."""
        self.tries += 1
        struck = self.chance.random() < self.share
        self.deaths += struck
        return struck


@dataclass(frozen=True, slots=True, kw_only=True)
class DyingDelivery(Delivery):
    """Hands acts over as everybody does, and now and then comes to nothing after that."""

    deaths: Deaths

    async def answers(
        self, held: HeldOrder, patience: timedelta
    ) -> AsyncIterator[tuple[UUID, Receipt | Refusal]]:
        """Answer, or die when the order has answered and nobody else knows it."""
        if held.waiting and held.waiting[0].via is Via.UPDATE and self.deaths.strikes():
            await send_update(self.client, held.number, held.waiting[0].act, patience)
            return
        async for answer in Delivery.answers(self, held, patience):
            yield answer


@workflow.defn(name="WorkOrder")
class GoesOnOften(WorkOrderWorkflow):
    """An order that continues in a new run after every few acts."""

    @workflow.init
    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)

    @workflow.run
    async def run(self, opening: Opening) -> Summary:
        """Live as an order does."""
        return await super().run(opening)

    def grown_large(self) -> bool:
        """Whether a few acts were decided in this run."""
        return len(self.receipts) - self.carried_over >= ACTS_A_RUN


@asynccontextmanager
async def mortal(
    hotline: VirtualHotline, deaths: Deaths, *, going_on: bool
) -> AsyncIterator[VirtualHotline]:
    """The same hotline with deliverers who die and, if asked, with orders that go on often."""
    old = hotline.delivery
    queue = f"{hotline.task_queue}-mortal"
    delivery = DyingDelivery(
        engines=old.engines, client=old.client, laws=old.laws, task_queue=queue, deaths=deaths
    )
    counter = replace(hotline.counter, delivery=delivery)
    such = replace(hotline, delivery=delivery, counter=counter, task_queue=queue)
    config = hotline.client.config()
    if going_on:
        config["plugins"] = [
            PaidanPlugin(workflows=(GoesOnOften,), runner=UnsandboxedWorkflowRunner())
        ]
    async with worker_of(Client(**config), hotline.engines, queue, cached=CACHED):
        yield such
