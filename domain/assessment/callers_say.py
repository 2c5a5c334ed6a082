"""What callers say at the callback: K4 solved, K5 satisfied, K12 against what the unit says."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from domain.assessment.figure import DESK, Indicator, Mark
from domain.assessment.scorecard import Called, Scorecard
from domain.assessment.when import When
from domain.chapters.closing.terms import ClosingKind

LEVELS: Final = range(1, 6)
"""The answers of a callback, from very satisfied to very dissatisfied."""


def solved(card: Scorecard) -> Iterator[Mark]:
    """K4: the caller says that it is solved; what was explained as unreasonable is left out."""
    closed = card.closed
    if closed is not None and closed.kind is ClosingKind.EXPLAINED:
        return
    for called in card.callbacks:
        if not called.unreasonable:
            yield _answered(called, called.solved)


def satisfied(card: Scorecard) -> Iterator[Mark]:
    """K5: levels 1 to 3 of five, or as the order's own law sets it."""
    for called in card.callbacks:
        yield _answered(called, called.content)


def at_level(level: int, card: Scorecard) -> Iterator[Mark]:
    """K5: the raw answers, always shown beside the share."""
    for called in card.callbacks:
        if called.level == level:
            yield _answered(called, True)


def contradicted(card: Scorecard) -> Iterator[Mark]:
    """K12: the unit has called it solved and the caller says that it is not."""
    for called in card.callbacks:
        contradicts = bool(called.unit_says_solved) and not called.solved
        yield _answered(called, contradicts, *called.unit_says_solved)


def _answered(called: Called, done: bool, *also: int) -> Mark:
    """By the day of the callback; what was in vain is no evaluation (G14)."""
    unit, seqs = called.unit or DESK, (*also, called.seq)
    return Mark(unit, owed=True, done=done, seqs=seqs, when=When(called.at))


CALLERS_SAY: Final = (
    Indicator(code="K4", basis=("K:K4",), marks=solved),
    Indicator(code="K5", basis=("K:K5", "WF-31"), marks=satisfied),
    *(
        Indicator(
            code=f"K5.{level}",
            basis=("K:K5",),
            marks=partial(at_level, level),
            is_share=False,
        )
        for level in LEVELS
    ),
    Indicator(
        code="K12",
        basis=("K:K12",),
        marks=contradicted,
    ),
)
