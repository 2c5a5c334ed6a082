"""One life in rehearsal: who hands in what, what the rules refuse, how long passes in between."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from functools import cache
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.client import WorkflowUpdateRPCTimeoutOrCancelledError

from domain.chapters.intake.commands import Register
from domain.order.act import Actor
from domain.order.clock import Clock
from domain.order.command import Command
from domain.order.refusal import Refusal
from domain.vocabulary import ClockName, State
from operations.virtual import VirtualHotline
from policies.city_register import sample_city
from readmodel.orders import queries
from services.law.laws import Law
from services.submission.command_json import Paper
from services.submission.counter import Handed, OpenHanded, Reply
from store.commands.settlement import UnknownOrder

UNITS: Final = ("water", "transport", "housing", "city-management", "environment", "market")
DISTRICTS: Final = ("east", "west")
PATIENCE_S: Final = 120.0
"""How long a paper is handed in again, under its key, while its outcome is not known."""
PAUSE_S: Final = 0.1
NOT_YET: Final = datetime.min.replace(tzinfo=UTC)


class NotInTheScript(RuntimeError):
    """A life went another way than its story tells."""


@cache
def people() -> dict[str, Actor]:
    """Everybody of the sample city by code."""
    return {person.code: person.actor() for person in sample_city().persons}


@dataclass(slots=True, kw_only=True)
class Case:
    """An order on the stage. All instants are UTC and the order's own, moved time."""

    hotline: VirtualHotline
    law: Law
    place: int
    """Which life this is; unit and district follow from it."""
    number: str = ""
    version: int = 0
    state: State = State.DRAFT
    now: datetime = NOT_YET
    """When the last paper was received."""

    @property
    def unit(self) -> str:
        """The unit that the demand is about."""
        return UNITS[self.place % len(UNITS)]

    @property
    def clerk(self) -> str:
        """Who acts for that unit."""
        return f"{self.unit}-clerk"

    @property
    def other_unit(self) -> str:
        """A unit that the first one thinks responsible."""
        return UNITS[(self.place + 1) % len(UNITS)]

    @property
    def district(self) -> str:
        """Where the matter lies."""
        return DISTRICTS[self.place % len(DISTRICTS)]

    async def opens(self, registration: Register, **texts: str) -> None:
        """A seat writes a demand down; the order is born."""
        given = {"name": "演练诉求人", "phone": "000-0000-0000", **texts}
        paper = _paper(replace(registration, district=self.district), given)
        handed = OpenHanded(paper=paper, actor=people()["seat-1"], key=str(uuid4()), law=self.law)
        self._take_note(await _sure(lambda: self.hotline.counter.open(handed)))

    async def acts(self, person: str, command: Command, **texts: str) -> None:
        """A person hands a paper in and it is lawful; raises NotInTheScript if it is refused."""
        self._take_note(await self._hand_in(person, command, texts))

    async def is_refused(self, person: str, command: Command, code: str, **texts: str) -> None:
        """A person asks for what the rules refuse; raises NotInTheScript if they do not."""
        reply = await self._hand_in(person, command, texts)
        if not isinstance(reply.refusal, Refusal) or reply.refusal.code != code:
            raise NotInTheScript(f"{reply.number}: {command.name} was not refused with {code}")

    async def posts(self, person: str, command: Command, **texts: str) -> None:
        """A paper that nobody waits for: it goes by signal, ahead of the next act."""
        handed = replace(self._handed(person, command, texts), via="signal")
        self.now = (await self.hotline.counter.act(handed)).received_at

    async def lets_pass(self, by: timedelta) -> None:
        """Let time pass."""
        await self.hotline.pass_time(self.number, by)
        self.now += by

    async def passes(self, name: ClockName, by: timedelta) -> None:
        """Let time pass until so long after a duty was due."""
        await self.lets_pass((await self._clock(name)).due + by - self.now)

    async def waits_for(self, days: int, at: clock_time) -> None:
        """Let time pass until a time of a later day, in the calendar's own zone."""
        zone = ZoneInfo(self.law.calendar.time_zone)
        then = self.now.astimezone(zone).date() + timedelta(days=days)
        await self.lets_pass(datetime.combine(then, at, zone) - self.now)

    def local_now(self) -> datetime:
        """When the last paper was received, in the calendar's own zone."""
        return self.now.astimezone(ZoneInfo(self.law.calendar.time_zone))

    async def _clock(self, name: ClockName) -> Clock:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                try:
                    view = await queries.order(self.hotline.engines.patient, self.number)
                except UnknownOrder:
                    view = None
                if view is not None and view.standing.version >= self.version:
                    return next(clock for clock in reversed(view.clocks) if clock.name is name)
                await asyncio.sleep(PAUSE_S)

    async def _hand_in(self, person: str, command: Command, texts: dict[str, str]) -> Reply:
        handed = self._handed(person, command, texts)
        reply = await _sure(lambda: self.hotline.counter.act(handed))
        self.now = reply.received_at
        return reply

    def _handed(self, person: str, command: Command, texts: dict[str, str]) -> Handed:
        paper = _paper(command, texts)
        return Handed(number=self.number, paper=paper, actor=people()[person], key=str(uuid4()))

    def _take_note(self, reply: Reply) -> None:
        if reply.receipt is None:
            why = reply.refusal.code if reply.refusal else reply.failure
            raise NotInTheScript(f"{reply.number}: {why}")
        self.number, self.now = reply.number, reply.received_at
        self.version, self.state = reply.receipt.version, reply.receipt.state


def _paper(command: Command, texts: dict[str, str]) -> Paper:
    return Paper(command=command, texts=texts, digest=repr(command))


async def _sure(ask: Callable[[], Awaitable[Reply]]) -> Reply:
    """Ask until the outcome is known; the same key makes it one act however often it is asked."""
    give_up = time.monotonic() + PATIENCE_S
    while True:
        try:
            reply = await ask()
            if reply.receipt or reply.refusal or reply.failure:
                return reply
        except (DBAPIError, PoolTimeout, WorkflowUpdateRPCTimeoutOrCancelledError):
            if time.monotonic() > give_up:
                raise
        if time.monotonic() > give_up:
            raise NotInTheScript("a paper has no answer")
        await asyncio.sleep(PAUSE_S)
