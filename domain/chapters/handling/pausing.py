"""Pausing (暂停计时): time stands still for the unit, on a ground of the closed list (G19)."""

from zoneinfo import ZoneInfo

from domain.chapters.closing.ending import require_state
from domain.chapters.dispatch.dispatch import require_own_unit
from domain.chapters.handling.commands import Pause, Resume
from domain.chapters.handling.facts import Paused, Resumed
from domain.chapters.handling.in_hand import require_in_hand, require_in_time
from domain.chapters.handling.terms import PauseReason
from domain.duties.due_dates import resume, start
from domain.order.clause import applies, decides, settles
from domain.order.clock import Clock, ClockPaused, ClockStopped, Outcome
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Role, State

WORK = (ClockName.REWORK, ClockName.HANDLE)
BASIS = ("T:T23", "G:G19")


@decides(Pause)
def pause(docket: Docket, command: Pause) -> None:
    """T23, G19: approved by the hotline; the unit's clock stands still, the city's runs on.

    Each pause has its own longest limit. How often an order may be paused no source says: each
    pause needs its own approval, and the pauses stay on the clock for everyone to add up.
    """
    require_in_hand(docket, "T:T23")
    work = require_in_time(docket, "T:T23", *WORK)
    tried = _tried(docket) if command.reason is PauseReason.AWAITING_CALLER else ()
    longest = start(docket.order, ClockName.PAUSE, docket.order.unit, docket.now, command.reason)
    docket.require(bool(longest), "pause_not_in_law", *BASIS, about=(command.reason,))
    docket.record(
        Paused(reason=command.reason, until=longest[0].clock.due),
        ClockPaused(id=work.id),
        *longest,
        basis=(*BASIS, *tried),
    )


def _tried(docket: Docket) -> tuple[str, ...]:
    """X7: the unit tried often enough, on enough days; after the caller was reached, anew."""
    order, rules = docket.order, docket.order.dossier.pack.pausing
    if rules is None:
        return ()
    zone = ZoneInfo(order.dossier.calendar.time_zone)
    tries = [attempt.at.astimezone(zone) for attempt in order.unreached_by(order.unit)]
    enough = len(tries) >= rules.attempts.value
    days = len({at.date() for at in tries})
    docket.require(
        enough and days >= rules.days.value,
        "too_few_attempts",
        *rules.attempts.rules,
        about=(f"{len(tries)}/{rules.attempts.value}", f"{days}/{rules.days.value}"),
    )
    return rules.attempts.rules


@applies(Paused)
def _paused(order: Order, _: Paused, __: Fact) -> Order:
    return changing(order, state=State.PAUSED)


@decides(Resume)
def resume_handling(docket: Docket, _: Resume) -> None:
    """T23: the unit or the hotline says that the wait is over."""
    if docket.actor.role is not Role.HOTLINE_HEAD:
        require_own_unit(docket, "T:T23")
    require_state(docket, State.PAUSED, "T:T23")
    end_pause(docket)


def end_pause(docket: Docket) -> None:
    """Let time run again, if it stands still; what the pause cost is given back (M4)."""
    if docket.order.state is State.PAUSED:
        _run_again(docket, *docket.done(ClockName.PAUSE))


@settles(ClockName.PAUSE)
def pause_over(docket: Docket, _: Clock) -> None:
    """G19: at its longest a pause ends by itself, and nobody has failed a duty by it."""
    _run_again(docket, *docket.stop(Outcome.EXPIRED, ClockName.PAUSE), expired=True)


def _run_again(docket: Docket, *ended: ClockStopped, expired: bool = False) -> None:
    standing = [clock for clock in docket.order.open_clocks() if clock.paused]
    running = [resume(docket.order, clock, docket.now) for clock in standing]
    docket.record(Resumed(expired=expired), *ended, *running, basis=BASIS)


@applies(Resumed)
def _resumed(order: Order, _: Resumed, __: Fact) -> Order:
    return changing(order, state=State.HANDLING)
