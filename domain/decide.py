"""The four functions that everything rests on: decide, apply, alarms, lapse.

They are pure: no clock is read, nothing is stored. The workflow, the backtest, the auditor's
re-derivation and the property tests all call these and no others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.chapters.dispatch.districts import require_own_district
from domain.chapters.intake.queues import require_own_queue
from domain.chapters.supervision.clearing import end_if_cured
from domain.chapters.supervision.lapses import ring
from domain.chapters.units.on_file import BEGINS, require_right_book
from domain.duties.alarms import Alarm, next_alarm
from domain.order.act import Act
from domain.order.clause import AFTER_THE_END, ALTERATIONS, DECIDERS
from domain.order.clock_change import all_changed
from domain.order.command import COMMANDS
from domain.order.decision import Decision, Unlawful
from domain.order.fact import FACTS, Fact
from domain.order.order import Dossier, Order
from domain.order.refusal import Refusal, refusal
from domain.order.shared_refusals import ORDER_IS_OVER
from domain.values.changed_copy import changing, keep_beside, kept_beside
from domain.values.quick_constructor import quick_constructor
from domain.vocabulary import Role, State

__all__ = [
    "IMPOSSIBLE",
    "DamagedFact",
    "Decided",
    "alarms",
    "apply",
    "decide",
    "fold",
    "judge",
    "lapse",
    "lapse_until",
    "lived",
]

# Whoever comes through this door finds every chapter entered, in an order's sandbox too.
COMMANDS.complete()
FACTS.complete()
IMPOSSIBLE: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What applying a fact raises that nobody could have recorded."""
ROLE_MAY_NOT = refusal("role_may_not")
OUTSOURCED_MAY_NOT = refusal("outsourced_may_not")
NOT_REGISTERED = refusal("not_registered")
MAY_BE_OUTSOURCED: Final = frozenset({Role.SEAT_AGENT, Role.SPECIAL_SEAT, Role.CALLBACK_OFFICER})
"""Default: who speaks with callers; nobody who dispatches, handles, reviews or supervises."""


@quick_constructor
@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What became of an act or of a ring: the facts, and the order after them."""

    order: Order
    facts: tuple[Fact, ...]


class DamagedFact(ValueError):
    """A stored fact is missing, or is not one that could have happened to its order."""

    def __init__(self, order: str, seq: int) -> None:
        super().__init__(f"{order}: fact {seq} is damaged or missing")
        self.order, self.seq = order, seq


def decide(order: Order, act: Act) -> Decided | Refusal:
    """Decide an act received at `act.received_at`, after lapsing everything due before it."""
    before = lapse_before(order, act.received_at)
    decision = Decision(order=before.order, now=act.received_at, apply=apply, act=act)
    try:
        judge(decision, act)
        end_if_cured(decision)
    except Unlawful as no:
        return no.refusal
    return Decided(order=decision.order, facts=(*before.facts, *decision.facts))


def judge(decision: Decision, act: Act) -> None:
    """Record what follows from an act, or raise Unlawful: who may give it, then its own clause."""
    _require_permitted(decision, act)
    DECIDERS[type(act.command)](decision, act.command)


def apply(order: Order, fact: Fact) -> Order:
    """Return the order after a fact: first the clocks that it moved, then what it means."""
    clocks = all_changed(order.clocks, fact.clocks, fact.occurred_at)
    order = changing(order, version=fact.seq, as_of=fact.occurred_at, clocks=clocks)
    return ALTERATIONS[type(fact.content)](order, fact.content, fact)


def fold(dossier: Dossier, facts: Iterable[Fact]) -> Order:
    """Return the order that these facts amount to; raises DamagedFact."""
    order = Order(dossier=dossier)
    for _, _, after in lived(dossier, facts):
        order = after
    return order


def lived(dossier: Dossier, facts: Iterable[Fact]) -> Iterator[tuple[Order, Fact, Order]]:
    """Yield each fact of an order with the order before and after it; raises DamagedFact."""
    order = Order(dossier=dossier)
    for fact in facts:
        before = order
        if fact.seq != before.version + 1:
            raise DamagedFact(dossier.number, before.version + 1)
        try:
            order = apply(before, fact)
        except IMPOSSIBLE as impossible:
            raise DamagedFact(dossier.number, fact.seq) from impossible
        yield before, fact, order


def alarms(order: Order) -> dict[str, datetime]:
    """Name what must ring, and when (UTC): for each clock its next instant only."""
    return {alarm.id: alarm.at for alarm in alarms_of(order)}


def lapse(order: Order, alarm_id: str) -> Decided:
    """Settle one alarm at its own instant; an alarm that no longer stands changes nothing."""
    for alarm in alarms_of(order):
        if alarm.id == alarm_id:
            return _settle(order, alarm)
    return Decided(order=order, facts=())


def lapse_until(order: Order, until: datetime) -> Decided:
    """Settle everything that rings up to and at `until`, earliest first, ties by alarm id."""
    facts: list[Fact] = []
    while (alarm := first_alarm(order, until)) is not None:
        settled = _settle(order, alarm)
        order = settled.order
        facts += settled.facts
    return Decided(order=order, facts=tuple(facts))


def lapse_before(order: Order, instant: datetime) -> Decided:
    """Settle what was due before an act: a reply at the very due instant is still in time."""
    return lapse_until(order, instant - datetime.resolution)


def _settle(order: Order, alarm: Alarm) -> Decided:
    decision = Decision(order=order, now=alarm.at, apply=apply)
    ring(decision, order.clocks[alarm.clock], alarm.step)
    return Decided(order=decision.order, facts=tuple(decision.facts))


def first_alarm(order: Order, until: datetime) -> Alarm | None:
    """What rings first of all that rings until an instant; None if nothing does."""
    ringing = [alarm for alarm in alarms_of(order) if alarm.at <= until]
    if not ringing:
        return None
    return min(ringing, key=lambda alarm: (alarm.at, alarm.id))


def alarms_of(order: Order) -> tuple[Alarm, ...]:
    """What rings next on each clock: worked out once for each order, because none ever changes."""
    known: tuple[Alarm, ...] | None = kept_beside(order)
    if known is None:
        found = [next_alarm(order, clock) for clock in order.open_clocks()]
        known = tuple([alarm for alarm in found if alarm is not None])
        keep_beside(order, known)
    return known


def _require_permitted(decision: Decision, act: Act) -> None:
    """6.1: only the roles that the law names may give a command, and only while the order lives,
    unless it is one that looks back on an order that is over.

    Staff of a service provider act at the telephones only: handling is not outsourced (NA-06)."""
    actor, state, name = act.actor, decision.order.state, act.command.name
    permission = decision.order.dossier.pack.permission(name)
    if permission is None or actor.role not in permission.roles:
        basis = permission.rules if permission else ("AH-09",)
        decision.refuse(ROLE_MAY_NOT, *basis, about=(actor.role, name))
    if actor.outsourced and actor.role not in MAY_BE_OUTSOURCED:
        decision.refuse(OUTSOURCED_MAY_NOT, "NA-06", about=(actor.role, name))
    if state is State.DRAFT and not isinstance(act.command, BEGINS):
        decision.refuse(NOT_REGISTERED, "T:T02")
    require_own_queue(decision, act.command)
    require_own_district(decision, act.command)
    if state.is_over and state not in AFTER_THE_END[type(act.command)]:
        decision.refuse(ORDER_IS_OVER, "T:T49", about=(state,))
    require_right_book(decision, act.command)
