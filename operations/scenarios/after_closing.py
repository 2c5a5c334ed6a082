"""Scenarios that go on after closing: reopened, found false, objected to, followed up."""

from datetime import timedelta
from typing import Final

from domain.chapters.afterwards.commands import FindFalseClosure, Reopen
from domain.chapters.caller.commands import Object
from domain.chapters.closing.commands import Recheck
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import Register
from domain.vocabulary import ClockName, ItemType, ResultKind
from operations.scenarios.scenario import PlayedOrder, Steps, acts, waits, waits_past
from operations.scenarios.steps import DAY, HOUR, closed, handled, help_wanted, solved
from texts import zh

CARRIED_OUT_WITHIN: Final = timedelta(days=14)
EXPLAINED: Final = Recheck(decision=RecheckDecision.EXPLAIN)


def reopened(order: PlayedOrder) -> Steps:
    """The matter comes up again within the month; the unit works on it a second time."""
    yield from _settled(order)
    yield waits(3 * DAY)
    yield acts("supervisor-1", Reopen(), reason=zh("scenarios.problem_remains"))
    yield acts("supervisor-1", Recheck(decision=RecheckDecision.REWORK))
    yield solved(order)
    yield from closed(order)


def found_false(order: PlayedOrder) -> Steps:
    """A spot check finds that nothing was done: late from the first due, and handed over."""
    yield from _settled(order)
    yield waits(20 * DAY)
    yield acts("assessor-1", FindFalseClosure(), evidence=zh("scenarios.photo_shows_no_repair"))
    yield waits(HOUR)
    yield solved(order)
    yield from closed(order)


def objected_to(order: PlayedOrder) -> Steps:
    """The caller objects after the end; the recheck explains."""
    yield from _settled(order)
    yield waits(DAY)
    yield acts("seat-1", Object(), text=zh("scenarios.no_reason_told"))
    yield acts("supervisor-1", EXPLAINED, reason=zh("scenarios.basis_explained"))


def followed_up(order: PlayedOrder) -> Steps:
    """An adopted suggestion is looked at when its day is over."""
    yield from handled(order, Register(type=ItemType.SUGGESTION, reply_wanted=False))
    day = (order.local_now() + CARRIED_OUT_WITHIN).date()
    adopted = SubmitResult(result_kind=ResultKind.ADOPTED, completion_date=day)
    yield acts(order.clerk, adopted)
    yield from closed(order)
    yield waits_past(ClockName.FOLLOW_UP, by=HOUR)
    yield acts("supervisor-1", EXPLAINED, reason=zh("scenarios.done_as_promised"))


def _settled(order: PlayedOrder) -> Steps:
    yield from handled(order, help_wanted(reply_wanted=False))
    yield solved(order)
    yield from closed(order)
