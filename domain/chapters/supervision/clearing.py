"""Clearing: supervision ends by a decision of rank, or because what was owed was done (5.5)."""

from typing import Final

from domain.chapters.supervision.commands import ClearSupervision
from domain.chapters.supervision.supervision import ISSUED_FROM, clear
from domain.chapters.supervision.up_the_line import RANK, reaches
from domain.order.clause import decides
from domain.order.clock import ClockStopped, Outcome
from domain.order.decision import Decision
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.shared_refusals import AUTHORITY_MISSING
from domain.vocabulary import ClockName, Level, Trigger

NOT_SUPERVISED = refusal("not_supervised")
RANK_TOO_LOW = refusal("rank_too_low")
ISSUED_BY_ANOTHER = refusal("issued_by_another")

BY_TIME: Final = frozenset({Trigger.DUE_PASSED, Trigger.STILL_OVERDUE})
DONE: Final = frozenset({Outcome.MET, Outcome.LATE})
ENDING: Final = ("T:T44", "C:C12", "WF-32")


@decides(ClearSupervision)
def clear_supervision(decision: Decision, command: ClearSupervision) -> None:
    """5.5: a person ends it, with a reason, and never one below who raised it (C12).

    What is still owed is reported again after the next period, whoever has cleared (G12)."""
    order = decision.order
    decision.require(order.level > Level.L0, NOT_SUPERVISED, "T:T44")
    _require_rank(decision)
    _require_issuer(decision, command.authority)
    decision.require_texts("reason", basis=ENDING)
    clear(decision, Outcome.MET, command.authority)


def _require_rank(decision: Decision) -> None:
    """C12: a level has its authority, and whoever raised it is not overruled from below."""
    order, role = decision.order, decision.actor.role
    raised_by = order.supervised.by if order.supervised else role
    enough = reaches(role, order.level) and reaches(role, RANK.get(raised_by, order.level))
    decision.require(enough, RANK_TOO_LOW, *ENDING, about=(order.level.name, role))


def _require_issuer(decision: Decision, authority: str) -> None:
    """WF-32: what another body issued ends by that body's word."""
    order = decision.order
    issuer = order.supervised.authority if order.supervised else ""
    named = bool(authority) or (order.level < ISSUED_FROM and not issuer)
    decision.require(named, AUTHORITY_MISSING, *ENDING)
    decision.require(issuer in ("", authority), ISSUED_BY_ANOTHER, *ENDING, about=(issuer,))


def end_if_cured(decision: Decision) -> None:
    """Clear what time raised over a desk or a helper that has now done what it was late with.

    Whoever is relieved of it has not done it: that is decided apart, by rank and with a reason.
    Default: a unit that has had the order stays supervised until its end, or a decision."""
    order, watched = decision.order, decision.order.supervised
    if watched is None or watched.trigger not in BY_TIME or _had_it(order, watched.owner):
        return
    if order.open_clock(ClockName.EMERGENCY_REVIEW):
        return  # the shift lead still owes an answer, which clearing would give
    late = (clock.owner for clock in order.open_clocks() if clock.lapsed is not None)
    if watched.owner not in late and _has_done(decision, watched.owner):
        clear(decision, Outcome.MET)


def _has_done(decision: Decision, owner: str) -> bool:
    """Whether this act does a duty that the owner had let lapse, on that clock or a later one."""
    clocks = decision.order.clocks
    late = {clock.name for clock in clocks.values() if clock.owner == owner and clock.lapsed}
    changes = (change for fact in decision.facts for change in fact.clocks)
    stopped = (one for one in changes if isinstance(one, ClockStopped) and one.outcome in DONE)
    done = (clocks[one.id] for one in stopped)
    return any(clock.owner == owner and clock.name in late for clock in done)


def _had_it(order: Order, owner: str) -> bool:
    """Whether this unit has, or had, the order itself."""
    hosts = (clock.owner for clock in order.clocks.values() if clock.name is ClockName.HANDLE)
    return owner in (order.unit, *hosts)
