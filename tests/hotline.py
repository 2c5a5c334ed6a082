"""The case file of an order in movable time: a test writes in it what people do and what passes."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar
from uuid import uuid4

from temporalio.client import Client, WorkflowHistory
from temporalio.worker import Worker

from audit.history.histories import read_runs
from domain.order.clock import Clock
from domain.order.fact import Fact
from operations.virtual import VirtualHotline
from policies.city_file import sample_city
from readmodel.orders import queries
from services.access.principal import Principal
from services.delivery.order_queue import Delivery
from services.submission.command_json import Paper, read_paper
from services.submission.counter import Counter, Handed, OpenHanded, Reply
from store.city import CityAsked
from store.commands.command_table import StoredCommand, receive
from workers.process.order_worker import CACHED_ORDERS

PEOPLE = sample_city().actors()
SANYA = CityAsked(pack="sanya-2018")
CACHED = int(os.environ.get("PAIDAN_TEST_CACHE", CACHED_ORDERS))
"""How many orders the worker keeps in memory; with 0 every task replays its whole history."""
AT_ONCE = 20 if CACHED else 1
"""Orders worked on side by side. A worker without memory drops the task of one order, for ten
seconds, when it takes up another's while a local activity of the first is under way."""
PATIENCE_S = 30.0
LOOK_AGAIN_S = 0.01
AN_INSTANT = timedelta.resolution
T = TypeVar("T")
Content = Any
"""A field of a paper: a word, a number, an instant."""
SOLVED: dict[str, Content] = {"result_kind": "solved", "solution": "已修复", "evidence": "照片"}
CONTENT: dict[str, Content] = {"answered": True, "contacted": True, "solved": True, "satisfied": 1}


def principal(person: str) -> Principal:
    """A person of the sample city, as services know who asks."""
    return Principal.of(PEOPLE[person])


def paper(command: str, **content: Content) -> Paper:
    """A paper as somebody hands it in: read from JSON, like every paper."""
    return read_paper(command, json.dumps(content, default=lambda at: at.isoformat()).encode())


@dataclass(slots=True, kw_only=True)
class Case:
    """One order and what is done to it; asking waits until what is due has lapsed."""

    hotline: VirtualHotline
    number: str
    last: Reply | None = field(default=None, repr=False)

    async def hands_in(
        self,
        command: str,
        *,
        by: str,
        key: str = "",
        via: Literal["update", "signal"] = "update",
        **content: Content,
    ) -> Reply:
        """Somebody asks for something; whatever becomes of it is the answer."""
        handed = self._handed(command, content, key)
        self.last = await self.hotline.counter.act(principal(by), replace(handed, via=via))
        return self.last

    async def is_received(self, command: str, *, by: str, **content: Content) -> StoredCommand:
        """A paper is stamped and lies in the command table; nobody delivers it yet."""
        request = self._handed(command, content).request(principal(by))
        engine, master = self.hotline.engines.patient, self.hotline.counter.master
        return (await receive(engine, master, self.number, request)).command

    async def does(self, command: str, *, by: str, **content: Content) -> "Case":
        """Somebody acts, and is allowed to; while the outcome is not known they ask again."""
        key = str(uuid4())

        async def answered() -> bool:
            reply = await self.hands_in(command, by=by, key=key, **content)
            return bool(reply.receipt or reply.refusal or reply.failure)

        await comes_true(answered)
        assert self.last is not None
        assert self.last.receipt is not None, f"{command}: {self.last}"
        return self

    async def refused(self, command: str, *, by: str, **content: Content) -> str:
        """Somebody asks for what the rules refuse; the code of the refusal."""
        reply = await self.hands_in(command, by=by, **content)
        assert reply.refusal is not None, f"{command}: {reply}"
        return reply.refusal.code

    async def posts(self, command: str, *, by: str, **content: Content) -> Reply:
        """Somebody hands in a paper and does not wait."""
        return await self.hands_in(command, by=by, via="signal", **content)

    async def passes(self, **span: float) -> "Case":
        """Let time pass; whatever falls due meanwhile has lapsed afterwards."""
        await self.hotline.pass_time(self.number, timedelta(**span))
        await self.settled()
        return self

    async def passes_until(self, then: datetime) -> "Case":
        """Let time pass until an instant."""
        remaining = then - await self.hotline.now(self.number)
        return await self.passes(seconds=remaining.total_seconds())

    async def settled(self) -> None:
        """Wait until nothing that is past due waits to lapse."""

        async def nothing_waits() -> bool:
            standing = await queries.standing_of(self.hotline.engines.patient, self.number)
            now = await self.hotline.now(self.number)
            return standing is not None and (standing.next_alarm or now + AN_INSTANT) > now

        await comes_true(nothing_waits)

    async def facts(self, *, at_least: int = 0) -> tuple[Fact, ...]:
        """The published facts, as soon as there are so many."""

        engine = self.hotline.engines.patient

        async def there() -> bool:
            standing = await queries.standing_of(engine, self.number)
            return standing is not None and standing.version >= at_least

        await comes_true(there)
        return await queries.facts(engine, self.number)

    async def kinds(self, since: int = 0) -> list[str]:
        """What the facts after the first `since` of them are called."""
        return [fact.kind for fact in await self.facts()][since:]

    async def clock(self, id: str) -> Clock:
        """One duty of the order, ended or not."""
        view = await queries.order(self.hotline.engines.patient, self.number)
        return next(clock for clock in view.clocks if clock.id == id)

    async def dispatched(self, to: str = "water") -> "Case":
        """The order is taken in and goes to a unit."""
        await self.does("accept_for_dispatch", by="seat-1")
        return await self.does("dispatch", by="dispatcher-1", unit=to)

    async def told(self) -> dict[str, Content]:
        """The caller was told just now, by telephone."""
        now = await self.hotline.now(self.number)
        return {"told_at": now.isoformat(), "told_via": "phone"}

    async def reviewed(self) -> "Case":
        """The unit signs in and solves it, and the review passes."""
        await self.does("accept", by="water-clerk")
        await self.does("submit_result", by="water-clerk", **SOLVED, **await self.told())
        return await self.does("pass_review", by="reviewer-1")

    async def ends(self) -> None:
        """Wait for the end of the workflow."""
        async with asyncio.timeout(PATIENCE_S):
            await self.hotline.handle(self.number).result()

    async def runs(self) -> list[WorkflowHistory]:
        """The histories of every run."""
        return await read_runs(self.hotline.client, self.number, self.hotline.engines.patient)

    def _handed(self, command: str, content: dict[str, Content], key: str = "") -> Handed:
        said = paper(command, **content)
        return Handed(number=self.number, paper=said, key=key or str(uuid4()))

    async def asked(self, query: str) -> Any:
        """What the workflow itself answers to a question."""
        return await self.hotline.handle(self.number).query(query)


