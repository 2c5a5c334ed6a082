"""Lines and authorities that something is passed on to (转办渠道), and when they are in force."""

from zoneinfo import ZoneInfo

from domain.chapters.elsewhere.rules import TransferTarget
from domain.order.decision import Docket


def require_in_force(docket: Docket, target: TransferTarget) -> None:
    """C15, C16: whom demands are passed on to changes with the years."""
    today = docket.now.astimezone(ZoneInfo(docket.order.dossier.calendar.time_zone)).date()
    valid = target.is_valid(today)
    rules = ("C:C15", "C:C16", *target.rules)
    docket.require(valid, "transfer_not_in_force", *rules, about=(target.code,))
