"""Ending the handling midway: applied for in writing, decided by the hotline, explained (WF-23)."""

from typing import Final

from domain.chapters.closing.commands import (
    ApproveTermination,
    ExplainTermination,
    RejectTermination,
    RequestTermination,
)
from domain.chapters.closing.facts import (
    TerminationApproved,
    TerminationGranted,
    TerminationRejected,
    TerminationRequested,
)
from domain.chapters.dispatch.dispatch import HOTLINE, require_own_unit
from domain.chapters.handling.in_hand import WORK, require_own_handling, require_people_safe
from domain.chapters.handling.pausing import end_pause, require_attempts
from domain.chapters.handling.telling import Told, exempt_from_telling, require_told
from domain.chapters.supervision.supervision import WATCHES, clear
from domain.chapters.together.splitting import require_parts_ended
from domain.duties.due_dates import resume, start
from domain.order.clause import applies, decides
from domain.order.clock import ClockChange, ClockPaused, ClockReopened, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import TerminationRequest
from domain.order.refusal import refusal
from domain.order.terms import TerminationGround
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State

NO_TERMINATION_UNDER_REVIEW = refusal("no_termination_under_review")
NO_EXPLANATION_OWED = refusal("no_explanation_owed")
CASE_TO_BE_NAMED = refusal("case_to_be_named")

HAVE_A_CASE: Final = frozenset({TerminationGround.IN_PROCEDURE, TerminationGround.IN_PETITION})
"""Grounds with an authority and a number of its own: entering the procedure says them."""


@decides(RequestTermination)
def request_termination(decision: Decision, command: RequestTermination) -> None:
    """T26: the unit asks in writing, on a ground of the closed list that the record bears out.

    Whoever says that a court or a petition office has the matter names its case (T50)."""
    require_own_handling(decision, "T:T26")
    require_people_safe(decision, "G:G21", "X:X4")
    decision.require_texts("application", basis=("WF-23", "T:T26"))
    named = command.ground not in HAVE_A_CASE
    decision.require(named, CASE_TO_BE_NAMED, "G:G21", "T:T50", about=(command.ground,))
    silent = command.ground is TerminationGround.CALLER_UNCOOPERATIVE
    grounds = ("WF-44", *require_attempts(decision)) if silent else ("WF-16",)
    apply_for_termination(decision, command.ground, *grounds, "WF-23", "T:T26", "G:G20")


def apply_for_termination(decision: Decision, ground: TerminationGround, *basis: str) -> None:
    """T26: the unit's clock stands still while the hotline decides; the city's own runs on.

    A request for more time that waits falls with it (default): it can be made again. A pause
    ends before, and a promise runs on as the caller was told it (defaults).
    """
    end_pause(decision)
    order = decision.order
    work = decision.stop(Outcome.RELEASED, *WORK)
    in_time = [clock.id for clock in work if order.clocks[clock.id].lapsed is None]
    decision.record(
        TerminationRequested(
            unit=order.unit,
            ground=ground,
            back_to=order.state,
            paused=tuple(clock.id for clock in work),
        ),
        *(ClockPaused(id=id) for id in in_time),
        *work,
        *decision.stop(Outcome.RELEASED, ClockName.EXTENSION_DECISION),
        *start(order, ClockName.TERMINATION_DECISION, HOTLINE, decision.now),
        basis=basis,
    )


@applies(TerminationRequested)
def _requested(order: Order, content: TerminationRequested, _: Fact) -> Order:
    request = TerminationRequest(
        ground=content.ground, back_to=content.back_to, paused=content.paused
    )
    return changing(order, state=State.TERM_REVIEW, termination=request, extension_request=None)


