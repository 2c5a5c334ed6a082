"""The public answer: a second text beside the reply, and free of the person."""

from typing import Final

from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.vocabulary import ItemType

REPORT_NOT_MADE_PUBLIC = refusal("report_not_made_public")

PUBLIC: Final = "public_answer"


def made_public(decision: Decision) -> tuple[str, ...]:
    """G26: name the rule where a public text was given; a report may have none (default)."""
    if PUBLIC not in decision.filled:
        return ()
    report = decision.order.item_type is ItemType.REPORT
    decision.require(not report, REPORT_NOT_MADE_PUBLIC, "G:G26", "WF-08")
    return ("G:G26",)
