"""Lines and authorities that something is passed on to, and when they are in force."""

from zoneinfo import ZoneInfo

from domain.chapters.elsewhere.rules import TransferTarget
from domain.order.decision import Decision
from domain.order.refusal import refusal

TRANSFER_NOT_IN_FORCE = refusal("transfer_not_in_force")


UNKNOWN_TRANSFER = refusal("unknown_transfer")


def require_listed_target(decision: Decision, code: str) -> TransferTarget:
    """T04: demands are passed on to whom the law lists, and to nobody else (C7, AH-12)."""
    target = decision.order.dossier.pack.transfer(code)
    if target is None:
        decision.refuse(UNKNOWN_TRANSFER, "T:T04", "C:C7", about=(code,))
    require_in_force(decision, target)
    return target


def require_in_force(decision: Decision, target: TransferTarget) -> None:
    """C15, C16: whom demands are passed on to changes with the years."""
    today = decision.now.astimezone(ZoneInfo(decision.order.dossier.calendar.time_zone)).date()
    valid = target.is_valid(today)
    rules = ("C:C15", "C:C16", *target.rules)
    decision.require(valid, TRANSFER_NOT_IN_FORCE, *rules, about=(target.code,))
