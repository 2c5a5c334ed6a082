"""Formulas found in practice (rulebook 4.1, 4.2): those by which published figures came out."""

from collections.abc import Iterator
from typing import Final

from domain.assessment.callers_say import satisfied
from domain.assessment.figure import DESK, Indicator, Mark, Marks
from domain.assessment.monthly import closed_by_the_end
from domain.assessment.period import Period
from domain.assessment.scorecard import Scorecard


def closed_of_dispatched(card: Scorecard, period: Period) -> Iterator[Mark]:
    """淮北: closed by the period's end, of the orders dispatched in it (1715/2274)."""
    for delivery in card.deliveries[:1]:
        if period.covers(delivery.at):
            closing = closed_by_the_end(card, period)
            seqs = (delivery.seq, *closing)
            yield Mark(delivery.unit, owed=True, done=bool(closing), seqs=seqs)


def in_time_of_dispatched(card: Scorecard, period: Period) -> Iterator[Mark]:
    """衡东: dispatched without a handling limit passed by the period's end ((1472-3)/1472)."""
    for delivery in card.deliveries[:1]:
        if period.covers(delivery.at):
            late = [
                duty
                for duty in card.handled
                if duty.was_kept is False and duty.lapsed and duty.lapsed < period.until
            ]
            seqs = (delivery.seq, *(seq for duty in late for seq in duty.seqs))
            yield Mark(delivery.unit, owed=True, done=not late, seqs=seqs)


def closed_of_valid(card: Scorecard, period: Period) -> Iterator[Mark]:
    """衡东: closed, the desk's own answers with them, of answered and dispatched (3285/3338)."""
    if card.answered is not None and not card.deliveries and period.covers(card.answered.at):
        yield Mark(DESK, owed=True, done=True, seqs=(card.answered.seq,))
    yield from closed_of_dispatched(card, period)


def answered_of_received(card: Scorecard, period: Period) -> Iterator[Mark]:
    """淮北: answered by the desk itself, of the demands received (6673/8947)."""
    if period.covers(card.opened):
        by_desk = card.answered is not None and not card.deliveries
        seqs = (1, *((card.answered.seq,) if card.answered else ()))
        yield Mark(DESK, owed=True, done=by_desk, seqs=seqs)


def reworked_of_received(card: Scorecard, period: Period) -> Iterator[Mark]:
    """衡东: done again, of the demands received (13/247)."""
    if period.covers(card.opened):
        unit = card.unit or DESK
        yield Mark(unit, owed=True, done=bool(card.reworks), seqs=(1, *card.reworks))


def dissatisfied(card: Scorecard, period: Period) -> Iterator[Mark]:
    """宁国: dissatisfied, of the orders called back (8/87)."""
    for mark in satisfied(card, period):
        yield mark._replace(done=not mark.done)


def _found(code: str, zh: str, en: str, marks: Marks, *basis: str) -> Indicator:
    return Indicator(
        code=code,
        zh=zh,
        en=en,
        basis=basis,
        marks=marks,
        judges=False,
    )


PRACTICE: Final = (
    _found("closed_of_dispatched", "办结率(淮北)", "closed of dispatched", closed_of_dispatched),
    _found("in_time_of_dispatched", "按时办结率(衡东)", "not late", in_time_of_dispatched),
    _found("closed_of_valid", "综合办结率(衡东)", "closed or answered", closed_of_valid),
    _found("answered_of_received", "直办率(淮北)", "answered at once", answered_of_received),
    _found("reworked_of_received", "发回重办率(衡东)", "done again", reworked_of_received),
    _found("satisfied_of_called", "满意率(岳阳)", "satisfied of called back", satisfied),
    _found("dissatisfied_of_called", "不满意率(宁国)", "dissatisfied", dissatisfied),
)
