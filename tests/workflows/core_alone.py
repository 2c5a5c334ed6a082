"""The life of an order as the pure core has it: no server, only acts with their stamps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter

from domain.decide import decide, fold, lapse_until
from domain.order.act import Act
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import Refusal
from services.access.principal import Principal
from services.submission.counter import Handed
from store.commands.stamping import stamped
from tests.hotline import AN_INSTANT
from workflows.ports import Receipt

FACTS: TypeAdapter[tuple[Fact, ...]] = TypeAdapter(tuple[Fact, ...])


@dataclass(slots=True, kw_only=True)
class Core:
    """The life as the pure core has it; nothing lapses in it but by the next act and at the end."""

    order: Order
    facts: list[Fact] = field(default_factory=list[Fact])
    acts: int = 0
    refused: int = 0
    granted: set[str] = field(default_factory=set[str])
    """The commands that were granted, by name."""

    def answers(self, act: Act) -> Receipt | Refusal:
        """Decide an act."""
        self.acts += 1
        outcome = decide(self.order, act)
        if isinstance(outcome, Refusal):
            self.refused += 1
            return outcome
        self.granted.add(act.command.name)
        self.order = outcome.order
        self.facts += outcome.facts
        return Receipt.of(self.order)

    def seen_at(self, now: datetime) -> Order:
        """How the order stands at an instant, as far as anybody sees."""
        return lapse_until(self.order, now - AN_INSTANT).order

    def written(self, until: datetime) -> bytes:
        """The facts up to an instant, as they are stored."""
        return written((*self.facts, *lapse_until(self.order, until).facts))

    def ends_at(self, until: datetime) -> None:
        """Let everything lapse up to an instant."""
        lapsed = lapse_until(self.order, until)
        self.order = lapsed.order
        self.facts += lapsed.facts

    def adds_up(self) -> bool:
        """Whether the facts, applied again, make the order."""
        return fold(self.order.dossier, tuple(self.facts)) == self.order


def is_lawful(order: Order, by: Principal, handed: Handed, now: datetime) -> bool:
    """Whether the core would allow a paper if it were received next."""
    received_at = max(now, order.as_of or now) + AN_INSTANT
    act = stamped(handed.request(by), UUID(int=0), received_at)
    return not isinstance(decide(order, act), Refusal)


def written(facts: Sequence[Fact]) -> bytes:
    """Facts as they are stored."""
    return FACTS.dump_json(tuple(facts))
