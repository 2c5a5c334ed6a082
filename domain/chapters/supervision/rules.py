"""What a rule pack says about reminders and supervision."""

from dataclasses import dataclass
from functools import cached_property

from domain.law.value import Value
from domain.time.limit import Limit
from domain.vocabulary import ClockName, Level, Role


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A reminder before a due (G11): the limit before it, or half of the clock's own limit."""

    clock: ClockName
    before: Limit | None
    """None: when half of the clock's limit is used up."""
    source: str
    rules: tuple[str, ...]

    @cached_property
    def step(self) -> str:
        """The name of the reminder within its clock."""
        return f"warn {self.before.text()}" if self.before else "warn half"


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStep:
    """One rung of supervision above a clock that has lapsed (G12)."""

    clock: ClockName | None = None
    """None, of an emergency: any step of its course that has no rungs of its own (EX)."""
    emergency: bool | None = None
    """Whether the rung is for emergencies only, or for others only; None: it is for every order."""
    level: Level
    after: Limit | None
    """How long after the due; None: at the due itself."""
    to: Role
    """Who is told."""
    source: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """What besides time raises supervision (WF-33)."""

    unsigned_for_refusal: Value[int]
    """So many sign-ins missed on one order count as a refusal to accept."""
    urges_per_working_day: Value[int]
    again: Value[Limit] | None = None
    """How long after it was last reported a duty that is still owed is reported again; None: a law
    from before that."""
    again_in_emergency: Value[Limit] | None = None
