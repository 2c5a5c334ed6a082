"""Hard cases: what a unit cannot solve goes up, level by level, and comes back decided."""

from typing import Final

from domain.chapters.dispatch.dispatch import require_own_unit
from domain.chapters.handling.commands import DecideHardCase, RaiseHardCase
from domain.chapters.handling.facts import HardCaseDecided, HardCaseRaised
from domain.chapters.handling.in_hand import NOT_BEING_HANDLED, WORK
from domain.duties.due_dates import start
from domain.law.bodies import HardCaseLevel
from domain.order.clause import applies, decides
from domain.order.clock import ClockChange
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.terms import OF_A_UNIT
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Role, State

UNIT_MAY_NOT_RAISE_ON = refusal("unit_may_not_raise_on")
NOT_THE_NEXT_LEVEL = refusal("not_the_next_level")
NOT_A_HARD_CASE = refusal("not_a_hard_case")
LIES_ELSEWHERE = refusal("lies_elsewhere")

OCCASION: Final = "hard_case"
DECIDES: Final = {
    HardCaseLevel.HOTLINE: Role.HOTLINE_HEAD,
    HardCaseLevel.CITY_OFFICE: Role.CITY_OFFICE,
    HardCaseLevel.JOINT_MEETING: Role.JOINT_MEETING,
    HardCaseLevel.EXECUTIVE_MEETING: Role.CITY_OFFICE,
}
"""Who says what is to be done; the city office speaks for the executive meeting (WF-28)."""
WITHOUT_A_LAW: Final = (
    HardCaseLevel.HOTLINE,
    HardCaseLevel.CITY_OFFICE,
    HardCaseLevel.EXECUTIVE_MEETING,
)
"""The way up where a law from before says nothing of it (T28)."""


@decides(RaiseHardCase)
def raise_hard_case(decision: Decision, command: RaiseHardCase) -> None:
    """T28: the unit, or the hotline for it, says that the unit cannot solve it; clocks run on.

    Whoever has studied the case and cannot solve it either passes it on (WF-28)."""
    order = decision.order
    state = order.state
    in_hand = state in (State.HANDLING, State.HARDCASE)
    decision.require(in_hand, NOT_BEING_HANDLED, "T:T28", about=(state,))
    _require_may_raise(decision)
    level, basis = next_level(order)
    decision.require(
        level is not None and command.level is level,
        NOT_THE_NEXT_LEVEL,
        *basis,
        about=(level,) if level else (),
    )
    decision.require_texts("opinion", basis=("T:T28", "WF-28"))
    raise_to_level(decision, command.level, "T:T28", "WF-28", "SM-05", "XS-03")


def _require_may_raise(decision: Decision) -> None:
    order, role = decision.order, decision.actor.role
    if role in OF_A_UNIT:
        require_own_unit(decision, "T:T28")
        decision.require(order.hard_case is None, UNIT_MAY_NOT_RAISE_ON, "T:T28", "WF-28")
    elif (pending := order.hard_case) is not None:
        lawful = role is DECIDES[pending]
        decision.require(lawful, LIES_ELSEWHERE, "T:T28", "WF-28", about=(pending,))


def next_level(order: Order) -> tuple[HardCaseLevel | None, tuple[str, ...]]:
    """Find before whom it comes next, by the order of bodies in its law; after the last, none.

    What a body had decided and the unit still cannot solve goes to the next one; the last body
    hears it again (default)."""
    rules = order.dossier.pack.hard_cases
    levels = rules.levels.value if rules else WITHOUT_A_LAW
    basis = rules.levels.rules if rules else ("T:T28", "WF-28")
    reached = order.hard_case or order.hard_case_heard
    if reached not in levels:
        return levels[0], basis
    above = levels[levels.index(reached) + 1 :]
    if above:
        return above[0], basis
    return (None if order.hard_case else reached), basis


def raise_to_level(decision: Decision, level: HardCaseLevel, *basis: str) -> None:
    """Put the case before a level, which owes its opinion by a clock of its own (default)."""
    decision.record(
        HardCaseRaised(level=level),
        *decision.done(ClockName.RECHECK),
        *start(decision.order, ClockName.RECHECK, DECIDES[level], decision.now, OCCASION),
        basis=basis,
    )


@applies(HardCaseRaised)
def _raised(order: Order, content: HardCaseRaised, _: Fact) -> Order:
    return changing(order, state=State.HARDCASE, hard_case=content.level)


@decides(DecideHardCase)
def decide_hard_case(decision: Decision, _: DecideHardCase) -> None:
    """T28: the opinion of those before whom the case lies sends it back to its unit."""
    level, state = decision.order.hard_case, decision.order.state
    if level is None or state is not State.HARDCASE:
        decision.refuse(NOT_A_HARD_CASE, "T:T28", about=(state,))
    decision.require(decision.actor.role is DECIDES[level], LIES_ELSEWHERE, "T:T28", about=(level,))
    decision.require_texts("opinion", basis=("T:T28", "WF-28"))
    decision.record(
        HardCaseDecided(level=level),
        *decision.done(ClockName.RECHECK),
        *work_again(decision),
        basis=("T:T28", "WF-28", "XS-03"),
    )


def work_again(decision: Decision) -> tuple[ClockChange, ...]:
    """A unit whose clock had ended works again within the limit of a rework (default)."""
    order = decision.order
    if any(order.open_clock(name) for name in WORK):
        return ()
    return start(order, ClockName.REWORK, order.unit, decision.now)


@applies(HardCaseDecided)
def _decided(order: Order, _: HardCaseDecided, __: Fact) -> Order:
    heard = order.hard_case
    return changing(order, state=State.HANDLING, hard_case=None, hard_case_heard=heard, result=None)


def reworks_used_up(decision: Decision) -> None:
    """T40: a caller dissatisfied after the last rework brings the case before whoever is next."""
    level, basis = next_level(decision.order)
    if level is not None:
        raise_to_level(decision, level, "T:T40", "G:G15", "X:X8", "SM-05", *basis)


def may_be_answered_for_good(order: Order) -> bool:
    """T39, T40: a recheck may end with the final answer, and so may what came from one."""
    came_from_recheck = order.state is State.HARDCASE and order.result is not None
    return order.state is State.RECHECK or came_from_recheck
