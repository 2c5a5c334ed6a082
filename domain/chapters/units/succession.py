"""A unit is merged or abolished midway: its successor stands in its place (X21)."""

from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from domain.chapters.dispatch.recusal import ACCUSED
from domain.chapters.supervision.supervision import raise_to
from domain.chapters.units.commands import SucceedUnit
from domain.chapters.units.facts import UnitSucceeded
from domain.duties.shares import SHARES
from domain.order.clause import applies, decides
from domain.order.clock import Clock, ClockChange, ClockHandedOver, ClockStopped, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import EmergencyCourse, ReturnRequest, StandingSuccession
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import Level, Trigger

SUCCESSOR_MISSING = refusal("successor_missing")
SUCCESSION_NOT_IN_FORCE = refusal("succession_not_in_force")
UNIT_NOT_CONCERNED = refusal("unit_not_concerned")

SUCCESSION: Final = ("X:X21", "C:C16")
HOST: Final = "host"


@decides(SucceedUnit)
def succeed_unit(decision: Decision, command: SucceedUnit) -> None:
    """X21: the order goes on with the successor, and every clock with it, due as before.

    Default: an order that nowhere names the unit is not touched, so nobody is told twice."""
    order, old, new = decision.order, command.unit, command.successor
    decision.require(bool(old and new) and old != new, SUCCESSOR_MISSING, "X:X21")
    today = decision.now.astimezone(ZoneInfo(order.dossier.calendar.time_zone)).date()
    decision.require(command.valid_from <= today, SUCCESSION_NOT_IN_FORCE, *SUCCESSION)
    content = UnitSucceeded(unit=old, successor=new, valid_from=command.valid_from)
    concerned = _named_anew(order, content) != order
    decision.require(concerned, UNIT_NOT_CONCERNED, "X:X21", about=(old,))
    decision.record(content, *handed_over(order, content), basis=SUCCESSION)
    watch_the_accused(decision)


def watch_the_accused(decision: Decision) -> None:
    """X26: where the successor is the unit complained about, the hotline's head steps in.

    Default: nobody else can have the order, because the register knows the old unit no more."""
    order = decision.order
    accused = order.about_unit
    if accused and accused in (order.unit, order.child, *order.co_hosts):
        raise_to(decision, Level.L3, Trigger.OTHER, accused, *ACCUSED, "X:X21")


def handed_over(order: Order, content: UnitSucceeded) -> tuple[ClockChange, ...]:
    """Hand over what the unit owes; of two clocks of one duty the one due first stays.

    A unit owes itself no share: where host and helper become one, the share is released."""
    after, new = _named_anew(order, content), content.successor
    changes: list[ClockChange] = []
    for clock in order.open_clocks():
        ours = clock.owner in (content.unit, new)
        if ours and clock.name in SHARES and after.unit == new:
            changes.append(ClockStopped(id=clock.id, outcome=Outcome.RELEASED))
        elif clock.owner == content.unit:
            changes += to_successor(order, clock, new)
    return tuple(changes)


def to_successor(order: Order, clock: Clock, new: str) -> tuple[ClockChange, ...]:
    """What becomes of one clock: it goes to the successor, unless a like one is due there first."""
    same = (other for other in order.open_clocks() if other.name is clock.name)
    rival = next((other for other in same if other.owner == new), None)
    handed = ClockHandedOver(id=clock.id, owner=new)
    if rival is None:
        return (handed,)
    if rival.due <= clock.due:
        return (ClockStopped(id=clock.id, outcome=Outcome.REPLACED),)
    return (ClockStopped(id=rival.id, outcome=Outcome.REPLACED), handed)


@applies(UnitSucceeded)
def _succeeded(order: Order, content: UnitSucceeded, fact: Fact) -> Order:
    named = tuple(place for place, unit in places(order).items() if unit == content.unit)
    succession = StandingSuccession(
        unit=content.unit,
        successor=content.successor,
        at=fact.occurred_at,
        named=named,
        child=order.child,
        co_hosts=order.co_hosts,
        handed=tuple(change.id for change in fact.clocks if change.kind == "handed_over"),
        stopped=tuple(change.id for change in fact.clocks if change.kind == "stopped"),
    )
    after = _named_anew(order, content)
    return changing(after, successions=(*order.successions, succession))


def places(order: Order) -> dict[str, str]:
    """Name the unit in each place of the order that names one."""
    fallback = order.emergency.fallback_unit if order.emergency else ""
    asked = order.return_request
    return {
        HOST: order.unit,
        "asks_to_return": asked.unit if asked else "",
        "proposed": asked.proposed_unit if asked else "",
        "child": order.child,
        "accused": order.about_unit,
        "territory": order.territory,
        "fallback": fallback,
    }


def co_hosts_after(
    before: tuple[str, ...], host: str, unit: str, successor: str
) -> tuple[str, ...]:
    """Say who has a share once the successor stands in the unit's place, each of them once."""
    others = dict.fromkeys(successor if one == unit else one for one in before)
    return tuple(one for one in others if one != host)


def _named_anew(order: Order, content: UnitSucceeded) -> Order:
    """The order with the successor wherever it named the unit; a designated one stays so."""

    def now(unit: str) -> str:
        return content.successor if unit == content.unit else unit

    host = now(order.unit)
    watched = order.supervised
    child = now(order.child)
    return changing(
        order,
        unit=host,
        child="" if child == host else child,
        co_hosts=co_hosts_after(order.co_hosts, host, content.unit, content.successor),
        supervised=replace(watched, owner=now(watched.owner)) if watched else None,
        about_unit=now(order.about_unit),
        territory=now(order.territory),
        unreached=tuple(replace(tried, unit=now(tried.unit)) for tried in order.unreached),
        return_request=_asked_by(order.return_request, content),
        emergency=_fallen_back_on(order.emergency, content),
    )


def _asked_by(request: ReturnRequest | None, content: UnitSucceeded) -> ReturnRequest | None:
    if request is None:
        return None
    unit, proposed = (
        content.successor if named == content.unit else named
        for named in (request.unit, request.proposed_unit)
    )
    return ReturnRequest(unit=unit, proposed_unit=proposed)


def _fallen_back_on(
    course: EmergencyCourse | None, content: UnitSucceeded
) -> EmergencyCourse | None:
    if course is None or course.fallback_unit != content.unit:
        return course
    return changing(course, fallback_unit=content.successor)
