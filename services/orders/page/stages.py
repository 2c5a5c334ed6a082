"""The stages of an order's course: which are done, where it stands, what is still ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.order.order import Order
from domain.vocabulary import State
from services.orders.page.speech import Speech
from services.orders.page.timeline import Step
from services.views import Instant

COURSE: Final[tuple[tuple[State, frozenset[State]], ...]] = (
    (State.DRAFT, frozenset({State.DRAFT, State.INTAKE})),
    (State.QUEUED, frozenset({State.QUEUED, State.DISPUTED, State.FOLLOWED})),
    (State.PENDING_ACCEPT, frozenset({State.PENDING_ACCEPT})),
    (
        State.HANDLING,
        frozenset(
            {
                *(State.HANDLING, State.PAUSED, State.COMMITTED, State.HARDCASE),
                *(State.RETURN_REVIEW, State.TERM_REVIEW),
            }
        ),
    ),
    (State.PENDING_REVIEW, frozenset({State.PENDING_REVIEW})),
    (State.PENDING_CALLBACK, frozenset({State.PENDING_CALLBACK, State.RECHECK})),
    (State.CLOSED, frozenset({State.CLOSED, State.ARCHIVED, State.ANSWERED})),
)
"""The ordinary course: each stage with the states in which an order stands at it."""


class StageStanding(StrEnum):
    """How a stage stands."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of the course."""

    title: str
    """The office's word for it; of the present one, for how exactly the order stands."""
    standing: StageStanding
    entered_at: Instant | None
    """When the order came to it last; None where it never did."""
    times: int
    """How often it came to it."""


def stages(steps: Sequence[Step], speech: Speech) -> tuple[Stage, ...]:
    """Tell the course: what was passed on the way, where the order stands, what is ahead. An order
    that ended before its time has its end instead of what would have come."""
    order = steps[-1][2]
    at = _place(order.state)
    reached = [
        _stage(place, steps, speech, StageStanding.DONE)
        for place in range(len(COURSE) if at is None else at)
    ]
    passed = [stage for stage in reached if stage.times]
    now = _now(order, at, steps, speech)
    if order.is_over:
        return (*passed, now)
    ahead = [
        _stage(place, steps, speech, StageStanding.AHEAD)
        for place in range((at or 0) + 1, len(COURSE))
    ]
    return (*passed, now, *ahead)


def _place(state: State) -> int | None:
    """Where on the ordinary course a state lies; None off it."""
    return next((place for place, (_, at) in enumerate(COURSE) if state in at), None)


def _stage(place: int, steps: Sequence[Step], speech: Speech, standing: StageStanding) -> Stage:
    title, states = COURSE[place]
    entered = _entered(steps, states)
    return Stage(
        title=speech.say(f"order_page.stage.{title}"),
        standing=standing,
        entered_at=entered[-1] if entered and standing is not StageStanding.AHEAD else None,
        times=len(entered),
    )


def _now(order: Order, at: int | None, steps: Sequence[Step], speech: Speech) -> Stage:
    states = frozenset({order.state}) if at is None else COURSE[at][1]
    entered = _entered(steps, states)
    return Stage(
        title=speech.of(order.state),
        standing=StageStanding.NOW,
        entered_at=entered[-1] if entered else None,
        times=len(entered),
    )


def _entered(steps: Sequence[Step], states: frozenset[State]) -> list[Instant]:
    """When the order came into one of these states from another one."""
    zone = steps[-1][2].dossier.calendar.workdays.zone
    return [
        fact.occurred_at.astimezone(zone)
        for before, fact, after in steps
        if after.state in states and (before.state not in states or fact.seq == 1)
    ]
