"""Extension: once, in good time, signed and approved; silence grants nothing."""

from domain.chapters.dispatch.dispatch import HOTLINE
from domain.chapters.elsewhere.upstream import require_before_upstream
from domain.chapters.handling.cohost_delay import BASIS, EXTENSION_TOO_LONG, require_matching_delay
from domain.chapters.handling.commands import ApproveExtension, RejectExtension, RequestExtension
from domain.chapters.handling.facts import (
    ExtensionApproved,
    ExtensionLapsed,
    ExtensionRejected,
    ExtensionRequested,
)
from domain.chapters.handling.in_hand import (
    DUE_ALREADY_PASSED,
    NOTHING_TO_EXTEND,
    require_own_handling,
)
from domain.duties.due_dates import count_back, count_on, is_emergency, move, start
from domain.order.clause import applies, decides, settles
from domain.order.clock import Clock, ClockChange, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import ExtensionRequest
from domain.order.refusal import refusal
from domain.time.limit import Limit
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName

SIGNATURE_MISSING = refusal("signature_missing")
EMERGENCY_NOT_EXTENDED = refusal("emergency_not_extended")
EXTENSION_ALREADY_ASKED = refusal("extension_already_asked")
NO_EXTENSION_LEFT = refusal("no_extension_left")
EXTENSION_ASKED_TOO_LATE = refusal("extension_asked_too_late")
NO_EXTENSION_ASKED = refusal("no_extension_asked")
EXTENSION_OF_NOTHING = refusal("extension_of_nothing")


@decides(RequestExtension)
def request_extension(decision: Decision, command: RequestExtension) -> None:
    """T21, G7: signed by the head and never in an emergency; a late co-host is a ground (X3)."""
    require_own_handling(decision, "T:T21")
    decision.require(not is_emergency(decision.order), EMERGENCY_NOT_EXTENDED, "G:G7")
    waiting = decision.order.extension_request is not None
    decision.require(not waiting, EXTENSION_ALREADY_ASKED, "G:G7")
    clock = decision.order.open_clock(ClockName.HANDLE)
    if clock is None:
        decision.refuse(NOTHING_TO_EXTEND, "T:T21")
    if not decision.order.co_hosts or not command.for_cohost:
        _require_own_ground(decision, clock)
    decision.require_texts("reason", basis=("G:G7", "T:T21"))
    decision.require(bool(command.signed_by), SIGNATURE_MISSING, "G:G7")
    decision.require(command.length.amount > 0, EXTENSION_OF_NOTHING, "G:G7", "T:T21")
    require_before_upstream(decision, clock, command.length)
    if command.for_cohost:
        require_matching_delay(decision, clock, command.length)
    else:
        _require_short(decision, clock, command.length)
    most = decision.order.dossier.pack.extension.most
    decision.record(
        ExtensionRequested(
            length=command.length, signed_by=command.signed_by, for_cohost=command.for_cohost
        ),
        *start(decision.order, ClockName.EXTENSION_DECISION, HOTLINE, decision.now),
        basis=("T:T21", *(BASIS if command.for_cohost else most.rules)),
    )


def _require_own_ground(decision: Decision, clock: Clock) -> None:
    """G7: so often, and in good time; without a co-host there is no other ground."""
    order, rules = decision.order, decision.order.dossier.pack.extension
    decision.require(order.extensions < rules.most.value, NO_EXTENSION_LEFT, *rules.most.rules)
    decision.require(
        decision.now <= count_back(order, clock.due, rules.ask_before_due.value),
        EXTENSION_ASKED_TOO_LATE,
        *rules.ask_before_due.rules,
        about=(rules.ask_before_due.value.text(),),
    )


def _require_short(decision: Decision, clock: Clock, length: Limit) -> None:
    """G7: not too long, counted from the due that it moves, since units may differ."""
    longest = decision.order.dossier.pack.extension.longest
    ends, _ = count_on(decision.order, clock.due, length)
    latest, _ = count_on(decision.order, clock.due, longest.value)
    about = (longest.value.text(),)
    decision.require(ends <= latest, EXTENSION_TOO_LONG, *longest.rules, about=about)


@applies(ExtensionRequested)
def _extension_requested(order: Order, content: ExtensionRequested, fact: Fact) -> Order:
    request = ExtensionRequest(
        length=content.length, requested_at=fact.occurred_at, for_cohost=content.for_cohost
    )
    return changing(order, extension_request=request)


@decides(ApproveExtension)
def approve_extension(decision: Decision, _: ApproveExtension) -> None:
    """T21: the unit's due and the city's promise move together; the original dues are kept."""
    request = _require_request(decision)
    decision.require(not is_emergency(decision.order), EMERGENCY_NOT_EXTENDED, "G:G7")
    clock = decision.order.open_clock(ClockName.HANDLE)
    if clock is None or clock.lapsed:
        decision.refuse(DUE_ALREADY_PASSED, "G:G7")
    require_before_upstream(decision, clock, request.length)
    moved = move(decision.order, clock, request.length)
    total = decision.order.open_clock(ClockName.TOTAL)
    changes: list[ClockChange] = [moved]
    if total is not None and not total.lapsed:
        changes.append(move(decision.order, total, request.length))
    decision.record(
        ExtensionApproved(due=moved.due),
        *decision.done(ClockName.EXTENSION_DECISION),
        *changes,
        basis=("T:T21", "G:G7"),
    )


@applies(ExtensionApproved)
def _extension_approved(order: Order, _: ExtensionApproved, __: Fact) -> Order:
    """What was granted for a late co-host uses up none of the unit's own (X3)."""
    request = order.extension_request
    if request is not None and request.for_cohost:
        waited = order.waited_for_cohosts + request.length.amount
        return changing(order, extension_request=None, waited_for_cohosts=waited)
    return changing(order, extension_request=None, extensions=order.extensions + 1)


@decides(RejectExtension)
def reject_extension(decision: Decision, _: RejectExtension) -> None:
    """T21: refused with a reason; the due stays."""
    _require_request(decision)
    decision.require_texts("reason", basis=("T:T21",))
    decision.record(
        ExtensionRejected(),
        *decision.done(ClockName.EXTENSION_DECISION),
        basis=("T:T21", "G:G7"),
    )


@settles(ClockName.EXTENSION_DECISION)
def extension_unanswered(decision: Decision, _: Clock) -> None:
    """G7: silence grants nothing; that nobody answered stays on record against the desk."""
    decision.record(
        ExtensionLapsed(),
        *decision.stop(Outcome.SILENT, ClockName.EXTENSION_DECISION),
        basis=("G:G7", "T:T21"),
    )


@applies(ExtensionRejected)
def _extension_rejected(order: Order, _: ExtensionRejected, __: Fact) -> Order:
    return changing(order, extension_request=None)


@applies(ExtensionLapsed)
def _extension_lapsed(order: Order, _: ExtensionLapsed, __: Fact) -> Order:
    return changing(order, extension_request=None)


def _require_request(decision: Decision) -> ExtensionRequest:
    request = decision.order.extension_request
    if request is None:
        decision.refuse(NO_EXTENSION_ASKED, "T:T21")
    return request
