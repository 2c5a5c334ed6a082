"""What is open in which state of an order, and what is not: each state asked one by one."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.chapters.closing.commands import EnterProcedure
from domain.chapters.closing.terms import ProcedureKind
from domain.chapters.dispatch.commands import Contact, OpenDispute, RequestReturn
from domain.chapters.handling.commands import Commit, Pause, RaiseHardCase
from domain.chapters.handling.terms import PauseReason
from domain.chapters.intake.commands import AcceptForDispatch, Reclassify
from domain.law.bodies import HardCaseLevel
from domain.order.command import Command
from domain.vocabulary import ItemClass, ItemType, State
from tests.domain.case import BY_PHONE, Case
from tests.domain.often import STOP

HARD = RaiseHardCase(level=HardCaseLevel.HOTLINE)
PROMISE = Commit(promise_date=date(2026, 4, 20), **BY_PHONE)
WAITS = Pause(reason=PauseReason.SUPERIOR_INSTRUCTION)
TOLD = ("explanation", "plan", "progress")
CONSULT = Reclassify(type=ItemType.CONSULT, class_=ItemClass.OTHER)
SUED = EnterProcedure(procedure=ProcedureKind.LITIGATION, case_no="2026-17", authority="court")


def in_hand(role: str, command: Command, *texts: str) -> Callable[[], Case]:
    """A unit has the order, and somebody does one thing more."""
    return lambda: Case().signed_in().by(role).does(command, *texts)


def given_back() -> Case:
    """The unit says that it is not its duty."""
    return in_hand("unit_clerk", RequestReturn(proposed_unit="roads"), "reason", "basis")()


LIVES: dict[State, Callable[[], Case]] = {
    State.INTAKE: lambda: Case().register(),
    State.QUEUED: lambda: Case().register().does(AcceptForDispatch()),
    State.PENDING_ACCEPT: lambda: Case().dispatched(),
    State.HANDLING: lambda: Case().signed_in(),
    State.PAUSED: in_hand("hotline_head", WAITS),
    State.RETURN_REVIEW: given_back,
    State.DISPUTED: lambda: given_back().by("dispatcher").does(OpenDispute(), "reason"),
    State.COMMITTED: in_hand("unit_clerk", PROMISE, *TOLD),
    State.TERM_REVIEW: in_hand("unit_clerk", STOP, "application"),
    State.HARDCASE: in_hand("unit_clerk", HARD, "opinion"),
    State.PENDING_REVIEW: lambda: Case().signed_in().solved(),
    State.PENDING_CALLBACK: lambda: Case().to_callback(),
    State.RECHECK: lambda: Case().to_recheck(),
}
"""How an order comes into each state in which it still lives."""
NOBODYS = "INTAKE QUEUED DISPUTED"
DONE = "PENDING_REVIEW PENDING_CALLBACK RECHECK"
UNSIGNED = "PENDING_ACCEPT RETURN_REVIEW"
BEGUN = "HANDLING PAUSED COMMITTED TERM_REVIEW HARDCASE"
OPEN: list[tuple[str, str, Command, str, str, str]] = [
    ("T:T50 G:G21 X:X11", "hotline_head", SUED, f"{BEGUN} {DONE}", "not_yet_in_hand", ""),
    ("T:T19 JT-05", "unit_clerk", Contact(), f"{UNSIGNED} {BEGUN}", "not_with_a_unit", "water"),
    (
        "T:T45",
        "dispatcher",
        CONSULT,
        f"{NOBODYS} {UNSIGNED} HANDLING PAUSED",
        "reclassified_too_late",
        "",
    ),
]
"""Its rules, who acts and how, in which states it is open, what is said in all others, its unit."""
ASKED = [
    pytest.param(
        state,
        role,
        command,
        state in open_in.split(),
        otherwise,
        unit,
        marks=pytest.mark.rule(*rules.split()[: None if state in open_in.split() else 1]),
        id=f"{command.name} {state}",
    )
    for rules, role, command, open_in, otherwise, unit in OPEN
    for state in LIVES
    if not (unit and state in ("INTAKE", "QUEUED"))
]


@pytest.mark.parametrize(("state", "role", "command", "is_open", "otherwise", "unit"), ASKED)
def test_it_is_open_in_these_states_and_closed_in_all_others(
    state: State, role: str, command: Command, is_open: bool, otherwise: str, unit: str
) -> None:
    case = LIVES[state]()
    assert case.state is state
    case.by(role, of=unit)
    if is_open:
        case.does(command, "reason", "explanation")
    else:
        assert case.refused(command, "reason", "explanation") == otherwise
