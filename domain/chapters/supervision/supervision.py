"""Reminders, lapses and supervision: what time itself does, and who steps in (5.5)."""

from typing import Final

from domain.chapters.supervision.commands import ClearSupervision, RaiseSupervision
from domain.chapters.supervision.facts import (
    DueBreached,
    DueWarning,
    SupervisionCleared,
    SupervisionRaised,
)
from domain.chapters.supervision.rules import LadderStep
from domain.duties.alarms import DUE
from domain.duties.due_dates import start
from domain.order.clause import SETTLEMENTS, applies, decides, only_on_record, settles
from domain.order.clock import Clock, ClockChange, ClockLapsed, ClockRang, Outcome
from domain.order.counted_facts import entered
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.shared_refusals import AUTHORITY_MISSING
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Level, Role, Trigger

NO_UNIT_TO_SUPERVISE = refusal("no_unit_to_supervise")
ALREADY_AT_LEVEL = refusal("already_at_level")
SUB_CENTRE_SUPERVISES_DAILY = refusal("sub_centre_supervises_daily")
NOT_SUPERVISED = refusal("not_supervised")

WATCHES = (ClockName.SUPERVISION, ClockName.EMERGENCY_REVIEW)
"""The clocks that end when supervision is cleared."""
ACCOUNTABLE: Final = {
    Trigger.FALSIFICATION: ("WF-39",),
    Trigger.LEAK: ("WF-39",),
    Trigger.RETALIATION: ("WF-40",),
    Trigger.ABUSE_OF_OFFICE: ("WF-47",),
}
"""What staff are held to account for, and by which article."""
WATCHED_FROM = Level.L2
"""From this level on supervision is an order of its own with a deadline; L1 is an urging."""
ISSUED_FROM = Level.L3
"""From this level on another body than the hotline issues it (WF-32)."""
GRANTED = frozenset({ClockName.PAUSE, ClockName.FOLLOW_UP})
"""Time that was granted, or only waited for: when it runs out, nobody has failed a duty."""


def ring(decision: Decision, clock: Clock, step: str) -> None:
    """Settle what rang on a clock: a reminder, its due, or a rung above it."""
    if step == DUE:
        _lapse(decision, clock)
    elif step in Level.__members__:
        climb(decision, clock, Level[step])
    else:
        decision.record(
            DueWarning(clock=clock.id, step=step, due=clock.due),
            ClockRang(id=clock.id, step=step),
            basis=_reminded(decision, clock, step),
        )


def _reminded(decision: Decision, clock: Clock, step: str) -> tuple[str, ...]:
    """G11, and what the place says of this reminder."""
    reminders = decision.order.dossier.pack.reminders_of(clock.name)
    rules = (rule for reminder in reminders if reminder.step == step for rule in reminder.rules)
    return tuple(dict.fromkeys(("G:G11", *rules)))


def _lapse(decision: Decision, clock: Clock) -> None:
    if clock.name in GRANTED:
        return SETTLEMENTS[clock.name](decision, clock)
    decision.record(
        DueBreached(clock=clock.id, name=clock.name, owner=clock.owner, due=clock.due),
        ClockLapsed(id=clock.id),
        basis=clock.basis,
    )
    if (settle := SETTLEMENTS.get(clock.name)) is not None:
        settle(decision, clock)
    for step in _ladder(decision, clock):
        if step.after is None and step.level > decision.order.level:
            _raise(decision, step.level, Trigger.DUE_PASSED, clock.owner, step.to, basis=step.rules)


def climb(decision: Decision, clock: Clock, level: Level) -> None:
    """Sound a rung once; where the order already stands as high, the record still shows it."""
    rang = ClockRang(id=clock.id, step=level.name)
    for step in _ladder(decision, clock):
        if step.level is not level:
            continue
        if level > decision.order.level:
            trigger, to = Trigger.STILL_OVERDUE, step.to
            _raise(decision, level, trigger, clock.owner, to, rang, basis=step.rules)
        else:
            content = DueWarning(clock=clock.id, step=level.name, due=clock.due)
            decision.record(content, rang, basis=step.rules)


def _ladder(decision: Decision, clock: Clock) -> tuple[LadderStep, ...]:
    return tuple(decision.order.dossier.pack.ladder_of(clock.name, decision.order.urgency))


