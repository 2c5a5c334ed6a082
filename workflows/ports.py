"""What an order needs from the outside world; `activities/` implements these."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from temporalio import activity
from temporalio.common import RetryPolicy
from temporalio.workflow import ActivityConfig, LocalActivityConfig

from domain.chapters.together.notices import OrderNotice
from domain.order.fact import Fact
from domain.order.refusal import Refusal
from domain.summary import Summary
from domain.vocabulary import State

AT_ONCE: Final = LocalActivityConfig(
    schedule_to_close_timeout=timedelta(seconds=1),
    retry_policy=RetryPolicy(maximum_attempts=1),
)
"""One try within the same workflow task; the answer to an update waits for it."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandAnswer:
    """What became of a command: a receipt, or the refusal."""

    command_id: str
    receipt: Receipt | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Consecutive facts of one order on their way to the read model, and the answers they bring."""

    number: str
    recorded_at: datetime
    """The workflow's time when the batch was taken; part of no fact."""
    facts: tuple[Fact, ...]
    answers: tuple[CommandAnswer, ...]
    standing: Summary
    notices: tuple[OrderNotice, ...] = ()
    """What these facts are to tell other orders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A timer rang. It proves nothing until the command table was asked."""

    number: str
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Everything received up to `until` is decided, and PostgreSQL's clock has passed it."""

    until: datetime


class RecordsOffice(Protocol):
    """Facts become rows, in order, once."""

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

    @activity.defn(name="settle_at_once")
    async def settle_at_once(self, ring: Ring) -> Settled:
        """Answer a ring if it can be answered now; fail otherwise."""
        ...

    @activity.defn(name="settle")
    async def settle(self, ring: Ring) -> Settled:
        """Answer a ring as soon as its due is past and nothing received by then is undecided."""
        ...
