"""A succession that the register named by mistake is undone: each has again what was its own."""

from dataclasses import replace
from typing import Final

from domain.chapters.dispatch.dispatch import WITH_A_UNIT
from domain.chapters.units.commands import UndoSuccession
from domain.chapters.units.facts import SuccessionUndone
from domain.chapters.units.succession import (
    HOST,
    SUCCESSION,
    co_hosts_after,
    places,
    to_successor,
)
from domain.order.clause import applies, decides
from domain.order.clock import Clock, ClockChange, ClockReopened
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import StandingSuccession
from domain.order.refusal import refusal
from domain.values.changed_copy import changing

NO_SUCH_SUCCESSION: Final = refusal("no_such_succession")


@decides(UndoSuccession)
def undo_succession(decision: Decision, command: UndoSuccession) -> None:
    """X21: what went to the successor by the mistake goes back, and every clock runs on.

    Default: what the successor did stays done; what somebody has decided anew since stays so."""
    order = decision.order
    decision.require(bool(order.successions), NO_SUCH_SUCCESSION, *SUCCESSION)
    about = (command.unit, command.successor)
    found = _latest(order, *about)
    if found is None:
        decision.refuse(NO_SUCH_SUCCESSION, *SUCCESSION, about=about)
    decision.require_texts("reason", basis=SUCCESSION)
    content = SuccessionUndone(unit=found.unit, successor=found.successor)
    decision.record(content, *_given_back(order, found), basis=SUCCESSION)


def _latest(order: Order, unit: str, successor: str) -> StandingSuccession | None:
    named = (one for one in order.successions if (one.unit, one.successor) == (unit, successor))
    return next(reversed(tuple(named)), None)


def _given_back(order: Order, found: StandingSuccession) -> tuple[ClockChange, ...]:
    """What went over goes back; a share that ended because two units were one is owed again."""
    changes: list[ClockChange] = []
    for clock in order.open_clocks():
        if clock.id in found.handed and clock.owner == found.successor:
            changes += to_successor(order, clock, found.unit)
    if order.state in WITH_A_UNIT and not _moved_on(order, found):
        ended = [order.clocks[id] for id in found.stopped]
        changes += [ClockReopened(id=one.id) for one in ended if not _owed(order, found, one)]
    return tuple(changes)


def _owed(order: Order, found: StandingSuccession, stopped: Clock) -> bool:
    """Whether its owner owes that duty anew, and not through the mistake."""
    return any(
        (clock.name, clock.owner) == (stopped.name, stopped.owner) and clock.id not in found.handed
        for clock in order.open_clocks()
    )


def _moved_on(order: Order, found: StandingSuccession) -> bool:
    """Whether somebody has sent the order to a unit since."""
    return order.dispatched_at is not None and order.dispatched_at > found.at


@applies(SuccessionUndone)
def _undone(order: Order, content: SuccessionUndone, _: Fact) -> Order:
    found = _latest(order, content.unit, content.successor)
    if found is None:
        return order
    standing = tuple(one for one in order.successions if one is not found)
    return changing(_as_before(order, found), successions=standing)


def _as_before(order: Order, found: StandingSuccession) -> Order:
    """The order with the unit in each place that was its own, and is the successor's still."""
    ours = {
        place
        for place, unit in places(order).items()
        if place in found.named and unit == found.successor
    }
    if _moved_on(order, found):
        ours.discard(HOST)

    def now(place: str, unit: str) -> str:
        return found.unit if place in ours else unit

    asked, course = order.return_request, order.emergency
    host_back = _supervised_before(order, found) if HOST in ours else order
    return changing(
        host_back,
        unit=now(HOST, order.unit),
        child=now("child", order.child) or _child_before(order, found),
        co_hosts=_shares_before(order, found),
        about_unit=now("accused", order.about_unit),
        territory=now("territory", order.territory),
        return_request=asked
        and replace(
            asked,
            unit=now("asks_to_return", asked.unit),
            proposed_unit=now("proposed", asked.proposed_unit),
        ),
        emergency=course and changing(course, fallback_unit=now("fallback", course.fallback_unit)),
    )


def _supervised_before(order: Order, found: StandingSuccession) -> Order:
    """What the host was supervised for, and its tries to reach the caller, are its own again."""
    watched = order.supervised
    if watched and watched.owner == found.successor:
        watched = replace(watched, owner=found.unit)
    tried = (replace(one, unit=found.unit) if one.at < found.at else one for one in order.unreached)
    return changing(order, supervised=watched, unreached=tuple(tried))


def _child_before(order: Order, found: StandingSuccession) -> str:
    """Who did the work for the host, where the mistake made host and helper one."""
    together = order.state in WITH_A_UNIT and not _moved_on(order, found)
    return found.child if together else ""


def _shares_before(order: Order, found: StandingSuccession) -> tuple[str, ...]:
    """Who has a share again; where shares were set anew since, only the name goes back."""
    unit, successor = found.unit, found.successor
    made = co_hosts_after(found.co_hosts, order.unit, unit, successor)
    if order.co_hosts == made and not _moved_on(order, found):
        return found.co_hosts
    renamed = unit in found.co_hosts and successor not in found.co_hosts
    return tuple(unit if renamed and one == successor else one for one in order.co_hosts)
