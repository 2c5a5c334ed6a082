"""More time for a host whose co-host is late (协办延误): as much as the delay, up to a cap (X3)."""

from domain.order.clock import Clock
from domain.order.decision import Docket
from domain.time.counting import AN_INSTANT, working_days_between
from domain.time.limit import Convention, Limit
from domain.vocabulary import ClockName

BASIS = ("X:X3", "G:G9")


def require_matching_delay(docket: Docket, clock: Clock, asked: Limit) -> None:
    """X3: no more working days than the latest co-host is late, up to the cap in all.

    Default: asked for before the host's own due; what was granted for co-hosts before counts."""
    docket.require(not clock.lapsed, "due_already_passed", *BASIS)
    cap = docket.order.dossier.pack.sharing.cohost_delay_most
    left = min(_delay(docket), cap.value) - docket.order.waited_for_cohosts
    docket.require(left > 0, "no_cohost_delay", *BASIS)
    fits = asked.convention is Convention.WORKING_DAYS and asked.amount <= left
    docket.require(fits, "extension_too_long", *cap.rules, about=(f"{left} WD",))


def _delay(docket: Docket) -> int:
    """By how many working days the latest of the present co-hosts is or was late."""
    order = docket.order
    late = (
        clock
        for clock in order.clocks.values()
        if clock.name is ClockName.COHOST and clock.lapsed and clock.owner in order.co_hosts
    )
    calendar = order.dossier.calendar
    return max(
        (working_days_between(c.due - AN_INSTANT, c.ended or docket.now, calendar) for c in late),
        default=0,
    )
