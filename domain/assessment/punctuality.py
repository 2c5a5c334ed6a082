"""Whether units kept time: K1 sign-in, K2 contact, K3 handling, K8 promises, K10 arrival."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from domain.assessment.figure import Indicator, Mark
from domain.assessment.scorecard import ClockedDuty, Scorecard
from domain.assessment.when import When
from domain.order.clock import Outcome
from domain.vocabulary import ClockName

SENT: Final = ("Dispatched", "Designated")


def signed_in(card: Scorecard) -> Iterator[Mark]:
    """K1: a person signed in by the due; by the day of the dispatch.

    Defaults: what was given back in time without a sign-in, and what a pack sets no limit, is
    left out."""
    for duty in _sent(card, ClockName.ACCEPT):
        given_back = duty.was_kept and duty.ended_by != "AcceptedByUnit"
        if not given_back and duty.was_kept is not None:
            yield _judged(duty, duty.started)


def contacted(card: Scorecard) -> Iterator[Mark]:
    """K2, secondary: the caller was reached by the due; by the day of the dispatch."""
    for duty in _sent(card, ClockName.CONTACT):
        if duty.was_kept is not None:
            yield _judged(duty, duty.started)


def contacted_says_the_caller(card: Scorecard) -> Iterator[Mark]:
    """K2: the caller says so, or the contact is on record in time; by the day of the callback."""
    for called in card.callbacks:
        duties = [
            duty
            for duty in card.duties
            if duty.name is ClockName.CONTACT and duty.owner == called.unit and duty.was_kept
        ]
        on_record = tuple(seq for duty in duties for seq in duty.seqs)
        done = called.contacted or bool(duties)
        seqs, when = (*on_record, called.seq), When(called.at)
        yield Mark(called.unit, owed=True, done=done, seqs=seqs, when=when)


def handled_in_time(card: Scorecard) -> Iterator[Mark]:
    """K3: what the review passed was handed in by the due; by the day of the due.

    Defaults: what waits for its review is not judged yet; what was promised for a day instead
    counts with K8; what ended lawfully before its due does not count (X10)."""
    for duty in card.handled:
        if is_judged(duty):
            yield _judged(duty, duty.due)


def is_judged(duty: ClockedDuty) -> bool:
    """Whether it can be said of a handling duty that it was kept or missed."""
    return duty.was_kept is False or (duty.was_kept is True and duty.reviewed)


def extended(card: Scorecard) -> Iterator[Mark]:
    """K8: approved extensions, by approval, of the orders first dispatched in the period."""
    yield from first_sent(card)
    for noted in card.extensions:
        when = When(noted.at)
        yield Mark(noted.unit, owed=False, done=True, seqs=(noted.seq,), when=when)


def promise_kept(card: Scorecard) -> Iterator[Mark]:
    """K8: promises kept, of those due in the period."""
    for duty in card.duties:
        if duty.name is ClockName.PROMISE and duty.was_kept is not None:
            yield _judged(duty, duty.due)


def arrived(card: Scorecard) -> Iterator[Mark]:
    """K10: on the spot in time, or kept away by what was recognised as force majeure (X5); each by
    its own feet, the territorial government too (SY18-08, SY20-22). The
    time that the shift lead granted anew is no second dispatch."""
    for duty in card.duties:
        if duty.name is not ClockName.ARRIVE or duty.begun_by == "ForceMajeureApproved":
            continue
        exempt = duty.outcome is Outcome.EXEMPT
        if exempt or duty.was_kept is not None:
            yield _judged(duty, duty.started)._replace(done=exempt or bool(duty.was_kept))


def _sent(card: Scorecard, name: ClockName) -> Iterator[ClockedDuty]:
    for duty in card.duties:
        if duty.name is name and duty.begun_by in SENT:
            yield duty


def _judged(duty: ClockedDuty, at: datetime) -> Mark:
    done, when = bool(duty.was_kept), When(at)
    return Mark(duty.owner, owed=True, done=done, seqs=duty.seqs, when=when)


def first_sent(card: Scorecard) -> tuple[Mark, ...]:
    """An order counts where it was first dispatched, in the period of that day."""
    return tuple(
        Mark(first.unit, owed=True, done=False, seqs=(first.seq,), when=When(first.at))
        for first in card.deliveries[:1]
    )


PUNCTUALITY: Final = (
    Indicator(code="K1", basis=("K:K1",), marks=signed_in),
    Indicator(
        code="K2",
        basis=("K:K2",),
        marks=contacted_says_the_caller,
    ),
    Indicator(code="K2.contact", basis=("K:K2",), marks=contacted),
    Indicator(code="K3", basis=("K:K3",), marks=handled_in_time),
    Indicator(code="K8", basis=("K:K8",), marks=extended),
    Indicator(code="K8.promise", basis=("K:K8",), marks=promise_kept),
    Indicator(
        code="K10",
        basis=("K:K10", "X:X5"),
        marks=arrived,
    ),
)
