"""Recusal: a complaint about a unit goes to its superior and never to the unit itself."""

from typing import Final

from domain.order.decision import Decision
from domain.order.refusal import refusal

UNIT_COMPLAINED_ABOUT = refusal("unit_complained_about")

ACCUSED: Final = ("X:X26", "WF-06", "HN-05", "SY20-12")


def require_not_accused(decision: Decision, *units: str) -> None:
    """X26: neither dispatched, designated nor passed on to the unit that is complained about.

    Default: the territorial fallback of an emergency stays, because people come first (SY20-22)."""
    accused = decision.order.about_unit
    lawful = not accused or accused not in units
    decision.require(lawful, UNIT_COMPLAINED_ABOUT, *ACCUSED, about=(accused,))
