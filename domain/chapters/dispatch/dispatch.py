"""Dispatch: the unit's clocks begin at delivery, not at its signature (G1)."""

from domain.chapters.dispatch.catalogue_kept import departs, require_catalogue_kept, require_listed
from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.dispatch.districts import require_through_sub_centre, require_unit_in_reach
from domain.chapters.dispatch.facts import Dispatched
from domain.chapters.dispatch.recusal import require_not_accused
from domain.chapters.emergency.instruction import owed_by_unit, tell
from domain.chapters.supervision.supervision import raise_to
from domain.duties.due_dates import start
from domain.duties.shares import SHARES
from domain.order.clause import applies, decides
from domain.order.clock import ClockChange, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Level, State, Trigger

NOT_WITH_A_UNIT = refusal("not_with_a_unit")
NOT_QUEUED = refusal("not_queued")
NOT_YOUR_ORDER = refusal("not_your_order")

ROUND = (ClockName.ACCEPT, ClockName.CONTACT, ClockName.HANDLE)
"""The clocks that every unit gets afresh."""
HOTLINE = "hotline_head"
"""The desk that designates, and decides on extensions and terminations."""
VOID = (ClockName.EXTENSION_DECISION, ClockName.INTERIM_REPLY, ClockName.PHONE_NOTICE)
"""What nobody owes any more once the unit has given the order back, or its result."""
CITY = "city"
WITH_A_UNIT = frozenset(
    {
        State.PENDING_ACCEPT,
        State.HANDLING,
        State.PAUSED,
        State.COMMITTED,
        State.RETURN_REVIEW,
        State.TERM_REVIEW,
        State.HARDCASE,
    }
)
"""Where a unit has the order in hand, whoever decides about it meanwhile."""


@decides(Dispatch)
def dispatch(decision: Decision, command: Dispatch) -> None:
    """T09: to a unit, with its limits written on it; a rule of the catalogue is named (NA-07), or a
    note says why none is followed; a town gets only what is listed as its own (WF-30)."""
    decision.require(
        decision.order.state is State.QUEUED, NOT_QUEUED, "T:T09", about=(decision.order.state,)
    )
    require_not_accused(decision, command.unit)
    require_unit_in_reach(decision, command)
    require_through_sub_centre(decision, command)
    require_catalogue_kept(decision, command)
    require_listed(decision, command, command.rule)
    clocks = (
        *decision.done(ClockName.DISPATCH),
        *unit_clocks(decision.order, command.unit, decision),
    )
    content = Dispatched(
        unit=command.unit,
        rule=command.rule,
        expected_unit=command.expected_unit if departs(command) else "",
    )
    decision.record(content, *clocks, basis=("T:T09", "G:G1", *_routed(command)))
    tell(decision, command.unit)
    watch_transfers(decision)


def _routed(command: Dispatch) -> tuple[str, ...]:
    """What the choice of the unit rests on beyond the dispatcher's own judgement."""
    return (
        *(("C:C11", "NA-07", "SY20-17") if command.rule else ()),
        *(("WF-30", "X:X20") if command.to_town else ()),
    )


def watch_transfers(decision: Decision) -> None:
    """G12: an order that is handed on this often is put under supervision."""
    often = decision.order.dossier.pack.returns.transfers_for_supervision
    if decision.order.transfers >= often.value:
        unit = decision.order.unit
        raise_to(decision, Level.L3, Trigger.TRANSFERRED_OFTEN, unit, *often.rules)


def unit_clocks(order: Order, unit: str, decision: Decision) -> tuple[ClockChange, ...]:
    """The clocks that begin when a unit gets the order; the citizen's has begun already (G3).

    Nobody is to speak with a caller who gave no name: the platform calls back (C4)."""
    names = (name for name in ROUND if not (name is ClockName.CONTACT and order.anonymous))
    started = tuple(clock for name in names for clock in start(order, name, unit, decision.now))
    return (*started, *owed_by_unit(order, unit, decision.now))


@applies(Dispatched)
def _dispatched(order: Order, content: Dispatched, fact: Fact) -> Order:
    return changing(
        order,
        state=State.PENDING_ACCEPT,
        unit=content.unit,
        dispatched_at=fact.occurred_at,
        accepted_at=None,
        dispatchers=(*order.dispatchers, fact.actor.person),
        transfers=order.transfers + (1 if order.unit else 0),
    )


def require_own_unit(decision: Decision, basis: str) -> None:
    """Refuse whoever is not of the unit that has the order, and everybody where none has."""
    own = decision.actor.unit == decision.order.unit != ""
    decision.require(own, NOT_YOUR_ORDER, basis, about=(decision.order.unit,))


def require_own_or_fallback(decision: Decision, basis: str) -> None:
    """Refuse whoever is not of the unit that has the order, or of its territorial fallback."""
    course = decision.order.emergency
    if course is None or decision.actor.unit != course.fallback_unit:
        require_own_unit(decision, basis)


def leave_unit(decision: Decision) -> tuple[ClockChange, ...]:
    """Close the clocks of the unit and its helpers, as the order leaves it; the city's goes on."""
    returned = decision.stop(Outcome.RETURNED, *ROUND, ClockName.REWORK)
    return (*returned, *decision.stop(Outcome.RELEASED, *VOID, *SHARES))


def left_by_unit(order: Order, state: State) -> Order:
    """The order without what was the unit's own: its applications, its co-hosts, its child."""
    return changing(
        order,
        state=state,
        return_request=None,
        extension_request=None,
        child="",
        co_hosts=(),
        waited_for_cohosts=0,
    )
