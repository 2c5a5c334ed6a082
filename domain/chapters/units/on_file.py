"""What a unit's file takes and what an order takes: neither takes the other's acts."""

from typing import Final

from domain.chapters.intake.commands import Register
from domain.chapters.law_change.commands import ChangeCalendar, ChangeRuleSet
from domain.chapters.supervision.commands import ClearSupervision, RaiseSupervision
from domain.chapters.units.commands import (
    CloseUnitFile,
    FileStaffChange,
    OpenUnitFile,
    ReportStaffChange,
    ScheduleInPerson,
)
from domain.order.command import Command
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.vocabulary import State

NOT_ON_A_UNIT_FILE = refusal("not_on_a_unit_file")
NO_UNIT_FILE = refusal("no_unit_file")

BEGINS: Final = (Register, OpenUnitFile)
"""The acts that begin an order, or a unit's file."""
OWN: Final = (ReportStaffChange, FileStaffChange, ScheduleInPerson, CloseUnitFile)
LIKE_AN_ORDER: Final = (RaiseSupervision, ClearSupervision, ChangeCalendar, ChangeRuleSet)
BASIS: Final = ("WF-05", "SY20-10")


def require_right_book(decision: Decision, command: Command) -> None:
    """WF-05: demands are no business of a unit's file, and its duties none of an order's."""
    if decision.order.state is State.ON_FILE:
        taken = isinstance(command, (*OWN, *LIKE_AN_ORDER))
        decision.require(taken, NOT_ON_A_UNIT_FILE, *BASIS, about=(command.name,))
    else:
        decision.require(not isinstance(command, OWN), NO_UNIT_FILE, *BASIS)
