"""Host and co-hosts, and the level below (主办协办、下级转派): who works along, and until when."""

from domain.chapters.dispatch.catalogue_kept import require_listed
from domain.chapters.dispatch.dispatch import require_own_unit
from domain.chapters.dispatch.recusal import require_not_accused
from domain.chapters.dispatch.returns import name_unit
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
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State

IN_HAND = (State.PENDING_ACCEPT, State.HANDLING)


@decides(SetHosts)
def set_hosts(docket: Docket, command: SetHosts) -> None:
    """T18: one host, and co-hosts each with a clock of its own (WF-27, G9).

    In a dispute it names the unit, which then may not return the order (WF-26). Default: a later
    decision takes the place of an earlier one; who is no longer named owes nothing more."""
    _require_sound(command, docket)
    if docket.order.state is State.DISPUTED:
        name_unit(docket, command.host, "T:T18", "WF-27")
    state = docket.order.state
    docket.require(state in IN_HAND, "not_with_a_unit", "T:T18", about=(state,))
    own = docket.order.unit
    docket.require(command.host == own, "host_has_not_the_order", "T:T18", "WF-27", about=(own,))
    docket.record(
        HostSet(host=command.host, co_hosts=command.co_hosts),
        *_no_longer_owed(docket.order, command.co_hosts),
        basis=("T:T18", "WF-27", "NA-07", *(("WF-29", "X:X19") if command.counties else ())),
    )
    for unit in command.co_hosts:
        if _share(docket.order, unit, ClockName.COHOST) is None:
            _add(docket, unit)


def _require_sound(command: SetHosts, docket: Docket) -> None:
    units = (command.host, *command.co_hosts)
    docket.require(bool(command.host and command.co_hosts), "hosts_missing", "T:T18", "WF-27")
    docket.require("" not in units and len(set(units)) == len(units), "hosts_unclear", "T:T18")
    departments = set(units) - set(command.counties)
    lawful = command.host in departments or not departments
    require_not_accused(docket, *units)
    docket.require(lawful, "department_hosts", "WF-29", "X:X19", about=tuple(sorted(departments)))


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


def _add(docket: Docket, unit: str) -> None:
    ahead = docket.order.dossier.pack.sharing.cohost_days_ahead
    started = _part(docket, ClockName.COHOST, unit, ahead)
    docket.record(CoHostAdded(unit=unit), *started, basis=("T:T18", "WF-27", *ahead.rules))


def _part(
    docket: Docket, name: ClockName, owner: str, ahead: Value[int]
) -> tuple[ClockStarted, ...]:
    """Begin a part of what the unit owes now: the handling, or the rework."""
    order = docket.order
    whole = order.open_clock(ClockName.HANDLE) or order.open_clock(ClockName.REWORK)
    if whole is None:
        return ()
    limit = part_of(order, whole, docket.now, ahead)
    rule = LimitRule(clock=name, limit=limit, source=ahead.source, rules=ahead.rules)
    return (start_by(order, rule, owner, docket.now),)


@applies(HostSet)
def _host_set(order: Order, content: HostSet, _: Fact) -> Order:
    return changing(order, co_hosts=content.co_hosts)


@decides(SubReply)
def sub_reply(docket: Docket, _: SubReply) -> None:
    """T20: a share is handed in to the unit; the result stays the unit's own (JT-03)."""
    unit = docket.actor.unit
    clock = _share(docket.order, unit, *SHARES)
    if clock is None:
        docket.refuse("no_share_owed", "T:T20", about=(unit,))
    docket.require_texts("result", basis=("T:T20",))
    done = docket.done(clock.name, owner=unit)
    if clock.name is ClockName.COHOST:
        docket.record(CoHostReplied(unit=unit), *done, basis=("T:T20", "G:G9"))
    else:
        docket.record(SubUnitReplied(child=unit), *done, basis=("T:T10", "JT-03"))


@settles(ClockName.COHOST)
def co_host_overdue(docket: Docket, clock: Clock) -> None:
    """X3: the miss is booked to the co-host alone; the host's own due stays."""
    docket.record(CoHostOverdue(unit=clock.owner), basis=("X:X3", "T:T20", "G:G9"))


@decides(SubDispatch)
def sub_dispatch(docket: Docket, command: SubDispatch) -> None:
    """T10: the level below does the work; the unit stays responsible (SY20-07, JT-03).

    A town gets only what the list of local duties names as its own (WF-30). Default: passing it
    to another child takes the work away from the first."""
    order = docket.order
    require_own_unit(docket, "T:T10")
    docket.require(order.state in IN_HAND, "not_with_a_unit", "T:T10", about=(order.state,))
    docket.require(command.child not in ("", order.unit), "child_missing", "T:T10")
    require_not_accused(docket, command.child)
    require_listed(docket, command, command.duty_list)
    entry = command.listed_rule or command.duty_list
    ahead = order.dossier.pack.sharing.child_days_ahead
    docket.record(
        SubDispatched(unit=order.unit, child=command.child, duty_list=entry),
        *docket.stop(Outcome.REPLACED, ClockName.SUB_HANDLE),
        *_part(docket, ClockName.SUB_HANDLE, command.child, ahead),
        basis=("T:T10", "SY20-07", "JT-03", *(("WF-30", "X:X20") if command.to_town else ())),
    )


@applies(SubDispatched)
def _sub_dispatched(order: Order, content: SubDispatched, _: Fact) -> Order:
    return changing(order, child=content.child)


only_on_record(CoHostAdded, CoHostReplied, CoHostOverdue, SubUnitReplied)
