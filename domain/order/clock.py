"""A clock is data: what is owed, by whom, until when, and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from domain.time.limit import Limit
from domain.values.quick_constructor import quick_constructor
from domain.vocabulary import ClockName


class Outcome(StrEnum):
    """How a clock ended. `late` means done after the lapse; the lapse itself stays."""

    MET = "met"
    LATE = "late"
    RETURNED = "returned"
    """The unit gave the order back; the next unit gets a clock of its own (G3)."""
    RECALLED = "recalled"
    """The desk had sent the order to the wrong unit; the unit is not judged by it."""
    REPLACED = "replaced"
    """A later clock of the same duty took its place."""
    RELEASED = "released"
    """The order ended, so the duty is owed no more."""
    EXEMPT = "exempt"
    """Force majeure was approved: the miss does not count and stays visible (SY20-21)."""
    SILENT = "silent"
    """Nobody decided in time; nothing was granted (G7)."""
    EXPIRED = "expired"
    """The time that was granted ran out; nobody failed a duty (G19)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PausedTime:
    """Time that stood still on a clock and was given back (G19)."""

    began: datetime
    ended: datetime
    granted: int
    """How many further limits had been granted before it."""


@quick_constructor
@dataclass(frozen=True, kw_only=True)
class Clock:
    """One duty with its limit. All instants are UTC; the due is recomputable from the rest."""

    id: str
    """The name and how many of that name there have been: "handle/2"."""
    name: ClockName
    owner: str
    """The unit or desk that owes the duty."""
    limit: Limit
    basis: tuple[str, ...]
    calendar: str
    """Edition of the calendar that the due was computed with."""
    started: datetime
    due: datetime
    original_due: datetime
    provisional: bool = False
    """Whether the due crosses into a year without a published calendar; then it cannot lapse."""
    armed: datetime
    """Since when the present due stands: a clock reopened late rings at once, never earlier."""
    extensions: tuple[Limit, ...] = ()
    """The further limits by which the due was moved."""
    paused: datetime | None = None
    """Since when time stands still; such a clock does not ring."""
    pauses: tuple[PausedTime, ...] = ()
    """The pauses that have ended."""
    rung: tuple[str, ...] = ()
    """Reminders and rungs of supervision that have already sounded."""
    rang: datetime | None = None
    """When its lapse, or a rung above it, sounded last."""
    lapsed: datetime | None = None
    ended: datetime | None = None
    outcome: Outcome | None = None

    @property
    def is_open(self) -> bool:
        """Whether the duty is still owed."""
        return self.ended is None

    @property
    def course(self) -> tuple[Limit | PausedTime, ...]:
        """What moved the due since the start, in the order in which it happened."""
        steps: list[Limit | PausedTime] = []
        for granted in range(len(self.extensions) + 1):
            steps += [pause for pause in self.pauses if pause.granted == granted]
            steps += self.extensions[granted : granted + 1]
        return tuple(steps)


@quick_constructor
@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStarted:
    """A duty begins."""

    kind: Literal["started"] = "started"
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMoved:
    """The due of a running duty changes; the original due stays on record."""

    kind: Literal["moved"] = "moved"
    id: str
    by: Limit | None = None
    """The further limit that was granted; None where a calendar moved the due."""
    due: datetime
    provisional: bool
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRelimited:
    """Another limit takes the place of a running duty's own, from where it began (T45, G10)."""

    kind: Literal["relimited"] = "relimited"
    id: str
    limit: Limit
    basis: tuple[str, ...]
    extensions: tuple[Limit, ...]
    due: datetime
    provisional: bool
    calendar: str
    pauses: tuple[PausedTime, ...] = ()


@quick_constructor
@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStopped:
    """A duty is done or owed no more."""

    kind: Literal["stopped"] = "stopped"
    id: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReopened:
    """A duty that seemed done is owed again, from its original due (T30)."""

    kind: Literal["reopened"] = "reopened"
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRang:
    """A reminder has sounded, or somebody up the line was told of a duty that was missed."""

    kind: Literal["rang"] = "rang"
    id: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockLapsed:
    """The due has passed undone; the duty is still owed."""

    kind: Literal["lapsed"] = "lapsed"
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPaused:
    """Time stands still for a duty (G19)."""

    kind: Literal["paused"] = "paused"
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockResumed:
    """Time runs again; the due has moved by what the pause cost, the original due stays."""

    kind: Literal["resumed"] = "resumed"
    id: str
    due: datetime
    provisional: bool
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockHandedOver:
    """Another unit owes the duty from here on; limit and due stay (X21)."""

    kind: Literal["handed_over"] = "handed_over"
    id: str
    owner: str


ChangeOfOne = (
    ClockMoved
    | ClockRelimited
    | ClockStopped
    | ClockReopened
    | ClockRang
    | ClockLapsed
    | ClockPaused
    | ClockResumed
    | ClockHandedOver
)
ClockChange = ClockStarted | ChangeOfOne
Clocks = dict[str, Clock]
