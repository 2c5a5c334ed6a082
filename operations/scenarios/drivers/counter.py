"""The counter driver: commands go through the counter of a hotline, in movable time or at once."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import uuid4

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.client import WorkflowUpdateRPCTimeoutOrCancelledError

from domain.vocabulary import ClockName
from operations.scenarios.drivers.driver import PassTime, TimeStandsStill
from operations.scenarios.scenario import (
    PlayedOrder,
    Submission,
    SubmissionOutcome,
    UnexpectedOutcome,
    people,
)
from operations.virtual import VirtualHotline
from policies.law import Law
from readmodel.orders import queries
from services.access.principal import Principal
from services.submission.command_json import Paper
from services.submission.counter import Counter, Handed, OpenHanded, Reply
from store.commands.settlement import UnknownOrder

PATIENCE_S: Final = 120.0
"""How long a command is submitted again, under its key, while its outcome is not known."""
PAUSE_S: Final = 0.1
UNKNOWN: Final = (DBAPIError, PoolTimeout, WorkflowUpdateRPCTimeoutOrCancelledError)
"""After these nobody knows whether the command was received."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterDriver:
    """Plays scenarios at a counter, any number of them at a time."""

    counter: Counter
    law: Law
    """The law that orders are born under."""
    clock: PassTime | None = field(default=None, repr=False)
    """What lets time pass for an order; None where time is real."""

    async def submit(self, order: PlayedOrder, step: Submission) -> SubmissionOutcome:
        """Submit a command, again under its key until the outcome is known."""
        reply = await self._reply(order, step)
        if reply.failure:
            raise UnexpectedOutcome(f"{reply.number}: {step.command.name}: {reply.failure}")
        number, at = reply.number, reply.received_at
        if reply.receipt is None:
            refusal = reply.refusal.code if reply.refusal else ""
            return SubmissionOutcome(number=number, received_at=at, refusal=refusal)
        version, state = reply.receipt.version, reply.receipt.state
        return SubmissionOutcome(number=number, received_at=at, version=version, state=state)

    async def due(self, order: PlayedOrder, clock: ClockName) -> datetime:
        """When the latest duty of a name is due, once the last command can be seen."""
        engine = self.counter.engines.patient
        async with asyncio.timeout(PATIENCE_S):
            while True:
                try:
                    view = await queries.order(engine, order.number)
                except UnknownOrder:
                    view = None
                if view is not None and view.standing.version >= order.version:
                    return next(kept.due for kept in reversed(view.clocks) if kept.name is clock)
                await asyncio.sleep(PAUSE_S)

    async def pass_time(self, order: PlayedOrder, by: timedelta) -> None:
        """Let time pass for the order, in database and workflow."""
        if self.clock is None:
            raise TimeStandsStill(order.number)
        await self.clock(order.number, by)

    async def _reply(self, order: PlayedOrder, step: Submission) -> Reply:
        paper = Paper(command=step.command, texts=dict(step.texts), digest=repr(step.command))
        by, key = Principal.of(people()[step.person]), str(uuid4())
        if not order.number:
            opened = OpenHanded(paper=paper, key=key, law=self.law)
            return await _known(lambda: self.counter.open(by, opened))
        via: Literal["update", "signal"] = "signal" if step.posted else "update"
        handed = Handed(number=order.number, paper=paper, key=key, via=via)
        if step.posted:
            return await self.counter.act(by, handed)
        return await _known(lambda: self.counter.act(by, handed))


def counter_of(hotline: VirtualHotline, law: Law) -> CounterDriver:
    """The driver of a hotline in movable time."""
    return CounterDriver(counter=hotline.counter, law=law, clock=hotline.pass_time)


async def _known(ask: Callable[[], Awaitable[Reply]]) -> Reply:
    """Ask until the outcome is known; the same key makes it one act however often it is asked."""
    give_up = time.monotonic() + PATIENCE_S
    while True:
        try:
            reply = await ask()
            if reply.receipt or reply.refusal or reply.failure:
                return reply
        except UNKNOWN:
            if time.monotonic() > give_up:
                raise
        if time.monotonic() > give_up:
            raise UnexpectedOutcome("a command has no outcome")
        await asyncio.sleep(PAUSE_S)