@decides(ApproveTermination)
def approve_termination(decision: Decision, _: ApproveTermination) -> None:
    """T27: the hotline has reviewed it; the unit explains it to the caller, who may want none."""
    request = _require_request(decision)
    require_people_safe(decision, "G:G21", "X:X4")
    require_parts_ended(decision)
    order, awaited = decision.order, ClockName.TERMINATION_DECISION
    spared = exempt_from_telling(order)
    owed = start(order, ClockName.EXPLANATION, order.unit, decision.now)
    decision.record(
        TerminationGranted(unit=order.unit, ground=request.ground),
        *decision.done(awaited),
        *decision.release_all(keep=(awaited, *WATCHES)),
        *(() if spared else owed),
        basis=("WF-23", "T:T27"),
    )
    if spared:
        terminate(decision, request.ground, "WF-23", "T:T27", "X:X10", *spared)


@applies(TerminationGranted)
def _granted(order: Order, _: TerminationGranted, __: Fact) -> Order:
    request = order.termination
    granted = changing(request, granted=True) if request else None
    return changing(order, termination=granted)


@decides(ExplainTermination)
def explain_termination(decision: Decision, command: ExplainTermination) -> None:
    """WF-23: it is the unit that explains to the caller, once the hotline has agreed."""
    require_own_unit(decision, "T:T27")
    request = decision.order.termination
    if request is None or not request.granted:
        decision.refuse(NO_EXPLANATION_OWED, "WF-23", "T:T27", about=(decision.order.state,))
    decision.require_texts("explanation", basis=("WF-23", "T:T27"))
    require_told(decision, command, "WF-23", "T:T27")
    terminate(decision, request.ground, "WF-23", "T:T27", "X:X10", told=command)


def terminate(
    decision: Decision, ground: TerminationGround, *basis: str, told: Told | None = None
) -> None:
    """End the order before its result: supervision is cleared first, nothing is owed afterwards."""
    awaited = (ClockName.TERMINATION_DECISION, ClockName.EXPLANATION)
    clear(decision, Outcome.RELEASED)
    at, via = (told.told_at, told.told_via) if told else (None, None)
    decision.record(
        TerminationApproved(
            ground=ground, in_time=was_in_time(decision.order), told_at=at, told_via=via
        ),
        *decision.done(*awaited),
        *decision.release_all(keep=awaited),
        basis=basis,
    )


def was_in_time(order: Order) -> bool:
    """X10: what ends lawfully before its due does not count among what was handled late."""
    latest = (order.last_clock(name) for name in WORK)
    return not any(clock is not None and clock.lapsed for clock in latest)


@applies(TerminationApproved)
def _approved(order: Order, _: TerminationApproved, __: Fact) -> Order:
    return changing(order, state=State.TERMINATED, termination=None, hard_case=None)


@decides(RejectTermination)
def reject_termination(decision: Decision, _: RejectTermination) -> None:
    """T27, G20: the handling goes on with the time it had left and the time of the review."""
    request = _require_request(decision)
    decision.require_texts("reason", basis=("T:T27",))
    decision.record(
        TerminationRejected(unit=decision.order.unit),
        *decision.done(ClockName.TERMINATION_DECISION),
        *_resumed(decision, request),
        basis=("WF-23", "T:T27", "G:G20"),
    )


def _resumed(decision: Decision, request: TerminationRequest) -> tuple[ClockChange, ...]:
    """What had lapsed before the application stays late and gets no time back (default)."""
    changes: list[ClockChange] = []
    for clock in (decision.order.clocks[id] for id in request.paused):
        changes.append(ClockReopened(id=clock.id))
        if clock.paused:
            changes.append(resume(decision.order, clock, decision.now))
    return tuple(changes)


@applies(TerminationRejected)
def _rejected(order: Order, _: TerminationRejected, __: Fact) -> Order:
    back_to = order.termination.back_to if order.termination else State.HANDLING
    return changing(order, state=back_to, termination=None)


def _require_request(decision: Decision) -> TerminationRequest:
    request = decision.order.termination
    if request is None or request.granted:
        decision.refuse(NO_TERMINATION_UNDER_REVIEW, "T:T27", about=(decision.order.state,))
    return request
