"""The dispatch catalogue: what it says is followed, or somebody writes down why not."""

from typing import Final

from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.together.commands import SubDispatch
from domain.order.decision import Decision
from domain.order.refusal import refusal

NOT_THE_UNITS_RULE = refusal("not_the_units_rule")
NOT_A_TOWNS_DUTY = refusal("not_a_towns_duty")

DEPARTMENT_HOSTS = refusal("department_hosts")

PUSHED_DOWN: Final = ("WF-30", "X:X20", "NA-07")


def require_catalogue_kept(decision: Decision, command: Dispatch) -> None:
    """T09: a rule that is named gives the unit; without one, or against the most specific one
    that fits, the dispatcher writes down why. Where a department and a county are named for one
    matter, the department hosts (WF-29)."""
    given = command.rule_unit
    about = (command.rule, given)
    decision.require(given in ("", command.unit), NOT_THE_UNITS_RULE, "T:T09", about=about)
    beside = command.departments
    decision.require(not beside, DEPARTMENT_HOSTS, "WF-29", "X:X19", about=beside)
    if departs(command):
        decision.require_texts("note", basis=("T:T09", "C:C11"))


def departs(command: Dispatch) -> bool:
    """Whether the catalogue knows a rule that fits and the dispatch does not follow it."""
    followed = bool(command.rule) and command.unit == command.expected_unit
    return bool(command.expected_unit) and not followed


def require_listed(decision: Decision, command: Dispatch | SubDispatch, entry: str) -> None:
    """WF-30: a town gets only what the list of local duties makes its own.

    Default: where the catalogue keeps no such list, the entry that the paper names counts."""
    allowed = command.listed_rule if command.list_kept else entry
    decision.require(not command.to_town or bool(allowed), NOT_A_TOWNS_DUTY, *PUSHED_DOWN)
