"""Host and co-hosts, and the level below: who works along, and until when."""

from domain.chapters.dispatch.catalogue_kept import DEPARTMENT_HOSTS, require_listed
from domain.chapters.dispatch.designation import name_unit
from domain.chapters.dispatch.dispatch import NOT_WITH_A_UNIT, require_own_unit
from domain.chapters.dispatch.districts import require_unit_in_reach
from domain.chapters.dispatch.facts import Designated
from domain.chapters.dispatch.recusal import require_not_accused
from domain.chapters.together.commands import SetHosts, SubDispatch, SubReply
from domain.chapters.together.facts import (
    CoHostAdded,
    CoHostOverdue,
    CoHostReplied,
    HostSet,
    SubDispatched,
    SubUnitReplied,
)
from domain.duties.due_dates import start_by
from domain.duties.shares import SHARES, part_of
from domain.law.limit_rule import LimitRule
from domain.law.value import Value
from domain.order.clause import applies, decides, only_on_record, settles
from domain.order.clock import Clock, ClockStarted, ClockStopped, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.terms import Determination
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State

HOST_HAS_NOT_THE_ORDER = refusal("host_has_not_the_order")
HOSTS_MISSING = refusal("hosts_missing")
HOSTS_UNCLEAR = refusal("hosts_unclear")
NO_SHARE_OWED = refusal("no_share_owed")
CHILD_MISSING = refusal("child_missing")

IN_HAND = (State.PENDING_ACCEPT, State.HANDLING)


@decides(SetHosts)
def set_hosts(decision: Decision, command: SetHosts) -> None:
    """T18: one host, and co-hosts each with a clock of its own (WF-27, G9).

    In a dispute it names the unit, which then may not return the order (WF-26). Default: a later
    decision takes the place of an earlier one; who is no longer named owes nothing more."""
    state = decision.order.state
    possible = state in (State.DISPUTED, *IN_HAND)
    decision.require(possible, NOT_WITH_A_UNIT, "T:T18", about=(state,))
    _require_sound(command, decision)
    decision.require_texts("decision", basis=("T:T18", "WF-27"))
    if state is State.DISPUTED:
        heard = (command.host, *command.co_hosts)
        named = Designated(unit=command.host, how=Determination.STUDIED, heard=heard)
        name_unit(decision, named, "T:T18", "WF-27")
    own = decision.order.unit
    decision.require(command.host == own, HOST_HAS_NOT_THE_ORDER, "T:T18", "WF-27", about=(own,))
    decision.record(
        HostSet(host=command.host, co_hosts=command.co_hosts),
        *_no_longer_owed(decision.order, command.co_hosts),
        basis=("T:T18", "WF-27", "NA-07", *(("WF-29", "X:X19") if command.counties else ())),
    )
    for unit in command.co_hosts:
        if _share(decision.order, unit, ClockName.COHOST) is None:
            _add(decision, unit)


def _require_sound(command: SetHosts, decision: Decision) -> None:
    units = (command.host, *command.co_hosts)
    decision.require(bool(command.host and command.co_hosts), HOSTS_MISSING, "T:T18", "WF-27")
    decision.require("" not in units and len(set(units)) == len(units), HOSTS_UNCLEAR, "T:T18")
    departments = set(units) - set(command.counties)
    lawful = command.host in departments or not departments
    require_not_accused(decision, *units)
    decision.require(lawful, DEPARTMENT_HOSTS, "WF-29", "X:X19", about=tuple(sorted(departments)))


def _no_longer_owed(order: Order, co_hosts: tuple[str, ...]) -> tuple[ClockStopped, ...]:
    return tuple(
        ClockStopped(id=clock.id, outcome=Outcome.RELEASED)
        for clock in order.open_clocks()
        if clock.name is ClockName.COHOST and clock.owner not in co_hosts
    )


def _share(order: Order, unit: str, *names: ClockName) -> Clock | None:
    """The running clock of somebody who works along."""
    shares = (clock for clock in order.open_clocks() if clock.name in names)
    return next((clock for clock in shares if clock.owner == unit), None)


def _add(decision: Decision, unit: str) -> None:
    ahead = decision.order.dossier.pack.sharing.cohost_days_ahead
    started = _part(decision, ClockName.COHOST, unit, ahead)
    decision.record(CoHostAdded(unit=unit), *started, basis=("T:T18", "WF-27", *ahead.rules))


def _part(
    decision: Decision, name: ClockName, owner: str, ahead: Value[int]
) -> tuple[ClockStarted, ...]:
    """Begin a part of what the unit owes now: the handling, or the rework."""
    order = decision.order
    whole = order.open_clock(ClockName.HANDLE) or order.open_clock(ClockName.REWORK)
    if whole is None:
        return ()
    limit = part_of(order, whole, decision.now, ahead)
    rule = LimitRule(clock=name, limit=limit, source=ahead.source, rules=ahead.rules)
    return (start_by(order, rule, owner, decision.now),)


@applies(HostSet)
def _host_set(order: Order, content: HostSet, _: Fact) -> Order:
    return changing(order, co_hosts=content.co_hosts)


@decides(SubReply)
def sub_reply(decision: Decision, _: SubReply) -> None:
    """T20: a share is handed in to the unit; the result stays the unit's own (JT-03)."""
    unit = decision.actor.unit
    clock = _share(decision.order, unit, *SHARES)
    if clock is None:
        decision.refuse(NO_SHARE_OWED, "T:T20", about=(unit,))
    decision.require_texts("result", basis=("T:T20",))
    done = decision.done(clock.name, owner=unit)
    if clock.name is ClockName.COHOST:
        decision.record(CoHostReplied(unit=unit), *done, basis=("T:T20", "G:G9"))
    else:
        decision.record(SubUnitReplied(child=unit), *done, basis=("T:T10", "JT-03"))


@settles(ClockName.COHOST)
def co_host_overdue(decision: Decision, clock: Clock) -> None:
    """X3: the miss is booked to the co-host alone; the host's own due stays."""
    decision.record(CoHostOverdue(unit=clock.owner), basis=("X:X3", "T:T20", "G:G9"))


@decides(SubDispatch)
def sub_dispatch(decision: Decision, command: SubDispatch) -> None:
    """T10: the level below does the work; the unit stays responsible (SY20-07, JT-03).

    A town gets only what the list of local duties names as its own (WF-30). Default: passing it
    to another child takes the work away from the first."""
    order = decision.order
    require_own_unit(decision, "T:T10")
    decision.require(order.state in IN_HAND, NOT_WITH_A_UNIT, "T:T10", about=(order.state,))
    decision.require(command.child not in ("", order.unit), CHILD_MISSING, "T:T10")
    require_not_accused(decision, command.child)
    require_unit_in_reach(decision, command)
    require_listed(decision, command, command.duty_list)
    entry = command.listed_rule or command.duty_list
    ahead = order.dossier.pack.sharing.child_days_ahead
    decision.record(
        SubDispatched(unit=order.unit, child=command.child, duty_list=entry),
        *decision.stop(Outcome.REPLACED, ClockName.SUB_HANDLE),
        *_part(decision, ClockName.SUB_HANDLE, command.child, ahead),
        basis=("T:T10", "SY20-07", "JT-03", *(("WF-30", "X:X20") if command.to_town else ())),
    )


@applies(SubDispatched)
def _sub_dispatched(order: Order, content: SubDispatched, _: Fact) -> Order:
    return changing(order, child=content.child)


only_on_record(CoHostAdded, CoHostReplied, CoHostOverdue, SubUnitReplied)
