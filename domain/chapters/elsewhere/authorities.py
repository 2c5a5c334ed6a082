"""Lines and authorities that something is passed on to, and when they are in force."""

from zoneinfo import ZoneInfo

from domain.chapters.elsewhere.rules import TransferTarget
from domain.order.decision import Decision
from domain.order.refusal import refusal

TRANSFER_NOT_IN_FORCE = refusal("transfer_not_in_force")


def require_in_force(decision: Decision, target: TransferTarget) -> None:
    """C15, C16: whom demands are passed on to changes with the years."""
    today = decision.now.astimezone(ZoneInfo(decision.order.dossier.calendar.time_zone)).date()
    valid = target.is_valid(today)
    rules = ("C:C15", "C:C16", *target.rules)
    decision.require(valid, TRANSFER_NOT_IN_FORCE, *rules, about=(target.code,))
