"""What becomes of a clock when a fact changes it."""

from datetime import datetime

from domain.order.clock import (
    ChangeOfOne,
    Clock,
    ClockChange,
    ClockHandedOver,
    ClockLapsed,
    ClockMoved,
    ClockPaused,
    ClockRang,
    ClockRelimited,
    ClockReopened,
    ClockResumed,
    Clocks,
    ClockStarted,
    ClockStopped,
    PausedTime,
)
from domain.values.changed_copy import changing


def changed(clocks: Clocks, change: ClockChange, at: datetime) -> Clocks:
    """Return the clocks after a change that took effect at `at` (UTC)."""
    return all_changed(clocks, (change,), at)


def all_changed(clocks: Clocks, changes: tuple[ClockChange, ...], at: datetime) -> Clocks:
    """Return the clocks after everything that one fact changes about them, in its order."""
    if not changes:
        return clocks
    after = dict(clocks)
    for change in changes:
        if isinstance(change, ClockStarted):
            after[change.clock.id] = change.clock
        else:
            after[change.id] = change_one(after[change.id], change, at)
    return after


def change_one(clock: Clock, change: ChangeOfOne, at: datetime) -> Clock:
    """One clock after a change."""
    match change:
        case ClockMoved():
            return moved(clock, change, at)
        case ClockStopped(outcome=outcome):
            return changing(clock, ended=at, outcome=outcome)
        case ClockReopened():
            return changing(clock, ended=None, outcome=None, armed=at)
        case ClockRang(step=step):
            rung = clock.rung if step in clock.rung else (*clock.rung, step)
            return changing(clock, rung=rung, rang=at)
        case ClockLapsed():
            return changing(clock, lapsed=at, rang=at)
        case ClockPaused():
            return changing(clock, paused=at)
        case ClockResumed():
            return _resumed(clock, change, at)
        case ClockHandedOver(owner=owner):
            return changing(clock, owner=owner)
        case ClockRelimited():
            return _relimited(clock, change, at)


def moved(clock: Clock, change: ClockMoved, at: datetime) -> Clock:
    """Reminders of the old due are void; those of the new one sound again."""
    return changing(
        clock,
        due=change.due,
        provisional=change.provisional,
        calendar=change.calendar,
        extensions=(*clock.extensions, *((change.by,) if change.by else ())),
        rung=(),
        armed=at,
    )


def _resumed(clock: Clock, change: ClockResumed, at: datetime) -> Clock:
    """A pause that cost nothing leaves the due and its reminders as they were."""
    began = clock.paused or at
    pause = PausedTime(began=began, ended=at, granted=len(clock.extensions))
    running = changing(
        clock,
        paused=None,
        pauses=(*clock.pauses, pause),
        provisional=change.provisional,
        calendar=change.calendar,
    )
    return running if change.due == clock.due else _due_again(running, change.due, at)


def _due_again(clock: Clock, due: datetime, at: datetime) -> Clock:
    return changing(clock, due=due, rung=(), armed=at)


def _relimited(clock: Clock, change: ClockRelimited, at: datetime) -> Clock:
    """The original due stays on record; reminders sound anew for the new one."""
    replaced = changing(
        clock,
        limit=change.limit,
        basis=change.basis,
        provisional=change.provisional,
        calendar=change.calendar,
        extensions=change.extensions,
        pauses=change.pauses,
    )
    return _due_again(replaced, change.due, at)
