"""What an order tells the outside world and needs from it; `activities/` implements the needs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from temporalio import activity
from temporalio.common import RetryPolicy
from temporalio.workflow import ActivityConfig, LocalActivityConfig

from domain.chapters.together.notices import OrderNotice, notices
from domain.decide import Decided
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import Refusal
from domain.parties import NO_PARTIES, Parties
from domain.summary import Summary
from domain.values.left_out import left_out_if_unset
from domain.vocabulary import State

MOVED: Final = "Moved"
"""The order has moved on since a ring's facts were decided: they are decided anew."""

AT_ONCE: Final = LocalActivityConfig(
    schedule_to_close_timeout=timedelta(seconds=1),
    retry_policy=RetryPolicy(maximum_attempts=1),
)
"""One try within the same workflow task."""

FOR_EVER: Final = ActivityConfig(
    start_to_close_timeout=timedelta(seconds=10),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(milliseconds=100), maximum_interval=timedelta(seconds=5)
    ),
)
"""Until it is done, however long the database is away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Proof that an act was decided: a reader at or past `version` sees its effect."""

    version: int
    state: State

    @staticmethod
    def of(order: Order | Summary) -> "Receipt":
        """The receipt of the act that left its order so."""
        return Receipt(version=order.version, state=order.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandAnswer:
    """What became of a command: a receipt, or the refusal."""

    command_id: str
    receipt: Receipt | None = None
    refusal: Refusal | None = None


@left_out_if_unset("parties")
@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Consecutive facts of one order on their way to the read model, and the answers they bring."""

    recorded_at: datetime
    """When they were recorded, by the workflow's time; part of no fact. Where a run is opened with
    them, the stamp of the act that opens it."""
    facts: tuple[Fact, ...]
    standing: Summary
    answers: tuple[CommandAnswer, ...] = ()
    notices: tuple[OrderNotice, ...] = ()
    """What these facts are to tell other orders."""
    parties: Parties = NO_PARTIES
    """Who has to do with the order after these facts besides the unit that has it."""

    @property
    def number(self) -> str:
        """The order whose facts they are."""
        return self.standing.number

    @property
    def receipt(self) -> Receipt:
        """The receipt of the act that left the order so."""
        return Receipt.of(self.standing)

    @staticmethod
    def of(decided: Decided, recorded_at: datetime, *answers: CommandAnswer) -> "Batch":
        """What an act or a ring makes, as the read model will hold it."""
        order = decided.order
        return Batch(
            recorded_at=recorded_at,
            facts=decided.facts,
            answers=answers,
            standing=Summary.of(order),
            notices=notices(order, decided.facts),
            parties=Parties.of(order),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActAnswer:
    """The answer to an act: the facts that it made, which whoever delivered it stores together with
    the receipt that they amount to."""

    batch: Batch | None = None
    receipt: Receipt | None = None
    """The receipt alone, of an act that was decided before: its facts stand further back in the
    history."""

    @property
    def proof(self) -> Receipt:
        """The receipt of the act, decided now or before; raises ValueError where it has neither."""
        proof = self.receipt if self.batch is None else self.batch.receipt
        if proof is None:
            raise ValueError("an answer without facts and without a receipt")
        return proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A timer rang. It proves nothing until the command table was asked."""

    number: str
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """A ring, and what it makes if it counts."""

    ring: Ring
    batch: Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Everything received up to `until` is decided, and PostgreSQL's clock has passed it."""

    until: datetime


class RecordsOffice(Protocol):
    """Facts that no answer carries become rows, in order, once."""

    @activity.defn(name="publish_at_once")
    async def publish_at_once(self, batch: Batch) -> Batch:
        """Store a batch and return it, so that the history shows what a local activity stored."""
        ...

    @activity.defn(name="publish")
    async def publish(self, batch: Batch) -> None:
        """Store a batch that could not be stored at once."""
        ...


class CommandTable(Protocol):
    """The one authority on what was received when."""

    @activity.defn(name="lapse_at_once")
    async def lapse_at_once(self, lapse: Lapse) -> Lapse:
        """Store what a ring makes, if it counts now, and return it for the history; else fail."""
        ...

    @activity.defn(name="lapse")
    async def lapse(self, lapse: Lapse) -> Settled:
        """Store what a ring makes as soon as its due is past and what came by then is decided.

        Fails for good, as MOVED, where an act has meanwhile made it otherwise."""
        ...
