"""Hard cases (疑难件): what a unit cannot solve goes up, level by level, and comes back decided."""

from typing import Final

from domain.chapters.dispatch.dispatch import require_own_unit
from domain.chapters.handling.commands import DecideHardCase, RaiseHardCase
from domain.chapters.handling.facts import HardCaseDecided, HardCaseRaised
from domain.chapters.handling.result import WORK
from domain.duties.due_dates import start
from domain.order.clause import applies, decides
from domain.order.clock import ClockChange
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.terms import OF_A_UNIT, HardCaseLevel
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Role, State

OCCASION: Final = "hard_case"
DECIDES: Final = {
    HardCaseLevel.HOTLINE: Role.HOTLINE_HEAD,
    HardCaseLevel.CITY_OFFICE: Role.CITY_OFFICE,
    HardCaseLevel.JOINT_MEETING: Role.JOINT_MEETING,
    HardCaseLevel.EXECUTIVE_MEETING: Role.CITY_OFFICE,
}
"""Who says what is to be done; the city office speaks for the executive meeting (WF-28)."""
ABOVE: Final = {
    HardCaseLevel.HOTLINE: (HardCaseLevel.CITY_OFFICE, HardCaseLevel.JOINT_MEETING),
    HardCaseLevel.CITY_OFFICE: (HardCaseLevel.JOINT_MEETING, HardCaseLevel.EXECUTIVE_MEETING),
    HardCaseLevel.JOINT_MEETING: (),
    HardCaseLevel.EXECUTIVE_MEETING: (),
}
"""Where a case may go next: no level is left out (WF-28); the joint meeting is XS-03's way."""


@decides(RaiseHardCase)
def raise_hard_case(docket: Docket, command: RaiseHardCase) -> None:
    """T28: the unit, or the hotline for it, says that the unit cannot solve it; clocks run on."""
    order = docket.order
    state = order.state
    in_hand = state in (State.HANDLING, State.HARDCASE)
    docket.require(in_hand, "not_being_handled", "T:T28", about=(state,))
    if docket.actor.role in OF_A_UNIT:
        require_own_unit(docket, "T:T28")
        docket.require(order.hard_case is None, "unit_may_not_raise_on", "T:T28", "WF-28")
    docket.require_texts("opinion", basis=("T:T28", "WF-28"))
    allowed = ABOVE[order.hard_case] if order.hard_case else (HardCaseLevel.HOTLINE,)
    docket.require(command.level in allowed, "not_the_next_level", "WF-28", "XS-03", about=allowed)
    raise_to_level(docket, command.level, "T:T28", "WF-28", "SM-05", "XS-03")


def raise_to_level(docket: Docket, level: HardCaseLevel, *basis: str) -> None:
    """Put the case before a level, which owes its opinion by a clock of its own (default)."""
    docket.record(
        HardCaseRaised(level=level),
        *docket.done(ClockName.RECHECK),
        *start(docket.order, ClockName.RECHECK, DECIDES[level], docket.now, OCCASION),
        basis=basis,
    )


@applies(HardCaseRaised)
def _raised(order: Order, content: HardCaseRaised, _: Fact) -> Order:
    return changing(order, state=State.HARDCASE, hard_case=content.level)


@decides(DecideHardCase)
def decide_hard_case(docket: Docket, _: DecideHardCase) -> None:
    """T28: the opinion of those before whom the case lies sends it back to its unit."""
    level, state = docket.order.hard_case, docket.order.state
    if level is None or state is not State.HARDCASE:
        docket.refuse("not_a_hard_case", "T:T28", about=(state,))
    docket.require(docket.actor.role is DECIDES[level], "lies_elsewhere", "T:T28", about=(level,))
    docket.require_texts("opinion", basis=("T:T28", "WF-28"))
    docket.record(
        HardCaseDecided(level=level),
        *docket.done(ClockName.RECHECK),
        *_work_again(docket),
        basis=("T:T28", "WF-28", "XS-03"),
    )


def _work_again(docket: Docket) -> tuple[ClockChange, ...]:
    """A unit whose clock had ended works again within the limit of a rework (default)."""
    order = docket.order
    if any(order.open_clock(name) for name in WORK):
        return ()
    return start(order, ClockName.REWORK, order.unit, docket.now)


@applies(HardCaseDecided)
def _decided(order: Order, _: HardCaseDecided, __: Fact) -> Order:
    return changing(order, state=State.HANDLING, hard_case=None, result=None)


def reworks_used_up(docket: Docket) -> None:
    """T40: a caller dissatisfied after the last rework brings the case before the hotline."""
    raise_to_level(docket, HardCaseLevel.HOTLINE, "T:T40", "G:G15", "X:X8", "SM-05")


def may_be_answered_for_good(order: Order) -> bool:
    """T39, T40: a recheck may end with the final answer, and so may what came from one."""
    came_from_recheck = order.state is State.HARDCASE and order.result is not None
    return order.state is State.RECHECK or came_from_recheck
