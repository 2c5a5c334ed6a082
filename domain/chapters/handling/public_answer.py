"""The public answer (公开答复): a second text beside the reply, and free of the person."""

from typing import Final

from domain.order.decision import Docket
from domain.vocabulary import ItemType

PUBLIC: Final = "public_answer"


def made_public(docket: Docket) -> tuple[str, ...]:
    """G26: name the rule where a public text was given; a report may have none (default)."""
    if PUBLIC not in docket.filled:
        return ()
    report = docket.order.item_type is ItemType.REPORT
    docket.require(not report, "report_not_made_public", "G:G26", "WF-08")
    return ("G:G26",)
