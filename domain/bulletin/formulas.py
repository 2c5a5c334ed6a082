"""How every figure of the bulletin is computed, in words."""

from typing import Final

from domain.bulletin.content import Formula
from domain.bulletin.material import Names

SEVEN: Final = "SM-07"
BASIS: Final = (SEVEN, "SM-09", "WF-36")
"""Monthly figures, typical orders, and a regular analysis for the government."""
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
    **{f"K{place}": f"K:K{place}" for place in range(1, 13)},
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
