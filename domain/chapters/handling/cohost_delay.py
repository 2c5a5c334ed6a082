"""More time for a host whose co-host is late: as much as the delay, up to a cap (X3)."""

from domain.chapters.handling.in_hand import DUE_ALREADY_PASSED
from domain.order.clock import Clock
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.time.counting import AN_INSTANT, working_days_between
from domain.time.limit import Convention, Limit
from domain.vocabulary import ClockName

NO_COHOST_DELAY = refusal("no_cohost_delay")
EXTENSION_TOO_LONG = refusal("extension_too_long")

BASIS = ("X:X3", "G:G9")


def require_matching_delay(decision: Decision, clock: Clock, asked: Limit) -> None:
    """X3: no more working days than the latest co-host is late, up to the cap in all.

    Default: asked for before the host's own due; what was granted for co-hosts before counts."""
    decision.require(not clock.lapsed, DUE_ALREADY_PASSED, *BASIS)
    cap = decision.order.dossier.pack.sharing.cohost_delay_most
    left = min(_delay(decision), cap.value) - decision.order.waited_for_cohosts
    decision.require(left > 0, NO_COHOST_DELAY, *BASIS)
    fits = asked.convention is Convention.WORKING_DAYS and asked.amount <= left
    decision.require(fits, EXTENSION_TOO_LONG, *cap.rules, about=(f"{left} WD",))


def _delay(decision: Decision) -> int:
    """By how many working days the latest of the present co-hosts is or was late."""
    order = decision.order
    late = (
        clock
        for clock in order.clocks.values()
        if clock.name is ClockName.COHOST and clock.lapsed and clock.owner in order.co_hosts
    )
    calendar = order.dossier.calendar
    return max(
        (working_days_between(c.due - AN_INSTANT, c.ended or decision.now, calendar) for c in late),
        default=0,
    )
