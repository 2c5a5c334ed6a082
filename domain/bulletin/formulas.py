"""How every figure of the bulletin is computed, in words."""

from typing import Final

from domain.bulletin.content import Formula
from domain.bulletin.material import Names

SEVEN: Final = "SM-07"
BASIS: Final = (SEVEN, "SM-09", "WF-36", "SY20-04")
"""Monthly figures, typical orders, a regular analysis for the government, the office's bulletin."""
COUNTS: Final = (
    "received",
    "dispatched",
    "returns",
    "sent_on",
    "closed_late",
    "open_and_late",
    "promised",
)
"""Figures without anything below the line."""
EXPLAINED: Final = {
    "received": SEVEN,
    "dispatched": SEVEN,
    "closed_of_due": SEVEN,
    "satisfied": SEVEN,
    "returns": SEVEN,
    "sent_on": SEVEN,
    "closed_late": SEVEN,
    "open_and_late": SEVEN,
    "promised": SEVEN,
    "K1": "K:K1",
    "K2": "K:K2",
    "K3": "K:K3",
    "K4": "K:K4",
    "K5": "K:K5",
    "K6": "K:K6",
    "K7": "K:K7",
    "K8": "K:K8",
    "K9": "K:K9",
    "K10": "K:K10",
    "K11": "K:K11",
    "K12": "K:K12",
}
"""The figures that are explained, each with the rule that wants it."""


def formulas(names: Names) -> tuple[Formula, ...]:
    """The explanation of every figure."""
    return tuple(_formula(names, code, basis) for code, basis in EXPLAINED.items())


def _formula(names: Names, code: str, basis: str) -> Formula:
    is_count = code in COUNTS
    return Formula(
        code=code,
        name=names.say("bulletin.received") if code == "received" else names.indicator(code),
        above=names.say(f"bulletin.formulas.{code}.above"),
        below="" if is_count else names.say(f"bulletin.formulas.{code}.below"),
        basis=basis,
    )
