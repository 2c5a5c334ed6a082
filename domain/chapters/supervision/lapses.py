"""Lapses: what time itself does to a duty, and who is told of one that was missed (G11, G12)."""

from typing import Final

from domain.chapters.supervision.facts import DueBreached, DueWarning, LapseReported
from domain.chapters.supervision.rules import LadderStep
from domain.chapters.supervision.supervision import put_under
from domain.chapters.supervision.up_the_line import told_at, told_of
from domain.duties.alarms import AGAIN, DUE
from domain.order.clause import SETTLEMENTS, only_on_record
from domain.order.clock import Clock, ClockLapsed, ClockRang, Outcome
from domain.order.decision import Decision
from domain.vocabulary import ClockName, Level, Trigger

GRANTED: Final = frozenset({ClockName.PAUSE, ClockName.FOLLOW_UP})
"""Time that was granted, or only waited for: when it runs out, nobody has failed a duty."""


def ring(decision: Decision, clock: Clock, step: str) -> None:
    """Settle what rang on a clock: a reminder, its due, or what is told after it."""
    if step == DUE:
        _lapse(decision, clock)
    elif step == AGAIN:
        report_again(decision, clock)
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
    order = decision.order
    if order.clocks[clock.id].outcome is Outcome.REPLACED:
        return  # what settled it has told somebody higher
    for step in order.dossier.pack.ladder_of(clock.name, order.urgency):
        if step.after is None:
            _tell(decision, clock, step, Trigger.DUE_PASSED)


def climb(decision: Decision, clock: Clock, level: Level) -> None:
    """Sound a rung once (G12)."""
    order = decision.order
    for step in order.dossier.pack.ladder_of(clock.name, order.urgency):
        if step.level is level:
            rang = ClockRang(id=clock.id, step=level.name)
            _tell(decision, clock, step, Trigger.STILL_OVERDUE, rang)


def report_again(decision: Decision, clock: Clock) -> None:
    """G12: a duty that is still owed sounds its highest rung again, also after supervision was
    cleared, and at the highest level too."""
    order = decision.order
    *_, highest = order.dossier.pack.rungs_sounded(clock.name, order.urgency, clock.rung)
    _tell(decision, clock, highest, Trigger.STILL_OVERDUE, ClockRang(id=clock.id, step=AGAIN))


def _tell(
    decision: Decision, clock: Clock, step: LadderStep, trigger: Trigger, *rang: ClockRang
) -> None:
    """Raise supervision, or report the lapse where that is all there is to do: supervision stands
    as high already, the order is over, or silence itself was the answer (G7)."""
    order, owner = decision.order, clock.owner
    watched = order.clocks[clock.id].is_open and not order.is_over
    if watched and step.level > order.level:
        return put_under(decision, step.level, trigger, owner, step.to, *rang, basis=step.rules)
    level = max(step.level, order.level)
    to = told_of(owner, step.to if level is step.level else told_at(level))
    content = LapseReported(clock=clock.id, name=clock.name, owner=owner, level=level, to=to)
    decision.record(content, *rang, basis=("G:G12", *step.rules))


only_on_record(DueWarning, DueBreached, LapseReported)
