"""What went back or up: K6 rework, K7 returns, K9 repeats, K11 supervision."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from domain.assessment.figure import DESK, Indicator, Mark
from domain.assessment.punctuality import first_sent
from domain.assessment.scorecard import Closing, DispatchToUnit, Raised, Scorecard, Seqs
from domain.assessment.when import When
from domain.vocabulary import Level

REPEATED_WITHIN: Final = timedelta(days=30)
"""K9: what comes again later than this counts as a matter of its own."""
WATCHED_FROM: Final = Level.L2
"""From here on supervision is an order of its own; L1 is an urging (WF-32)."""


def reworked(card: Scorecard) -> Iterator[Mark]:
    """K6: closed in the period, and done again at least once."""
    closed = card.closed
    if closed is not None:
        done, seqs = bool(card.reworks), (*card.reworks, closed.seq)
        unit, when = closed.unit or DESK, When(closed.at)
        yield Mark(unit, owed=True, done=done, seqs=seqs, when=when)


def return_requested(card: Scorecard) -> Iterator[Mark]:
    """K7: dispatches that the unit asked to give back; by the day of the dispatch."""
    for sent in card.deliveries:
        yield _sent(sent, sent.returned)


def wrongly_dispatched(card: Scorecard) -> Iterator[Mark]:
    """K7: dispatches that were taken back with approval or recalled; by the day of the dispatch.
    They are the desk's and not the unit's."""
    for sent in (*card.deliveries, *card.recalled):
        yield _sent(sent, _back(sent))._replace(unit=DESK)


def wrongly_accepted(card: Scorecard) -> Iterator[Mark]:
    """G5: dispatches that the unit gave back late, rightly: it had taken in what was not its own;
    by the day of the dispatch."""
    for sent in card.deliveries:
        yield _sent(sent, _back(sent) if sent.late else ())


def _back(sent: DispatchToUnit) -> Seqs:
    return () if sent.approved is None else (sent.approved,)


def repeated(card: Scorecard) -> Iterator[Mark]:
    """K9: demands that came again within 30 days of the closing, by their intake, of the orders
    closed in the period."""
    closed = card.closed
    if closed is not None:
        unit, when = closed.unit or DESK, When(closed.at)
        yield Mark(unit, owed=True, done=False, seqs=(closed.seq,), when=when)
    for again in card.repeats:
        earlier = [one for one in card.closings if _soon(one, again.at - one.at)]
        for one in earlier[-1:]:
            seqs, when = (one.seq, again.seq), When(again.at)
            yield Mark(one.unit or DESK, owed=False, done=True, seqs=seqs, when=when)


def _soon(_: Closing, later: timedelta) -> bool:
    return timedelta() <= later <= REPEATED_WITHIN


def supervised(level: Level, card: Scorecard) -> Iterator[Mark]:
    """K11: orders that reached this level in the period, of those first dispatched in it."""
    yield from first_sent(card)
    for raised, when in _first_raised(card, level):
        unit = raised.unit or DESK
        yield Mark(unit, owed=False, done=True, seqs=(raised.seq,), when=when)


def brought_to_an_end(card: Scorecard) -> Iterator[Mark]:
    """K11: supervision orders of the period that have ended."""
    for raised, when in _first_raised(card, WATCHED_FROM):
        cleared = () if raised.cleared is None else (raised.cleared,)
        unit, seqs = raised.unit or DESK, (raised.seq, *cleared)
        yield Mark(unit, owed=True, done=bool(cleared), seqs=seqs, when=when)


def _first_raised(card: Scorecard, level: Level) -> Iterator[tuple[Raised, When]]:
    """Of an order that climbed more than once, what a period sees first is what counts in it."""
    anew: datetime | None = None
    for raised in card.raised:
        if raised.level >= level:
            yield raised, When(raised.at, anew=anew)
            anew = raised.at


def _sent(sent: DispatchToUnit, back: Seqs) -> Mark:
    """A dispatch and what sent it back."""
    seqs, when = (sent.seq, *back), When(sent.at)
    return Mark(sent.unit, owed=True, done=bool(back), seqs=seqs, when=when)


TROUBLE: Final = (
    Indicator(code="K6", basis=("K:K6",), marks=reworked),
    Indicator(code="K7", basis=("K:K7",), marks=return_requested),
    Indicator(
        code="K7.approved",
        basis=("K:K7",),
        marks=wrongly_dispatched,
    ),
    Indicator(code="K7.late", basis=("K:K7", "G:G5"), marks=wrongly_accepted),
    Indicator(code="K9", basis=("K:K9",), marks=repeated),
    Indicator(
        code="K11",
        basis=("K:K11",),
        marks=partial(supervised, WATCHED_FROM),
    ),
    *(
        Indicator(
            code=f"K11.{level.name}",
            basis=("K:K11",),
            marks=partial(supervised, level),
        )
        for level in Level
        if level > Level.L0
    ),
    Indicator(
        code="K11.ended",
        basis=("K:K11",),
        marks=brought_to_an_end,
    ),
)
