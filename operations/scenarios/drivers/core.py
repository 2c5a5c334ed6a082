"""The core driver: the rules alone decide, no server takes part, time passes when it is told to."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from domain.decide import Decided, decide, lapse_until
from domain.order.act import Act
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import Refusal
from domain.order.terms import Mode
from domain.vocabulary import ClockName
from operations.scenarios.scenario import (
    PlayedOrder,
    Submission,
    SubmissionOutcome,
    UnexpectedOutcome,
    people,
    told_by,
)
from policies.law import Law

AN_INSTANT: Final = timedelta.resolution
NUMBER: Final = "20260302-000001"


@dataclass(slots=True, kw_only=True, eq=False)
class CoreOrder:
    """An order in the hands of the rules alone, its facts, and what time it is for it."""

    order: Order
    now: datetime
    facts: list[Fact] = field(default_factory=list[Fact])

    def take(self, decided: Decided) -> None:
        """Take over what was decided."""
        self.order = decided.order
        self.facts += decided.facts

    def answer(self, act: Act) -> Decided | Refusal:
        """Decide an act, and leave the order as it is."""
        return decide(self.order, act)

    def pass_time(self, by: timedelta) -> None:
        """Let time pass; whatever falls due before its end lapses, what is due at it does not."""
        self.now += by
        self.take(lapse_until(self.order, self.now - AN_INSTANT))


class CoreDriver:
    """Plays one scenario with the rules alone.

    With stamps, the scenario is played at the instants at which a system received it; without, each
    command comes an instant after the step before."""

    def __init__(self, law: Law, birth: datetime, *, stamps: Iterable[datetime] = ()) -> None:
        self._stamps = list(reversed(list(stamps)))
        self._follows = bool(self._stamps)
        first = self._stamps[-1] if self._stamps else birth
        self.core = CoreOrder(order=law.unborn(NUMBER, Mode.VIRTUAL, first), now=first)

    async def submit(self, order: PlayedOrder, step: Submission) -> SubmissionOutcome:
        """Decide a command."""
        core = self.core
        core.now = self._stamps.pop() if self._follows else core.now + AN_INSTANT
        act = act_of(step, f"c{len(order.received)}", core.now)
        decided = core.answer(act)
        if isinstance(decided, Decided):
            core.take(decided)
        refusal = decided.code if isinstance(decided, Refusal) else ""
        return SubmissionOutcome(
            number=NUMBER,
            received_at=core.now,
            version=core.order.version,
            state=core.order.state,
            refusal=refusal,
        )

    async def due(self, order: PlayedOrder, clock: ClockName) -> datetime:  # noqa: ARG002
        """When the latest duty of a name is due."""
        found = reversed(self.core.order.clocks.values())
        return next(kept for kept in found if kept.name is clock).due

    async def pass_time(self, order: PlayedOrder, by: timedelta) -> None:  # noqa: ARG002
        """Let time pass; where stamps tell the time, nothing is to be done."""
        if not self._follows:
            self.core.pass_time(by)


def act_of(step: Submission, command_id: str, received_at: datetime) -> Act:
    """The act of a step, stamped."""
    return Act(
        command_id=command_id,
        command=step.command,
        actor=people()[step.person],
        received_at=received_at,
        filled=tuple(step.texts),
    )


def acts_of(
    steps: Iterable[Submission], birth: datetime, command_id: Callable[[int], str] = str
) -> Iterator[Act]:
    """The acts of steps that depend on nothing, each received after the one before."""
    now = birth
    for place, step in enumerate(steps):
        now += max(step.after, AN_INSTANT)
        yield act_of(told_by(step, now), command_id(place), now)


def decide_all(order: Order, acts: Iterable[Act]) -> tuple[Order, tuple[Fact, ...]]:
    """Decide act after act; raises UnexpectedOutcome if one is refused."""
    facts: list[Fact] = []
    for act in acts:
        decided = decide(order, act)
        if isinstance(decided, Refusal):
            raise UnexpectedOutcome(f"{act.command.name}: {decided.code} {decided.about}")
        order = decided.order
        facts += decided.facts
    return order, tuple(facts)
