"""A clock is data: what is owed, by whom, until when, and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from domain.changing import changing
from domain.limit import Limit
from domain.vocabulary import ClockName


class Outcome(StrEnum):
    """How a clock ended. `late` means done after the lapse; the lapse itself stays."""

    MET = "met"
    LATE = "late"
    RETURNED = "returned"
    """The unit gave the order back; the next unit gets a clock of its own (G3)."""
    REPLACED = "replaced"
    """A later clock of the same duty took its place."""
    RELEASED = "released"
    """The order ended, so the duty is owed no more."""
    EXEMPT = "exempt"
    """Force majeure was approved: the miss does not count and stays visible (SY20-21)."""
    SILENT = "silent"
    """Nobody decided in time; nothing was granted (G7)."""


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
    rung: tuple[str, ...] = ()
    """Reminders and rungs of supervision that have already sounded."""
    lapsed: datetime | None = None
    ended: datetime | None = None
    outcome: Outcome | None = None

    @property
    def is_open(self) -> bool:
        """Whether the duty is still owed."""
        return self.ended is None


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
    """A running duty gets the limit of another class, counted from where it began (T45)."""

    kind: Literal["relimited"] = "relimited"
    id: str
    limit: Limit
    basis: tuple[str, ...]
    extensions: tuple[Limit, ...]
    due: datetime
    provisional: bool
    calendar: str


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
    """A reminder or a rung of supervision has sounded and will not sound again."""

    kind: Literal["rang"] = "rang"
    id: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockLapsed:
    """The due has passed undone; the duty is still owed."""

    kind: Literal["lapsed"] = "lapsed"
    id: str


ClockChange = (
    ClockStarted
    | ClockMoved
    | ClockRelimited
    | ClockStopped
    | ClockReopened
    | ClockRang
    | ClockLapsed
)
Clocks = dict[str, Clock]


def changed(clocks: Clocks, change: ClockChange, at: datetime) -> Clocks:
    """Return the clocks after a change that took effect at `at` (UTC)."""
    if isinstance(change, ClockStarted):
        return {**clocks, change.clock.id: change.clock}
    return {**clocks, change.id: _change_one(clocks[change.id], change, at)}


def _change_one(
    clock: Clock,
    change: ClockMoved | ClockRelimited | ClockStopped | ClockReopened | ClockRang | ClockLapsed,
    at: datetime,
) -> Clock:
    match change:
        case ClockMoved():
            return _moved(clock, change, at)
        case ClockRelimited():
            return _relimited(clock, change, at)
        case ClockStopped(outcome=outcome):
            return changing(clock, ended=at, outcome=outcome)
        case ClockReopened():
            return changing(clock, ended=None, outcome=None, armed=at)
        case ClockRang(step=step):
            return changing(clock, rung=(*clock.rung, step))
        case ClockLapsed():
            return changing(clock, lapsed=at)


def _moved(clock: Clock, change: ClockMoved, at: datetime) -> Clock:
    """Reminders of the old due are void; those of the new one sound again."""
    return changing(
        clock,
        due=change.due,
        provisional=change.provisional,
        calendar=change.calendar,
        extensions=(*clock.extensions, *((change.by,) if change.by else ())),
        rung=(),
        armed=at,
    )


def _relimited(clock: Clock, change: ClockRelimited, at: datetime) -> Clock:
    """The original due stays on record; reminders sound anew for the new one."""
    return changing(
        clock,
        limit=change.limit,
        basis=change.basis,
        extensions=change.extensions,
        due=change.due,
        provisional=change.provisional,
        calendar=change.calendar,
        rung=(),
        armed=at,
    )