def raise_to(decision: Decision, level: Level, trigger: Trigger, owner: str, *basis: str) -> None:
    """Raise supervision for a reason other than time, if the order does not stand there already."""
    if decision.order.level < level:
        _raise(decision, level, trigger, owner, _told(level), basis=basis)


def _raise(
    decision: Decision,
    level: Level,
    trigger: Trigger,
    owner: str,
    to: Role,
    *changes: ClockChange,
    authority: str = "",
    basis: tuple[str, ...],
) -> None:
    decision.record(
        SupervisionRaised(level=level, trigger=trigger, owner=owner, to=to, authority=authority),
        *changes,
        *_deadline(decision, level, owner),
        basis=("T:T44", "WF-33", *basis),
    )


def _deadline(decision: Decision, level: Level, owner: str) -> tuple[ClockChange, ...]:
    """A supervision order has its own deadline; a higher one takes the place of the lower."""
    if level < WATCHED_FROM:
        return ()
    replaced = decision.stop(Outcome.REPLACED, ClockName.SUPERVISION)
    return (*replaced, *start(decision.order, ClockName.SUPERVISION, owner, decision.now))


def _told(level: Level) -> Role:
    return {
        Level.L1: Role.SUPERVISOR,
        Level.L2: Role.SUPERVISOR,
        Level.L3: Role.HOTLINE_HEAD,
        Level.L4: Role.CITY_OFFICE,
    }.get(level, Role.DISCIPLINE)


@settles(ClockName.SUPERVISION)
def ignored(decision: Decision, clock: Clock) -> None:
    """L3 ignored becomes L4; L4 still not mended becomes L5 (G12, WF-39)."""
    if decision.order.level is Level.L3:
        raise_to(decision, Level.L4, Trigger.SUPERVISION_IGNORED, clock.owner, "G:G12")
    elif decision.order.level is Level.L4:
        raise_to(decision, Level.L5, Trigger.SUPERVISION_IGNORED, clock.owner, "WF-39")


@decides(RaiseSupervision)
def raise_supervision(decision: Decision, command: RaiseSupervision) -> None:
    """T44: a person opens supervision; it can only climb.

    From L3 on an authorised body issues it, and a sub-centre does not open it (C12)."""
    order = decision.order
    decision.require(bool(order.unit), NO_UNIT_TO_SUPERVISE, "T:T44", about=(order.state,))
    higher = order.level < max(Level) and command.level > order.level
    decision.require(higher, ALREADY_AT_LEVEL, "T:T44", about=(order.level.name,))
    _require_issued(decision, command)
    _raise(
        decision,
        command.level,
        command.trigger,
        order.unit,
        _told(command.level),
        authority=command.authority,
        basis=("WF-32", "C:C12", *ACCOUNTABLE.get(command.trigger, ())),
    )


def _require_issued(decision: Decision, command: RaiseSupervision) -> None:
    if command.level < ISSUED_FROM:
        return
    sub_centre = decision.actor.role is Role.DISTRICT_CENTRE
    decision.require(not sub_centre, SUB_CENTRE_SUPERVISES_DAILY, "C:C12", "WF-32")
    decision.require(bool(command.authority), AUTHORITY_MISSING, "C:C12", "WF-32")


@applies(SupervisionRaised)
def _raised(order: Order, content: SupervisionRaised, fact: Fact) -> Order:
    return entered(changing(order, level=content.level), fact)


@decides(ClearSupervision)
def clear_supervision(decision: Decision, _: ClearSupervision) -> None:
    """5.5: supervision ends by being cleared, never by deletion."""
    decision.require(decision.order.level > Level.L0, NOT_SUPERVISED, "T:T44")
    clear(decision, Outcome.MET)


def clear(decision: Decision, outcome: Outcome) -> None:
    """Record that supervision has ended, if there was any."""
    if decision.order.level is Level.L0:
        return
    stopped = (
        decision.done(*WATCHES) if outcome is Outcome.MET else decision.stop(outcome, *WATCHES)
    )
    decision.record(
        SupervisionCleared(level=decision.order.level), *stopped, basis=("T:T44", "WF-32")
    )


@applies(SupervisionCleared)
def _cleared(order: Order, _: SupervisionCleared, __: Fact) -> Order:
    return changing(order, level=Level.L0)


only_on_record(DueWarning, DueBreached)