async def opens(
    hotline: VirtualHotline, *, type: str = "help", pack: str = "sanya-2018", **content: Content
) -> Case:
    """A seat writes a demand down: an order is born under the law in force."""
    law = await hotline.laws.in_force(pack)
    assert law is not None
    texts: dict[str, Content] = {"demand": "路灯不亮", "name": "张三", "phone": "13800000000"}
    registration = paper("register", type=type, **{**texts, **content})
    handed = OpenHanded(paper=registration, key=str(uuid4()), law=law)
    reply = await hotline.counter.open(principal("seat-1"), handed)
    assert reply.receipt is not None, reply
    return Case(hotline=hotline, number=reply.number, last=reply)


async def side_by_side(doings: Iterable[Awaitable[T]]) -> list[T]:
    """Do several things at once, as far as the worker is able to."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(doing: Awaitable[T]) -> T:
        async with turns:
            return await doing

    return list(await asyncio.gather(*(one(doing) for doing in doings)))


async def comes_true(condition: Callable[[], Awaitable[bool]]) -> None:
    """Look again and again until something is so; raises TimeoutError after half a minute."""
    async with asyncio.timeout(PATIENCE_S):
        while not await condition():  # noqa: ASYNC110 (other processes make it true)
            await asyncio.sleep(LOOK_AGAIN_S)


def with_queue(
    hotline: VirtualHotline, task_queue: str, client: Client | None = None
) -> VirtualHotline:
    """The same hotline with orders of its own for another worker."""
    delivery: Delivery = replace(hotline.delivery, task_queue=task_queue)
    counter: Counter = replace(hotline.counter, delivery=delivery)
    return replace(
        hotline,
        task_queue=task_queue,
        delivery=delivery,
        counter=counter,
        client=client or hotline.client,
    )


@asynccontextmanager
async def own_worker(hotline: VirtualHotline, **choices: int) -> AsyncIterator[Worker]:
    """A worker for the length of a block."""
    async with hotline.worker(**choices) as worker:
        yield worker


def event_names(history: WorkflowHistory) -> list[str]:
    """The events of a history by name, in order."""
    return [event.WhichOneof("attributes") or "" for event in history.events]
