"""The vocabulary of scenarios: what people submit to an order, how long passes in between.

A scenario is a function of the order that it is played on. It yields one step after the other and
reads off the order how it stands after the last one; a driver plays the steps.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain.law.bodies import HardCaseLevel
from domain.order.act import Actor
from domain.order.command import Command
from domain.vocabulary import ClockName, State
from policies.city_file import sample_city
from policies.law import Law
from policies.library import calendar_for, load_pack

UNITS: Final = ("water", "transport", "housing", "city-management", "environment", "market")
DISTRICTS: Final = ("east", "west")
NOT_YET: Final = datetime.min.replace(tzinfo=UTC)


class UnexpectedOutcome(RuntimeError):
    """A command had another outcome than the scenario tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Somebody submits a command; the first one of a scenario registers the demand."""

    person: str
    """Code of a person of the sample city."""
    command: Command
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    after: timedelta = timedelta()
    """How long after the last step."""
    posted: bool = False
    """Nobody waits for the outcome: it goes by signal, ahead of the next command."""
    refused: str = ""
    """The code with which the rules refuse it; empty where it is lawful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """So much time passes: since the last submission, or since a duty was due."""

    by: timedelta
    past: ClockName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitUntil:
    """Time passes until a time of a later day, in the calendar's own zone."""

    days: int
    at: clock_time


Step = Submission | Wait | WaitUntil
Steps = Iterator[Step]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionOutcome:
    """What became of a submission, as far as it is known."""

    number: str
    received_at: datetime
    version: int = 0
    state: State = State.DRAFT
    refusal: str = ""
    """The code with which it was refused."""
    words: str = ""
    """Why it was refused, where that was told."""


@dataclass(slots=True, kw_only=True)
class PlayedOrder:
    """The order that a scenario is played on. All instants are UTC and the order's own."""

    zone: ZoneInfo
    place: int = 0
    """Which order this is of many; unit and district follow from it."""
    hears_first: HardCaseLevel = HardCaseLevel.HOTLINE
    """Before whom its law brings what a unit cannot solve."""
    number: str = ""
    version: int = 0
    state: State = State.DRAFT
    now: datetime = NOT_YET
    """When the last command was received, and what has passed since."""
    received: list[datetime] = field(default_factory=list[datetime])
    """When each command was received."""

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

    def local_now(self) -> datetime:
        """What time it is for the order, in the calendar's own zone."""
        return self.now.astimezone(self.zone)

    def note(self, step: Submission, outcome: SubmissionOutcome) -> None:
        """Take note of an outcome; raises UnexpectedOutcome if the scenario tells another one."""
        self.number, self.now = outcome.number, outcome.received_at
        self.received.append(outcome.received_at)
        if step.posted:
            return
        if outcome.refusal != step.refused:
            told = f"{outcome.words} {outcome.refusal}".strip() or "done"
            wanted = f"not {step.refused}, but " if step.refused else ""
            raise UnexpectedOutcome(f"{self.number}: {step.command.name}: {wanted}{told}")
        if not outcome.refusal:
            self.version, self.state = outcome.version, outcome.state


Scenario = Callable[[PlayedOrder], Iterable[Step]]


@cache
def people() -> dict[str, Actor]:
    """Everybody of the sample city by code."""
    return sample_city().actors()


def shipped_law(pack: str) -> Law:
    """The law of a pack that the software ships."""
    shipped = load_pack(pack)
    return Law(pack=shipped, calendar=calendar_for(shipped))


def order_under(law: Law, place: int = 0) -> PlayedOrder:
    """An order that nothing has been submitted to yet, to be born under a law."""
    rules = law.pack.hard_cases
    first = rules.levels.value[0] if rules else HardCaseLevel.HOTLINE
    return PlayedOrder(zone=ZoneInfo(law.calendar.time_zone), place=place, hears_first=first)


def acts(person: str, command: Command, /, **texts: str) -> Submission:
    """A person submits a command and it is lawful."""
    return Submission(person=person, command=command, texts=texts)


def is_refused(person: str, command: Command, code: str, /, **texts: str) -> Submission:
    """A person asks for what the rules refuse with a code."""
    return Submission(person=person, command=command, texts=texts, refused=code)


def posts(person: str, command: Command, /, **texts: str) -> Submission:
    """A person submits a command and does not wait for its outcome."""
    return Submission(person=person, command=command, texts=texts, posted=True)


def waits(by: timedelta) -> Wait:
    """Let time pass."""
    return Wait(by=by)


def waits_past(clock: ClockName, *, by: timedelta) -> Wait:
    """Let time pass until so long after a duty was due."""
    return Wait(by=by, past=clock)


def fixed(steps: Iterable[Submission]) -> Scenario:
    """The scenario whose steps do not depend on how the order stands."""
    return lambda order: (told_by(step, order.now) for step in steps)


def told_by(step: Submission, at: datetime) -> Submission:
    """The same step; a caller of whom it says how, and not when, was told at that instant."""
    command: Any = step.command
    if getattr(command, "told_via", None) is None or command.told_at is not None:
        return step
    return replace(step, command=replace(command, told_at=at))
