"""Pausing: time stands still for the unit, on a ground of the closed list (G19)."""

from zoneinfo import ZoneInfo

from domain.chapters.closing.ending import require_state
from domain.chapters.dispatch.dispatch import require_own_unit
from domain.chapters.handling.commands import Pause, Resume
from domain.chapters.handling.facts import Paused, Resumed
from domain.chapters.handling.in_hand import WORK, require_in_hand, require_in_time
from domain.chapters.handling.terms import PauseReason
from domain.duties.due_dates import resume, start
from domain.order.clause import applies, decides, settles
from domain.order.clock import Clock, ClockPaused, ClockStopped, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Role, State

NOT_PAUSED = refusal("not_paused")
PAUSE_NOT_IN_LAW = refusal("pause_not_in_law")
TOO_FEW_ATTEMPTS = refusal("too_few_attempts")

BASIS = ("T:T23", "G:G19")


@decides(Pause)
def pause(decision: Decision, command: Pause) -> None:
    """T23, G19: approved by the hotline; the unit's clock stands still, the city's runs on.

    Each pause has its own longest limit. How often an order may be paused no source says: each
    pause needs its own approval, and the pauses stay on the clock for everyone to add up.
    """
    require_in_hand(decision, "T:T23")
    work = require_in_time(decision, "T:T23", *WORK)
    tried = require_attempts(decision) if command.reason is PauseReason.AWAITING_CALLER else ()
    longest = start(
        decision.order, ClockName.PAUSE, decision.order.unit, decision.now, command.reason
    )
    decision.require(bool(longest), PAUSE_NOT_IN_LAW, *BASIS, about=(command.reason,))
    (begun,) = longest
    decision.record(
        Paused(reason=command.reason, until=begun.clock.due),
        ClockPaused(id=work.id),
        *longest,
        basis=(*BASIS, *tried),
    )


def require_attempts(decision: Decision) -> tuple[str, ...]:
    """X7: the unit tried often enough, on enough days; after the caller was reached, anew.

    Returns the rules that say how often."""
    order, rules = decision.order, decision.order.dossier.pack.pausing
    if rules is None:
        return ()
    zone = ZoneInfo(order.dossier.calendar.time_zone)
    tries = [attempt.at.astimezone(zone) for attempt in order.unreached_by(order.unit)]
    enough = len(tries) >= rules.attempts.value
    days = len({at.date() for at in tries})
    decision.require(
        enough and days >= rules.days.value,
        TOO_FEW_ATTEMPTS,
        *rules.attempts.rules,
        about=(f"{len(tries)}/{rules.attempts.value}", f"{days}/{rules.days.value}"),
    )
    return rules.attempts.rules


@applies(Paused)
def _paused(order: Order, _: Paused, __: Fact) -> Order:
    return changing(order, state=State.PAUSED)


@decides(Resume)
def resume_handling(decision: Decision, _: Resume) -> None:
    """T23: the unit or the hotline says that the wait is over."""
    if decision.actor.role is not Role.HOTLINE_HEAD:
        require_own_unit(decision, "T:T23")
    require_state(decision, State.PAUSED, NOT_PAUSED, "T:T23")
    end_pause(decision)


def end_pause(decision: Decision) -> None:
    """Let time run again, if it stands still; what the pause cost is given back (M4)."""
    if decision.order.state is State.PAUSED:
        _run_again(decision, *decision.done(ClockName.PAUSE))


@settles(ClockName.PAUSE)
def pause_over(decision: Decision, _: Clock) -> None:
    """G19: at its longest a pause ends by itself, and nobody has failed a duty by it."""
    _run_again(decision, *decision.stop(Outcome.EXPIRED, ClockName.PAUSE), expired=True)


def _run_again(decision: Decision, *ended: ClockStopped, expired: bool = False) -> None:
    standing = [clock for clock in decision.order.open_clocks() if clock.paused]
    running = [resume(decision.order, clock, decision.now) for clock in standing]
    decision.record(Resumed(expired=expired), *ended, *running, basis=BASIS)


@applies(Resumed)
def _resumed(order: Order, _: Resumed, __: Fact) -> Order:
    return changing(order, state=State.HANDLING)
