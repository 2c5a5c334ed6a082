"""One life chosen by chance, lived twice: by an order at real servers, and by the core alone."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from audit.verify.comparison import check_order
from domain.chapters.closing.commands import OrderRework, PassReview, RecordCallback, Withdraw
from domain.chapters.dispatch.commands import Accept, Designate, Dispatch
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch
from domain.decide import alarms
from domain.duties.due_dates import is_emergency
from domain.order.act import Act
from domain.order.command import Command
from domain.order.order import Order
from domain.order.refusal import Refusal
from domain.order.terms import Mode
from operations.virtual import VirtualHotline
from policies.library import pack_names
from services.access.principal import Principal
from services.submission.command_json import Paper
from services.submission.counter import Handed, OpenHanded, Reply
from store.commands.command_table import StoredCommand, answer_of
from tests.domain.acts import SPANS, TEXTS, actors, anything, next_steps
from tests.domain.demands import registrations
from tests.hotline import AN_INSTANT, CACHED, Case, comes_true
from tests.workflows.core_alone import Core, is_lawful, written
from tests.workflows.neighbours import really
from tests.workflows.short_limits import stamp_next

COMMAND: TypeAdapter[Command] = TypeAdapter(Command)
SAID = "已到现场核实, 有照片为证"
FEWEST_STEPS, MOST_STEPS = 8, 25
LAST_STEPS = 12
AFTER_THE_END = 2
"""So many people still come when an order is over."""
IN_FIVE = 5
OFTEN_OVER = 3
"""Of so many orders that are over, one is let rest at each step; the others are come back to."""
STEPS = (
    *("time passes", "a ring", "anything"),
    *["anything lawful"] * 2,
    *["what leads on"] * 2,
    *["what is due"] * 3,
)
LEADS_ON = (
    *(AcceptForDispatch, Dispatch, Accept, SubmitResult, PassReview, RecordCallback),
    *(OrderRework, Designate),
)
"""What brings an order nearer to its end: without it few would be reviewed and called back."""
LAWFUL_AMONG = 12
"""Of so many ideas about what is due, the first one is taken up that the law allows."""
LAWFUL_AMONG_ALL = 30
"""The same for ideas about anything at all."""
AT_A_RING = (-AN_INSTANT, timedelta(0), AN_INSTANT)
BEFORE_THE_RING = timedelta(seconds=2)
A_YEAR = timedelta(days=365)
AT_LAST = timedelta(days=60 if CACHED else 6)
"""Workers that keep no order in memory live its whole history again at each ring."""
A_DAY = timedelta(days=1)
DAYS_OF_DANGER = 3
"""What an emergency owes is told again and again, for ever: sixty days, or seven at once, take
too long."""
STANDSTILL_S = 120
"""A life of which so long nothing is told waits for something that never comes."""


def the_same_words(_act: str, _name: str) -> str:
    """What everybody says everywhere, where it does not matter."""
    return SAID


@dataclass(slots=True, kw_only=True)
class AnyLife:
    """A life; what the servers and the core do not tell alike is kept among the faults."""

    hotline: VirtualHotline
    numbers: dict[str, str]
    """The orders that take the place of those that the core's own tests invent."""
    seed: int
    place: int
    standstill_s: float = STANDSTILL_S
    saying: Callable[[str, str], str] = the_same_words
    """What is said in a text of an act."""
    said: list[str] = field(default_factory=list[str])
    faults: list[str] = field(default_factory=list[str])
    chance: random.Random = field(init=False)
    case: Case = field(init=False)
    core: Core = field(init=False)
    patience: asyncio.Timeout = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.seed}/{self.place}")

    async def live(self) -> None:
        """Live and be compared; raises TimeoutError if it stands still."""
        async with asyncio.timeout(self.standstill_s) as self.patience:
            await self.is_lived()
            await self.is_compared()

    async def is_lived(self) -> None:
        """Be born, live some steps, and let everything lapse."""
        await self.is_born()
        for _ in range(self.chance.randint(FEWEST_STEPS, MOST_STEPS)):
            if (await self.seen()).is_over and self.chance.randrange(OFTEN_OVER) == 0:
                break
            await self.steps()
        await self.comes_to_an_end()
        for _ in range(AFTER_THE_END):
            await self.somebody_acts(anything(await self.now()))

    async def is_born(self) -> None:
        """Somebody calls; what is refused at birth is asked otherwise until an order is born."""
        law = await self.hotline.laws.in_force(self.chance.choice(pack_names()))
        assert law is not None
        now = datetime.now(UTC)
        while True:
            command = self.chance.choice(registrations(now))
            actor = self.chance.choice(actors(law.pack, command, ""))
            key = f"{self.seed}/{self.place}/birth/{len(self.said)}"
            handed = OpenHanded(paper=self.paper(command), key=key, law=law)
            reply = await self.hotline.counter.open(Principal.of(actor), handed)
            stored = await self.row(reply)
            self.core = Core(
                order=law.unborn(reply.number or "none", Mode.VIRTUAL, stored.received_at)
            )
            self.hold(stored.act, reply)
            if reply.receipt is not None:
                self.case = Case(hotline=self.hotline, number=reply.number)
                return

    async def comes_to_an_end(self) -> None:
        """Everything lapses; then the caller asks no more, or people finish what they can."""
        order = await self.seen()
        if not order.is_over:
            await self.time_runs_out(order)
        for _ in range(LAST_STEPS):
            order = await self.seen()
            if order.is_over:
                return
            due = next_steps(order.state, await self.now())
            await self.somebody_acts([*due, *[Withdraw()] * len(due)], tries=LAWFUL_AMONG)

    async def time_runs_out(self, order: Order) -> None:
        """Let so much time pass that whatever is owed has lapsed, day by day in an emergency."""
        if not is_emergency(order):
            return await self.passes(AT_LAST)
        for _ in range(DAYS_OF_DANGER):
            await self.passes(A_DAY)

    async def steps(self) -> None:
        """Somebody does what is due, or anything; or time passes."""
        now, order = await self.now(), await self.seen()
        match self.chance.choice(STEPS):
            case "time passes":
                span = self.chance.choice(SPANS)
                longest = A_DAY if is_emergency(order) else span
                await self.passes(min(span, longest) + AN_INSTANT)
            case "a ring":
                await self.passes_to_a_ring()
            case "anything":
                await self.somebody_acts(anything(now))
            case "anything lawful":
                kinds = self.of_every_kind(anything(now))
                await self.somebody_acts(kinds, tries=LAWFUL_AMONG_ALL)
            case "what leads on":
                due = next_steps(order.state, now)
                leading = [command for command in due if isinstance(command, LEADS_ON)]
                await self.somebody_acts(leading or due, tries=LAWFUL_AMONG)
            case _:
                await self.somebody_acts(next_steps(order.state, now), tries=LAWFUL_AMONG)

    def of_every_kind(self, choices: Sequence[Command]) -> list[Command]:
        """One command of every name, so that no name is likelier than another."""
        mixed = self.chance.sample(choices, len(choices))
        return list({command.name: command for command in mixed}.values())

    async def passes(self, span: timedelta) -> None:
        """Let time pass for the order; whatever falls due has lapsed afterwards."""
        self.says(f"{span} pass")
        await self.case.passes(seconds=span.total_seconds())

    async def passes_to_a_ring(self) -> None:
        """Let the next paper be stamped at the next ring, an instant before it, or after it."""
        now, order = await self.now(), await self.seen()
        rings = [at for at in alarms(order).values() if at < now + A_YEAR]
        then = min(rings, default=now) + self.chance.choice(AT_A_RING)
        if then - BEFORE_THE_RING > now:
            await self.passes(then - BEFORE_THE_RING - now)
        if then > await self.now():
            await stamp_next(self.case, then)
            self.says(f"the next paper is stamped at {then.isoformat()}")
        await self.somebody_acts(next_steps(order.state, now))

    async def somebody_acts(self, choices: Sequence[Command], *, tries: int = 1) -> None:
        """Somebody hands a paper in, or posts it; sometimes they ask a second time."""
        order, now = await self.seen(), await self.now()
        asked = self.idea(choices, order)
        for _ in range(tries - 1):
            if is_lawful(order, *asked, now):
                break
            asked = self.idea(choices, order)
        first = await self.answered(*asked)
        self.hold((await self.row(first)).act, first)
        if self.chance.randrange(IN_FIVE) == 0:
            again = await self.answered(*asked)
            if (again.receipt, again.refusal) != (first.receipt, first.refusal):
                self.faults.append(f"asked again, the answer was {again}, before {first}")

    def idea(self, choices: Sequence[Command], order: Order) -> tuple[Principal, Handed]:
        """Who might ask for what, and on which way."""
        command = self.chance.choice(choices)
        posts = not order.is_over and self.chance.randrange(IN_FIVE) == 0
        paper = self.paper(command)
        actor = self.chance.choice(actors(order.dossier.pack, command, order.unit))
        return Principal.of(actor), Handed(
            number=order.number,
            paper=paper,
            key=f"{self.seed}/{self.place}/{len(self.said)}",
            via="signal" if posts else "update",
        )

    async def answered(self, by: Principal, handed: Handed) -> Reply:
        """Hand a paper in until its answer is known."""
        replies: list[Reply] = []

        async def known() -> bool:
            replies.append(await self.hotline.counter.act(by, handed))
            if handed.via == "signal":
                await self.hotline.delivery.deliver(handed.number)
            return bool(replies[-1].receipt or replies[-1].refusal or replies[-1].failure)

        await comes_true(known)
        return replies[-1]

    def hold(self, act: Act, reply: Reply) -> None:
        """Give the core the same act, and hold its answer against the reply."""
        answer = self.core.answers(act)
        told = f"{COMMAND.dump_json(act.command).decode()} by {act.actor.person}"
        told += f" with {', '.join(act.filled)} at {act.received_at.isoformat()}"
        self.says(f"{told} -> {answer.code if isinstance(answer, Refusal) else answer.state}")
        if answer != (reply.receipt or reply.refusal):
            self.faults.append(f"{self.said[-1]}: the core says {answer}, the servers {reply}")

    async def is_compared(self) -> None:
        """Both must tell the same facts, and the audit find nothing to name."""
        told = b""

        async def the_same() -> bool:
            nonlocal told
            told = written(await self.case.facts())
            return told == self.core.written(await self.now())

        await self.case.settled()
        try:
            await comes_true(the_same)
        except TimeoutError:
            due = self.core.written(await self.now())
            self.faults.append(f"told {told.decode()}\ndue {due.decode()}")
        self.core.ends_at(await self.now())
        if not self.core.adds_up():
            self.faults.append("the core's facts do not make the core's order")
        if self.core.order.is_at_rest:
            await self.case.ends()
        engine = self.hotline.engines.patient
        found = await check_order(self.hotline.client, engine, self.case.number)
        self.faults += [f"{difference.what}: {difference.where}" for difference in found]

    async def seen(self) -> Order:
        """How the order stands now."""
        return self.core.seen_at(await self.now())

    async def now(self) -> datetime:
        """What time it is for the order."""
        return await self.hotline.now(self.case.number)

    async def row(self, reply: Reply) -> StoredCommand:
        """The command as the table has it."""
        return await answer_of(self.hotline.engines.patient, reply.command_id)

    def paper(self, command: Any) -> Paper:
        """A command with the texts that it foresees, or without any."""
        command, given = really(command, self.numbers), self.chance.choice(TEXTS)
        digest = sha256(COMMAND.dump_json(command)).hexdigest()
        texts = {name: self.saying(command.name, name) for name in command.TEXTS if name in given}
        return Paper(command=command, texts=texts, digest=digest)

    def says(self, what: str) -> None:
        """Tell what happened: the life does not stand still."""
        self.said.append(what)
        self.patience.reschedule(asyncio.get_running_loop().time() + self.standstill_s)

    def story(self) -> str:
        """The life as it can be told again."""
        name = f"life {self.place} of seed {self.seed} (--seed {self.seed} --first {self.place})"
        return "\n".join([name, *self.said, *self.faults])
