"""Formulas found in practice (rulebook 4.1, 4.2): those by which published figures came out."""

from collections.abc import Iterator
from typing import Final

from domain.assessment.callers_say import satisfied
from domain.assessment.figure import DESK, Indicator, Mark, Marks
from domain.assessment.monthly import closed_by_the_end, lapsed
from domain.assessment.scorecard import Scorecard
from domain.assessment.when import When, stages


def closed_of_dispatched(card: Scorecard) -> Iterator[Mark]:
    """Huaibei: closed by the period's end, of the orders dispatched in it (1715/2274)."""
    for delivery in card.deliveries[:1]:
        yield from closed_by_the_end(card, delivery.unit, delivery.at, (delivery.seq,))


def in_time_of_dispatched(card: Scorecard) -> Iterator[Mark]:
    """Hengdong: dispatched without a handling limit passed by the period's end ((1472-3)/1472)."""
    for delivery in card.deliveries[:1]:
        missed = [duty for duty in card.handled if duty.was_kept is False]
        for when, late in stages(delivery.at, lapsed(missed)):
            seqs = (delivery.seq, *(seq for duty in late for seq in duty.seqs))
            yield Mark(delivery.unit, owed=True, done=not late, seqs=seqs, when=when)


def closed_of_valid(card: Scorecard) -> Iterator[Mark]:
    """Hengdong: closed, the desk's answers too, of answered and dispatched (3285/3338)."""
    if card.answered is not None and not card.deliveries:
        seqs, when = (card.answered.seq,), When(card.answered.at)
        yield Mark(DESK, owed=True, done=True, seqs=seqs, when=when)
    yield from closed_of_dispatched(card)


def answered_of_received(card: Scorecard) -> Iterator[Mark]:
    """Huaibei: answered by the desk itself, of the demands received (6673/8947)."""
    by_desk = card.answered is not None and not card.deliveries
    seqs = (1, *((card.answered.seq,) if card.answered else ()))
    yield Mark(DESK, owed=True, done=by_desk, seqs=seqs, when=When(card.opened))


def reworked_of_received(card: Scorecard) -> Iterator[Mark]:
    """Hengdong: done again, of the demands received (13/247)."""
    unit, done, seqs = card.unit or DESK, bool(card.reworks), (1, *card.reworks)
    yield Mark(unit, owed=True, done=done, seqs=seqs, when=When(card.opened))


def dissatisfied(card: Scorecard) -> Iterator[Mark]:
    """Ningguo: dissatisfied, of the orders called back (8/87)."""
    for mark in satisfied(card):
        yield mark._replace(done=not mark.done)


def _found(code: str, marks: Marks, *basis: str) -> Indicator:
    return Indicator(
        code=code,
        basis=basis,
        marks=marks,
        judges=False,
    )


PRACTICE: Final = (
    _found("closed_of_dispatched", closed_of_dispatched),
    _found("in_time_of_dispatched", in_time_of_dispatched),
    _found("closed_of_valid", closed_of_valid),
    _found("answered_of_received", answered_of_received),
    _found("reworked_of_received", reworked_of_received),
    _found("satisfied_of_called", satisfied),
    _found("dissatisfied_of_called", dissatisfied),
)
