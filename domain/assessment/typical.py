"""Typical orders: what of a month is worth summing up, and by which facts (SM-09)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from domain.assessment.figure import DESK, Figure, Indicator, Mark, MarkedOrder
from domain.assessment.scorecard import Called, Scorecard, Seqs
from domain.assessment.when import When
from domain.vocabulary import Level

OF_EACH: Final = 3
"""So many orders stand for each kind, those that were closed first (a default)."""
DELIGHTED: Final = 1
GRAVE: Final = Level.L3
"""From here on another body than the hotline supervises."""
SUMMED_UP: Final = ("SM-09",)
Shows = Callable[[Scorecard], Seqs]
"""The facts by which an order is typical; none if it is not."""


def examples(figure: Figure) -> tuple[MarkedOrder, ...]:
    """The orders that stand for a kind."""
    return tuple(sorted(figure.behind, key=_closed_first)[:OF_EACH])


def _closed_first(line: MarkedOrder) -> tuple[datetime | None, str]:
    return line.mark.when.at, line.order


def _praised(card: Scorecard) -> Seqs:
    """In time, never done again, and the caller very satisfied."""
    late = any(duty.lapsed for duty in card.handled)
    last = _last_call(card)
    if last is None or not last.solved or last.level != DELIGHTED or late or card.reworks:
        return ()
    return (last.seq,)


def _late_and_unhappy(card: Scorecard) -> Seqs:
    lapsed = [duty for duty in card.handled if duty.lapsed]
    last = _last_call(card)
    if not lapsed or last is None or last.content:
        return ()
    return (*lapsed[0].seqs, last.seq)


def _done_again(card: Scorecard) -> Seqs:
    return card.reworks


def _contradicted(card: Scorecard) -> Seqs:
    """The unit had called it solved, and its caller said that it was not."""
    calls = (one for one in card.callbacks if one.unit_says_solved and not one.solved)
    return tuple(seq for one in calls for seq in (*one.unit_says_solved, one.seq))


def _gone_to_and_fro(card: Scorecard) -> Seqs:
    """Dispatched to one unit after another."""
    return tuple(one.seq for one in card.deliveries) if len(card.deliveries) > 1 else ()


def _gravely_supervised(card: Scorecard) -> Seqs:
    return tuple(one.seq for one in card.raised if one.level >= GRAVE)


def _came_again(card: Scorecard) -> Seqs:
    return tuple(one.seq for one in card.repeats)


def _last_call(card: Scorecard) -> Called | None:
    return card.callbacks[-1] if card.callbacks else None


def _kind(code: str, shows: Shows) -> Indicator:
    """A count of the closed orders that show one thing, by the day of the closing."""

    def marks(card: Scorecard) -> Iterator[Mark]:
        if card.closed is not None and (seqs := shows(card)):
            when = When(card.closed.at)
            yield Mark(card.unit or DESK, owed=False, done=True, seqs=seqs, when=when)

    return Indicator(code=code, basis=SUMMED_UP, marks=marks, is_share=False)


TYPICAL: Final = (
    _kind("praised", _praised),
    _kind("late_and_unhappy", _late_and_unhappy),
    _kind("done_again", _done_again),
    _kind(
        "contradicted",
        _contradicted,
    ),
    _kind("to_and_fro", _gone_to_and_fro),
    _kind("gravely_supervised", _gravely_supervised),
    _kind("came_again", _came_again),
)
