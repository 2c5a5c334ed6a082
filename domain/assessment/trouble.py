"""What went back or up: K6 rework, K7 returns, K9 repeats, K11 supervision."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from typing import Final

from domain.assessment.figure import DESK, Indicator, Mark
from domain.assessment.period import Period
from domain.assessment.punctuality import first_sent
from domain.assessment.scorecard import Closing, Delivery, Scorecard
from domain.vocabulary import Level

REPEATED_WITHIN: Final = timedelta(days=30)
"""K9: what comes again later than this counts as a matter of its own."""
WATCHED_FROM: Final = Level.L2
"""From here on supervision is an order of its own; L1 is an urging (WF-32)."""


def reworked(card: Scorecard, period: Period) -> Iterator[Mark]:
    """K6: closed in the period, and done again at least once."""
    closed = card.closed
    if closed is not None and period.covers(closed.at):
        done, seqs = bool(card.reworks), (*card.reworks, closed.seq)
        yield Mark(closed.unit or DESK, owed=True, done=done, seqs=seqs)


def return_requested(card: Scorecard, period: Period) -> Iterator[Mark]:
    """K7: dispatches that the unit asked to give back; by the day of the dispatch."""
    for sent in _sent(card, period):
        yield Mark(sent.unit, owed=True, done=bool(sent.returned), seqs=(sent.seq, *sent.returned))


def return_approved(card: Scorecard, period: Period) -> Iterator[Mark]:
    """K7: wrong dispatches, taken back with approval; by the day of the dispatch."""
    for sent in _sent(card, period):
        approved = () if sent.approved is None else (sent.approved,)
        yield Mark(sent.unit, owed=True, done=bool(approved), seqs=(sent.seq, *approved))


def repeated(card: Scorecard, period: Period) -> Iterator[Mark]:
    """K9: demands that came again within 30 days of the closing, by their intake, of the orders
    closed in the period."""
    closed = card.closed
    if closed is not None and period.covers(closed.at):
        yield Mark(closed.unit or DESK, owed=True, done=False, seqs=(closed.seq,))
    for again in card.repeats:
        if not period.covers(again.at):
            continue
        earlier = [one for one in card.closings if _soon(one, again.at - one.at)]
        for one in earlier[-1:]:
            seqs = (one.seq, again.seq)
            yield Mark(one.unit or DESK, owed=False, done=True, seqs=seqs)


def _soon(_: Closing, later: timedelta) -> bool:
    return timedelta() <= later <= REPEATED_WITHIN


def supervised(level: Level, card: Scorecard, period: Period) -> Iterable[Mark]:
    """K11: orders that reached this level in the period, of those first dispatched in it."""
    sent = first_sent(card, period)
    for raised in card.raised:
        if raised.level >= level and period.covers(raised.at):
            return (*sent, Mark(raised.unit or DESK, owed=False, done=True, seqs=(raised.seq,)))
    return sent


def brought_to_an_end(card: Scorecard, period: Period) -> Iterator[Mark]:
    """K11: supervision orders of the period that have ended."""
    for raised in card.raised:
        if raised.level >= WATCHED_FROM and period.covers(raised.at):
            cleared = () if raised.cleared is None else (raised.cleared,)
            seqs = (raised.seq, *cleared)
            yield Mark(raised.unit or DESK, owed=True, done=bool(cleared), seqs=seqs)
            return


def _sent(card: Scorecard, period: Period) -> Iterator[Delivery]:
    for delivery in card.deliveries:
        if period.covers(delivery.at):
            yield delivery


TROUBLE: Final = (
    Indicator(code="K6", zh="发回重办率", en="done again", basis=("K:K6",), marks=reworked),
    Indicator(
        code="K7", zh="退单率", en="asked to be returned", basis=("K:K7",), marks=return_requested
    ),
    Indicator(
        code="K7.approved",
        zh="错派率",
        en="wrongly dispatched",
        basis=("K:K7",),
        marks=return_approved,
    ),
    Indicator(code="K9", zh="重复诉求率", en="came again", basis=("K:K9",), marks=repeated),
    Indicator(
        code="K11",
        zh="督办率",
        en="under supervision",
        basis=("K:K11",),
        marks=partial(supervised, WATCHED_FROM),
    ),
    *(
        Indicator(
            code=f"K11.{level.name}",
            zh=f"督办率({level.name})",
            en=f"reached {level.name}",
            basis=("K:K11",),
            marks=partial(supervised, level),
        )
        for level in Level
        if level > Level.L0
    ),
    Indicator(
        code="K11.ended",
        zh="督办办结率",
        en="supervision brought to an end",
        basis=("K:K11",),
        marks=brought_to_an_end,
    ),
)
