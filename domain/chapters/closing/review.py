"""Review: somebody else than the unit reads the result before the caller is called."""

import hashlib
from datetime import datetime
from typing import Final

from domain.chapters.closing.commands import PassReview, RejectReview
from domain.chapters.closing.ending import close, closing_of, require_state
from domain.chapters.closing.facts import ReviewPassed, ReviewRejected
from domain.chapters.elsewhere.upstream import report_upstream
from domain.chapters.handling.in_hand import WORK
from domain.chapters.handling.promises import progress_owed
from domain.chapters.together.splitting import REVIEW_DESK, require_parts_ended
from domain.duties.due_dates import start
from domain.order.clause import applies, decides
from domain.order.clock import Clock, ClockChange, ClockReopened, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, ItemType, State

NOT_PENDING_REVIEW = refusal("not_pending_review")
OWN_UNIT_MAY_NOT_REVIEW = refusal("own_unit_may_not_review")
DISPATCHER_MAY_NOT_REVIEW = refusal("dispatcher_may_not_review")
SHARES_STILL_OWED = refusal("shares_still_owed")

CALLBACK_DESK: Final = "callback_desk"
ANSWERED: Final = (*WORK, ClockName.PROMISE)
"""The clocks of a unit that a result answers: the last of them is the one that it ended."""
BESIDE: Final = (ClockName.TOTAL, ClockName.INTERIM_REPLY)
"""What a result ends together with the unit's own clock."""


@decides(PassReview)
def pass_review(decision: Decision, command: PassReview) -> None:
    """T31, T32: reviewed by somebody else than the unit; then the callback, or the closing."""
    require_state(decision, State.PENDING_REVIEW, NOT_PENDING_REVIEW, "T:T31")
    require_parts_ended(decision)
    order = decision.order
    decision.require(decision.actor.unit != order.unit, OWN_UNIT_MAY_NOT_REVIEW, "AH-09", "SM-04")
    dispatched = decision.actor.is_one_of(order.dispatchers)
    decision.require(not dispatched, DISPATCHER_MAY_NOT_REVIEW, "AH-09", "T:T31")
    passed = ReviewPassed(without=_shares_not_waited_for(decision, command))
    owed = callback_owed(order)
    clocks = start(order, ClockName.CALLBACK, CALLBACK_DESK, decision.now) if owed else ()
    reviewed = decision.done(ClockName.REVIEW, owner=REVIEW_DESK)
    shares = decision.stop(Outcome.RELEASED, ClockName.COHOST)
    decision.record(passed, *reviewed, *shares, *clocks, basis=("SM-04", "T:T31"))
    report_upstream(decision)
    if not owed:
        unasked = () if order.reply_wanted else ("WF-22", "X:X24")
        close(decision, closing_of(order), "T:T32", "G:G13", "C:C13", *unasked)


def _shares_not_waited_for(decision: Decision, command: PassReview) -> tuple[str, ...]:
    """WF-27, G9: a share that is owed is waited for, or named and given up with a reason."""
    clocks = decision.order.open_clocks()
    owed = tuple(sorted(clock.owner for clock in clocks if clock.name is ClockName.COHOST))
    named = tuple(sorted(command.without))
    decision.require(named == owed, SHARES_STILL_OWED, "WF-27", "G:G9", "T:T20", about=owed)
    if owed:
        decision.require_texts("note", basis=("WF-27", "G:G9", "T:T20"))
    return owed


@applies(ReviewPassed)
def _review_passed(order: Order, _: ReviewPassed, __: Fact) -> Order:
    return changing(order, state=State.PENDING_CALLBACK, attempts=())


def callback_owed(order: Order) -> bool:
    """G13: every help, complaint and report; a sample of the rest; never praise or no reply."""
    rules = order.dossier.pack.callback
    if not order.reply_wanted or order.item_type is ItemType.PRAISE:
        return False
    return order.item_type in rules.types.value or _drawn(order.number, rules.sample_percent.value)


def _drawn(number: str, percent: int) -> bool:
    """Draw a sample that nobody can influence and everybody can check: by the order's number."""
    return int(hashlib.sha256(number.encode()).hexdigest(), 16) % 100 < percent


@decides(RejectReview)
def reject_review(decision: Decision, _: RejectReview) -> None:
    """T30: false, incomplete or without contact; the unit's clock goes on from its original due."""
    require_state(decision, State.PENDING_REVIEW, NOT_PENDING_REVIEW, "T:T30")
    decision.require(
        decision.actor.unit != decision.order.unit, OWN_UNIT_MAY_NOT_REVIEW, "AH-09", "SM-04"
    )
    dispatched = decision.actor.is_one_of(decision.order.dispatchers)
    decision.require(not dispatched, DISPATCHER_MAY_NOT_REVIEW, "AH-09", "T:T30")
    decision.require_texts("reason", basis=("SM-04", "T:T30"))
    decision.record(
        ReviewRejected(),
        *decision.done(ClockName.REVIEW, owner=REVIEW_DESK),
        *owed_again(decision.order, decision.now),
        basis=("SM-04", "T:T30"),
    )


def owed_again(order: Order, now: datetime) -> tuple[ClockChange, ...]:
    """What the result had ended goes on from its original due; a promise that was not kept after
    all is reported on again (T30, T48, G8)."""
    answered = [clock for clock in order.clocks.values() if clock.name in ANSWERED][-1:]
    promised = [clock for clock in answered if clock.name is ClockName.PROMISE]
    reports = progress_owed(order, now) if promised else ()
    return (*_ended_with(order, answered), *reports)


def _ended_with(order: Order, answered: list[Clock]) -> tuple[ClockReopened, ...]:
    """The clocks that the rejected result had ended: the unit's last, and the city's own."""
    ends = {clock.ended for clock in answered}
    ended = [
        clock
        for clock in order.clocks.values()
        if clock in answered or (clock.name in BESIDE and clock.ended in ends)
    ]
    return tuple(ClockReopened(id=clock.id) for clock in ended)


@applies(ReviewRejected)
def _review_rejected(order: Order, _: ReviewRejected, __: Fact) -> Order:
    return with_the_unit(order)


def with_the_unit(order: Order) -> Order:
    """Return the order as the unit has it whose result did not hold."""
    promised = order.open_clock(ClockName.PROMISE) is not None
    return changing(order, state=State.COMMITTED if promised else State.HANDLING, result=None)
