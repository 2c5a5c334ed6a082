"""Merging: one matter, one order for the unit, however many people call (T07)."""

from typing import Final

from domain.chapters.emergency.leaders import leaders_owed
from domain.chapters.intake.desk import ends_here
from domain.chapters.intake.rules import IntakeRules
from domain.chapters.supervision.supervision import raise_to
from domain.chapters.together.commands import Merge
from domain.chapters.together.facts import CallerJoined, MassEventSuspected, Merged
from domain.duties.due_dates import count_back, is_emergency, start
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import Joined
from domain.order.refusal import refusal
from domain.order.shared_refusals import ORDER_IS_OVER
from domain.values.changed_copy import changing
from domain.vocabulary import OVER, ClockName, Level, Role, State, Trigger

ONE_OTHER_ORDER = refusal("one_other_order")
MERGES_WITH_ITSELF = refusal("merges_with_itself")
MERGED_TOO_LATE = refusal("merged_too_late")
EMERGENCY_NOT_MERGED = refusal("emergency_not_merged")
MASTER_NOT_MERGED = refusal("master_not_merged")
ALREADY_JOINED = refusal("already_joined")

DUTY_LEAD: Final = "shift_lead"
BEFORE_A_UNIT: Final = frozenset({State.INTAKE, State.QUEUED})


@decides(Merge, even_when=OVER)
def merge(decision: Decision, command: Merge) -> None:
    """T07, NA-08: the order becomes the child of a master, or takes a child in."""
    told = decision.actor.role is Role.SYSTEM
    over = decision.order.is_over
    decision.require(told or not over, ORDER_IS_OVER, "T:T07", about=(decision.order.state,))
    one = bool(command.master) is not bool(command.child)
    decision.require(one, ONE_OTHER_ORDER, "T:T07")
    other = command.master or command.child
    decision.require(other != decision.order.number, MERGES_WITH_ITSELF, "T:T07", about=(other,))
    if command.master:
        _follow(decision, command)
    else:
        _take_in(decision, command)


def _follow(decision: Decision, command: Merge) -> None:
    """X13, X14: the child ends; what is owed about the matter is owed by the master.

    An emergency follows an emergency only; an order that others follow is never merged
    (defaults)."""
    order = decision.order
    decision.require(order.state in BEFORE_A_UNIT, MERGED_TOO_LATE, "T:T07", about=(order.state,))
    alike = command.into_emergency or not is_emergency(order)
    decision.require(alike, EMERGENCY_NOT_MERGED, "T:T07", "X:X14")
    decision.require(not order.joined, MASTER_NOT_MERGED, "T:T07")
    ended = ends_here(decision, ClockName.DISPATCH)
    content = Merged(master=command.master, same_caller=command.same_caller)
    decision.record(content, *ended, basis=("T:T07", "NA-08", "C:C10", _case(command)))


def _case(command: Merge) -> str:
    return "X:X13" if command.same_caller else "X:X14"


@applies(Merged)
def _merged(order: Order, content: Merged, fact: Fact) -> Order:
    return changing(
        order,
        state=State.MERGED,
        master=content.master,
        info_asked=(),
        ended_at=fact.occurred_at,
    )


def _take_in(decision: Decision, command: Merge) -> None:
    """X14: the master keeps the numbers of its callers' orders and nothing of the callers.

    The child's own merging tells the master; a master that has ended meanwhile takes the child in
    only to tell it so."""
    numbers = tuple(joined.number for joined in decision.order.joined)
    decision.require(command.child not in numbers, ALREADY_JOINED, "T:T07", about=(command.child,))
    content = CallerJoined(child=command.child, same_caller=command.same_caller)
    decision.record(content, basis=("T:T07", "NA-08", _case(command)))
    if not decision.order.is_over:
        _watch_for_mass_event(decision)


@applies(CallerJoined)
def _joined(order: Order, content: CallerJoined, fact: Fact) -> Order:
    joined = Joined(number=content.child, same_caller=content.same_caller, at=fact.occurred_at)
    return changing(order, joined=(*order.joined, joined))


def _watch_for_mass_event(decision: Decision) -> None:
    """X14: many callers within the hour; the shift lead asks whether it is an emergency.

    The lead declares it one, or supervision is cleared because it is none (a default). A caller
    counts from when the order was taken in, the first from the registration."""
    order = decision.order
    rules = order.dossier.pack.intake
    if rules is None or order.mass_event_suspected or is_emergency(order):
        return
    callers = _lately(decision, rules)
    if callers < rules.mass_event_callers.value:
        return
    decision.record(
        MassEventSuspected(callers=callers),
        *start(order, ClockName.EMERGENCY_REVIEW, DUTY_LEAD, decision.now),
        *leaders_owed(decision),
        basis=rules.mass_event_callers.rules,
    )
    raise_to(decision, Level.L1, Trigger.MASS_EVENT, DUTY_LEAD, *rules.mass_event_callers.rules)


def _lately(decision: Decision, rules: IntakeRules) -> int:
    order = decision.order
    since = count_back(order, decision.now, rules.mass_event_within.value)
    born = order.born_at
    first = born is not None and born >= since
    return first + sum(j.at >= since for j in order.joined if not j.same_caller)


@applies(MassEventSuspected)
def _suspected(order: Order, _: MassEventSuspected, __: Fact) -> Order:
    return changing(order, mass_event_suspected=True)
