"""What the events of a Temporal history say about an order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from audit.history.batches import WrittenBatch
from audit.history.unreadable import UnreadableEvent as UnreadableEvent
from domain.order.act import Act
from domain.values.quick_constructor import quick_constructor
from workflows.order_input import Opening
from workflows.ports import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOpened:
    """A run began with this input."""

    opening: Opening
    """Without what its act has made: that stands beside it, as it is written."""
    made: WrittenBatch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActArrived:
    """An act came in, by an update that was lawful or by a signal that may be refused."""

    act: Act
    by_signal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Facts and answers went to the read model, at once or by a second, patient attempt."""

    written: WrittenBatch
    at_once: bool

    @property
    def batch(self) -> Batch:
        """The batch itself; raises UnreadableEvent."""
        return self.written.batch


@dataclass(frozen=True, slots=True, kw_only=True)
class ActAnswered:
    """An act was answered, and the answer carries the facts that it made."""

    written: WrittenBatch


@dataclass(frozen=True, slots=True, kw_only=True)
class RingSettled:
    """The command table said: everything received up to here is decided."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapsed:
    """The command table said that a ring counts, and stored what it made."""

    until: datetime
    written: WrittenBatch


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineNote:
    """Something the engine did that a reader should see: a timer, a failure, the end of a run."""

    kind: str
    label: str = ""
    due: datetime | None = None
    detail: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """The engine's own book-keeping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownEvent:
    """Nothing this edition can read; it is shown and counted, never dropped."""

    what: str


ROUTINE: Final = Routine()
Said = (
    RunOpened
    | ActArrived
    | ActAnswered
    | Published
    | RingSettled
    | Lapsed
    | EngineNote
    | Routine
    | UnknownEvent
)


@quick_constructor
@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One event: where it stands, when it was recorded (UTC), and what it says."""

    run_id: str
    event_id: int
    event: str
    """The event's kind in Temporal's words: "timer_started"."""
    at: datetime
    said: Said

    @property
    def tells(self) -> WrittenBatch | None:
        """The facts that it tells, if any."""
        match self.said:
            case RunOpened(made=written):
                return written
            case (
                ActAnswered(written=written) | Published(written=written) | Lapsed(written=written)
            ):
                return written
        return None
