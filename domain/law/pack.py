"""A rule pack: the law of one place and edition as data, every value with its source."""

from dataclasses import dataclass
from functools import cached_property
from itertools import product

from domain.chapters.afterwards.rules import AfterClosing
from domain.chapters.assessment.rules import AssessmentRules, Grade, Weight
from domain.chapters.caller.rules import Abuse
from domain.chapters.closing.rules import Callback, Rework
from domain.chapters.dispatch.rules import Returns
from domain.chapters.elsewhere.rules import TransferTarget
from domain.chapters.emergency.rules import Emergency
from domain.chapters.handling.rules import ClosingRule, Extension, HardCases, Pausing
from domain.chapters.intake.rules import (
    DemandKind,
    Disposition,
    Identity,
    IncomingNumber,
    IntakeRules,
    PickUp,
    Queue,
    WayIn,
)
from domain.chapters.supervision.rules import LadderStep, Reminder, Supervision
from domain.chapters.together.rules import UNSAID, Sharing
from domain.chapters.units.rules import UnitDuties
from domain.law.limit_rule import Circumstances, LimitRule
from domain.law.value import Value as Value
from domain.time.limit import Limit
from domain.time.office_hours import OfficeHours
from domain.vocabulary import (
    EMERGENCY_STEPS,
    Channel,
    ClockName,
    ItemType,
    ResultKind,
    Role,
    Urgency,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Which roles may give a command (6.1)."""

    command: str
    roles: tuple[Role, ...]
    source: str
    rules: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Pack:
    """The whole law of one place and edition; an order carries the one it was born under."""

    id: str
    title: str
    edition: str
    """A digest of the pack's content: two editions with the same content are the same edition."""
    calendar: str
    office_hours: Value[OfficeHours]
    limits: tuple[LimitRule, ...]
    reminders: tuple[Reminder, ...]
    ladder: tuple[LadderStep, ...]
    dispositions: tuple[Disposition, ...]
    closings: tuple[ClosingRule, ...]
    permissions: tuple[Permission, ...]
    identity: Identity
    returns: Returns
    extension: Extension
    rework: Rework
    callback: Callback
    emergency: Emergency
    supervision: Supervision
    pausing: Pausing | None = None
    """None: under this edition time never stands still."""
    hard_cases: HardCases | None = None
    """None: a law from before it named who hears a hard case."""
    intake: IntakeRules | None = None
    """None: a law from before the intake desk had rules of its own."""
    transfers: tuple[TransferTarget, ...] = ()
    lines: tuple[IncomingNumber, ...] = ()
    queues: tuple[Queue, ...] = ()
    channels: tuple[WayIn, ...] = ()
    """The ways in that the place names; a demand that comes by another is heard too (C5)."""
    demands: tuple[DemandKind, ...] = ()
    """The types of demand that it names; another is taken in too, unless a ground forbids it."""
    sharing: Sharing = UNSAID
    after_closing: AfterClosing | None = None
    """None: an order that has ended is neither reopened nor archived."""
    units: UnitDuties | None = None
    """None: a law from before units owed anything about themselves."""
    pick_up: PickUp | None = None
    """None: nobody is measured by how soon a call was answered."""
    abuse: Abuse | None = None
    """None: this law restricts no caller."""
    assessment: AssessmentRules | None = None
    """None: a law from before units could appeal."""
    weights: tuple[Weight, ...] = ()
    """Without weights there is no composite figure."""
    grades: tuple[Grade, ...] = ()

    def limit_rule(
        self, clock: ClockName, found: Circumstances, occasion: str = ""
    ) -> LimitRule | None:
        """Return the rule that limits a duty, or None where the pack sets no such limit."""
        for rule in self._limits_of.get((clock, occasion), ()):
            if rule.covers(found):
                return rule
        return None

    def reminders_of(self, clock: ClockName) -> tuple[Reminder, ...]:
        """Name the reminders that go out before this clock is due."""
        return self._reminders_of.get(clock, ())

    def ladder_of(self, clock: ClockName, urgency: Urgency) -> tuple[LadderStep, ...]:
        """Name the rungs of supervision above this clock, lowest first."""
        return self._ladders[clock, urgency is Urgency.EMERGENCY]

    def rungs_sounded(
        self, clock: ClockName, urgency: Urgency, rung: tuple[str, ...]
    ) -> tuple[LadderStep, ...]:
        """Name the rungs above a clock that lapsed which have sounded, lowest first."""
        ladder = self.ladder_of(clock, urgency)
        return tuple([step for step in ladder if not step.after or step.level.name in rung])

    def again_after(self, urgency: Urgency) -> Value[Limit] | None:
        """Say how long a duty that was missed and is still owed may go without being reported."""
        if urgency is Urgency.EMERGENCY:
            return self.supervision.again_in_emergency
        return self.supervision.again

    def disposition(self, code: str) -> Disposition | None:
        """Find a ground of refusal by its code."""
        return next((d for d in self.dispositions if d.code == code), None)

    def heard_by(self, channel: Channel, item_type: ItemType) -> tuple[str, ...]:
        """Name the rules by which a demand of this type, come by this channel, is heard."""
        ways = (rule for way in self.channels if way.channel is channel for rule in way.rules)
        kinds = (
            rule for kind in self.demands if kind.item_type is item_type for rule in kind.rules
        )
        return (*ways, *kinds)

    def transfer(self, code: str) -> TransferTarget | None:
        """Find a line or authority that demands may be passed on to; None where none is listed."""
        return next((target for target in self.transfers if target.code == code), None)

    def closing(self, item_type: ItemType, result: ResultKind) -> ClosingRule | None:
        """Find what a result must carry; a rule for the type goes before one for any type."""
        fitting = [
            c for c in self.closings if c.result is result and c.item_type in (None, item_type)
        ]
        return min(fitting, key=lambda c: c.item_type is None, default=None)

    def permission(self, command: str) -> Permission | None:
        """Find who may give a command."""
        return self._permission_of.get(command)

    @cached_property
    def _permission_of(self) -> dict[str, Permission]:
        return {permission.command: permission for permission in reversed(self.permissions)}

    @cached_property
    def _reminders_of(self) -> dict[ClockName, tuple[Reminder, ...]]:
        found: dict[ClockName, tuple[Reminder, ...]] = {}
        for reminder in self.reminders:
            found[reminder.clock] = (*found.get(reminder.clock, ()), reminder)
        return found

    @cached_property
    def _ladders(self) -> dict[tuple[ClockName, bool], tuple[LadderStep, ...]]:
        """The rungs of each duty; of an emergency's steps without their own, those of any step."""
        found: dict[tuple[ClockName, bool], tuple[LadderStep, ...]] = {}
        for clock, emergency in product(ClockName, (False, True)):
            rungs = [step for step in self.ladder if step.emergency in (None, emergency)]
            own = [step for step in rungs if step.clock is clock]
            alike = emergency and clock in EMERGENCY_STEPS
            any_step = [step for step in rungs if alike and step.clock is None]
            found[clock, emergency] = tuple(own or any_step)
        return found

    @cached_property
    def _limits_of(self) -> dict[tuple[ClockName, str], list[LimitRule]]:
        """The rules of each duty and occasion, the most specific first."""
        found: dict[tuple[ClockName, str], list[LimitRule]] = {}
        for rule in sorted(self.limits, key=lambda rule: rule.specificity, reverse=True):
            found.setdefault((rule.clock, rule.occasion), []).append(rule)
        return found
