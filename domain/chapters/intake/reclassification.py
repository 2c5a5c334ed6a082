"""Reclassification: another type or class, and therefore other limits (T45)."""

from typing import Final

from domain.chapters.caller.confidentiality import protect_by_type
from domain.chapters.intake.commands import Reclassify
from domain.chapters.intake.facts import Reclassified
from domain.duties.due_dates import count, relimited, rule_for, until_instant
from domain.duties.upstream import governing_due
from domain.order.clause import applies, decides
from domain.order.clock import Clock, ClockRelimited
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Role, State

RECLASSIFIED_TOO_LATE = refusal("reclassified_too_late")
SAME_CLASS = refusal("same_class")
RECLASSIFICATION_NEEDS_HEAD = refusal("reclassification_needs_head")

BEFORE_THE_RESULT: Final = frozenset(
    {
        State.INTAKE,
        State.QUEUED,
        State.PENDING_ACCEPT,
        State.RETURN_REVIEW,
        State.DISPUTED,
        State.HANDLING,
        State.PAUSED,
    }
)
"""T45 speaks of handling; that a mistake found earlier is mended at once is a default."""
BY_CLASS: Final = frozenset(
    {ClockName.DISPATCH, ClockName.ACCEPT, ClockName.CONTACT, ClockName.HANDLE, ClockName.TOTAL}
)
"""The duties whose limits differ by type and class (SY18-02, SY18-03)."""
FIRST_HANDLING: Final = "handle/1"
"""The clock that began with the first dispatch."""


@decides(Reclassify)
def reclassify(decision: Decision, command: Reclassify) -> None:
    """T45: dues are counted anew from where they began; one that has lapsed stays lapsed.

    Beyond the new class's limit counted from now only the head of the hotline may go; and what a
    unit gains never reaches beyond that limit counted from the first dispatch."""
    order = decision.order
    decision.require(
        order.state in BEFORE_THE_RESULT, RECLASSIFIED_TOO_LATE, "T:T45", about=(order.state,)
    )
    category = command.category or order.category
    before = (order.item_type, order.item_class, order.category)
    changed = (command.type, command.class_, category) != before
    decision.require(changed, SAME_CLASS, "T:T45")
    decision.require_texts("reason", basis=("T:T45",))
    content = Reclassified(
        old_type=order.item_type,
        old_class=order.item_class,
        type=command.type,
        class_=command.class_,
        category=command.category,
    )
    clocks = _counted_anew(order, _with_class(order, content))
    if decision.actor.role is not Role.HOTLINE_HEAD:
        _require_no_gain(decision, _with_class(order, content), clocks)
    decision.record(content, *clocks, basis=("T:T45",))
    protect_by_type(decision)


def _counted_anew(before: Order, after: Order) -> tuple[ClockRelimited, ...]:
    """Every duty whose limit the class decides, by its new limit."""
    owed = (clock for clock in after.open_clocks() if clock.name in BY_CLASS and not clock.lapsed)
    changes = (_by_new_class(before, after, clock) for clock in owed)
    return tuple(change for change in changes if change is not None)


def _by_new_class(before: Order, after: Order, clock: Clock) -> ClockRelimited | None:
    old, new = (rule_for(order, clock.name, clock.started) for order in (before, after))
    if old == new and clock.name in (ClockName.DISPATCH, ClockName.ACCEPT, ClockName.CONTACT):
        return None
    change = relimited(after, clock)
    first = after.clocks.get(FIRST_HANDLING)
    if change is None or new is None or first is None or clock.name is not ClockName.HANDLE:
        return change
    of_the_law, _ = count(after, first.started, new.limit)
    latest = max(of_the_law, clock.due)
    if change.due <= latest:
        return change
    return until_instant(change, clock.started, latest, ("T:T45",))


def _require_no_gain(decision: Decision, order: Order, clocks: tuple[ClockRelimited, ...]) -> None:
    for change in clocks:
        clock = order.clocks[change.id]
        rule = rule_for(order, clock.name, clock.started)
        if rule is not None:
            latest, _ = count(order, decision.now, rule.limit)
            governed = governing_due(order, clock.name, clock.started) is not None
            lawful = governed or change.due <= latest
            decision.require(lawful, RECLASSIFICATION_NEEDS_HEAD, "T:T45")


@applies(Reclassified)
def _reclassified(order: Order, content: Reclassified, _: Fact) -> Order:
    return _with_class(order, content)


def _with_class(order: Order, content: Reclassified) -> Order:
    category = content.category or order.category
    return changing(order, item_type=content.type, item_class=content.class_, category=category)
