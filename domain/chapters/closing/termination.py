"""Ending the handling midway: applied for in writing, decided by the hotline (WF-23)."""

from domain.chapters.closing.commands import (
    ApproveTermination,
    RejectTermination,
    RequestTermination,
)
from domain.chapters.closing.facts import (
    TerminationApproved,
    TerminationRejected,
    TerminationRequested,
)
from domain.chapters.dispatch.dispatch import HOTLINE
from domain.chapters.handling.in_hand import WORK, require_own_handling, require_people_safe
from domain.chapters.handling.pausing import end_pause
from domain.chapters.supervision.supervision import clear
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


@decides(RequestTermination)
def request_termination(decision: Decision, command: RequestTermination) -> None:
    """T26: the unit asks in writing, on a ground of the closed list."""
    require_own_handling(decision, "T:T26")
    require_people_safe(decision, "G:G21", "X:X4")
    decision.require_texts("application", basis=("WF-23", "T:T26"))
    silent = command.ground is TerminationGround.CALLER_UNCOOPERATIVE
    grounds = ("WF-44",) if silent else ("WF-16",)
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
    """T27: the hotline ends the handling and has explained it to the caller."""
    request = _require_request(decision)
    require_people_safe(decision, "G:G21", "X:X4")
    require_parts_ended(decision)
    decision.require_texts("explanation", basis=("WF-23", "T:T27"))
    terminate(decision, request.ground, "WF-23", "T:T27", "X:X10")


def terminate(decision: Decision, ground: TerminationGround, *basis: str) -> None:
    """End the order before its result: supervision is cleared first, nothing is owed afterwards."""
    awaited = ClockName.TERMINATION_DECISION
    clear(decision, Outcome.RELEASED)
    decision.record(
        TerminationApproved(ground=ground, in_time=was_in_time(decision.order)),
        *decision.done(awaited),
        *decision.release_all(keep=(awaited,)),
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
    if request is None:
        decision.refuse(NO_TERMINATION_UNDER_REVIEW, "T:T27", about=(decision.order.state,))
    return request
