"""The relay: takes up what a process left behind between PostgreSQL and Temporal.

Whoever receives a command that is waited for delivers it at once; what is posted by bulk senders
and machines is delivered from here. What is older than a moment was left behind by a process that
died or by a Temporal that did not answer.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from services.delivery.order_queue import Delivery
from services.isolation import Quarantine
from store.commands.birth import birth_of, not_started
from store.commands.command_table import orders_with_undecided

LEFT_BEHIND: Final = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """Remembers which orders failed, so that they are tried again later."""

    delivery: Delivery
    births: Quarantine = field(default_factory=lambda: Quarantine(at_once=1))
    commands: Quarantine = field(default_factory=Quarantine)

    async def go_round(self) -> None:
        """Start the orders and deliver the commands that were left behind."""
        engine = self.delivery.engines.patient
        await self.births.each(await not_started(engine, LEFT_BEHIND), self._start)
        waiting = await orders_with_undecided(engine, LEFT_BEHIND)
        await self.commands.each(waiting, self._deliver)

    async def _start(self, number: str) -> None:
        birth = await birth_of(self.delivery.engines.patient, number)
        await self.delivery.start(await self.delivery.laws.unborn(birth), birth.act)

    async def _deliver(self, number: str) -> None:
        await self.delivery.deliver(number)


async def one_round(delivery: Delivery) -> None:
    """Go one round that remembers nothing of those before it."""
    await Relay(delivery=delivery).go_round()
