"""How far a right to orders reaches, scope by scope, as the condition that a list puts to each row.

One order is asked for by the same condition, so a list and a single answer never differ."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    any_,
    exists,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY

from domain.chapters.caller.commands import ViewPersonalData
from domain.order.command import COMMANDS
from domain.vocabulary import State, Urgency
from services.access.principal import Principal
from services.access.rights import Scope
from store.tables import CODE, ClockRow, CommandRow, OrderPartiesRow, OrderStateRow

LOOK: Final = COMMANDS.word_of(ViewPersonalData)
Condition = ColumnElement[bool]
Codes = ColumnElement[Any]


def _own_units(principal: Principal) -> Codes:
    """The principal's unit, and those that it has taken the place of."""
    return _asked_once(select(func.unit_and_before(principal.unit)))


def _asked_once(codes: Select[Any]) -> Codes:
    """As an array it is asked once for a whole list, and an index can be used."""
    return func.array(codes.scalar_subquery(), type_=ARRAY(CODE))


def _with(party: Condition) -> Condition:
    """Orders with such a party: few have any, so they are found first."""
    wanted = _asked_once(select(OrderPartiesRow.order_number).where(party))
    return OrderStateRow.number == any_(wanted)


def _own_unit(principal: Principal) -> Condition:
    own = _own_units(principal)
    passed_on = and_(OrderPartiesRow.child != "", OrderPartiesRow.child == any_(own))
    return or_(OrderStateRow.unit == any_(own), _with(passed_on))


def _below(principal: Principal) -> Condition:
    below = _asked_once(select(func.units_below(principal.unit)))
    return OrderStateRow.unit == any_(below)


def _shared(principal: Principal) -> Condition:
    return _with(OrderPartiesRow.co_hosts.overlap(_own_units(principal)))


def _emergencies(principal: Principal) -> Condition:
    called = OrderPartiesRow.fallback == any_(_own_units(principal))
    return _with(and_(OrderPartiesRow.fallback != "", called))


def _district(principal: Principal) -> Condition:
    if not principal.district:
        return false()
    return OrderStateRow.district == principal.district


def _district_emergencies(principal: Principal) -> Condition:
    return and_(_district(principal), OrderStateRow.urgency == Urgency.EMERGENCY.value)


def _own_queue(principal: Principal) -> Condition:
    return and_(OrderStateRow.queue != "", OrderStateRow.queue == principal.unit)


def _own_acts(principal: Principal) -> Condition:
    ours = and_(
        CommandRow.order_number == OrderStateRow.number,
        CommandRow.actor == principal.person,
        CommandRow.status == "decided",
        # Whoever only looked has done nothing in it, and sees no more for having looked.
        CommandRow.name != LOOK,
    )
    return exists().where(ours)


def _submitted(principal: Principal) -> Condition:
    return _with(OrderPartiesRow.bodies.contains([str(principal.role)]))


def _exchanged(principal: Principal) -> Condition:
    return _with(OrderPartiesRow.platforms.contains([principal.unit]))


def _to_call_back(_: Principal) -> Condition:
    return OrderStateRow.state == State.PENDING_CALLBACK.value


def _had_duties(principal: Principal) -> Condition:
    theirs = and_(
        ClockRow.order_number == OrderStateRow.number,
        ClockRow.owner == any_(_own_units(principal)),
    )
    return exists().where(theirs)


REACH: Final[Mapping[Scope, Callable[[Principal], Condition]]] = {
    Scope.ALL: lambda _: true(),
    Scope.OWN_UNIT: _own_unit,
    Scope.BELOW: _below,
    Scope.SHARED: _shared,
    Scope.EMERGENCIES: _emergencies,
    Scope.DISTRICT: _district,
    Scope.DISTRICT_EMERGENCIES: _district_emergencies,
    Scope.OWN_QUEUE: _own_queue,
    Scope.OWN_ACTS: _own_acts,
    Scope.SUBMITTED: _submitted,
    Scope.EXCHANGED: _exchanged,
    Scope.HAD_DUTIES: _had_duties,
    Scope.TO_CALL_BACK: _to_call_back,
    Scope.BY_NUMBER: lambda _: false(),
    Scope.TOTALS: lambda _: false(),
}
"""What a list holds; who knows an order's number may have it by that besides (BY_NUMBER)."""
BY_UNIT: Final = frozenset(
    {
        *(Scope.OWN_UNIT, Scope.BELOW, Scope.SHARED, Scope.HAD_DUTIES),
        *(Scope.EMERGENCIES, Scope.DISTRICT, Scope.DISTRICT_EMERGENCIES),
    }
)
"""Scopes that somebody has for his unit's sake, which the accused unit loses (X26)."""


def reached(principal: Principal, scopes: Iterable[Scope], *, by_number: bool) -> Condition:
    """The orders that these scopes reach; with those whose number is known, where one is asked
    for by it.

    A unit that is complained about, and whoever is below it, does not reach the complaint."""
    own = frozenset(scopes)
    if Scope.ALL in own or (by_number and Scope.BY_NUMBER in own):
        return true()
    for_the_unit = [REACH[scope](principal) for scope in Scope if scope in own & BY_UNIT]
    others = [REACH[scope](principal) for scope in Scope if scope in own - BY_UNIT]
    if for_the_unit:
        others.append(and_(or_(*for_the_unit), ~_accused(principal)))
    return or_(false(), *others)


def _accused(principal: Principal) -> Condition:
    line = _asked_once(select(func.unit_and_above(principal.unit)))
    complaint = and_(
        OrderPartiesRow.order_number == OrderStateRow.number,
        OrderPartiesRow.accused != "",
        OrderPartiesRow.accused == any_(line),
    )
    return exists().where(complaint)
