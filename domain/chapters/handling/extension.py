"""Extension (延期): once, in good time, signed and approved; silence grants nothing."""

from domain.chapters.dispatch.dispatch import HOTLINE
from domain.chapters.elsewhere.upstream import require_before_upstream
from domain.chapters.handling.cohost_delay import BASIS, require_matching_delay
from domain.chapters.handling.commands import ApproveExtension, RejectExtension, RequestExtension
from domain.chapters.handling.facts import (
    ExtensionApproved,
    ExtensionLapsed,
    ExtensionRejected,
    ExtensionRequested,
)
from domain.chapters.handling.in_hand import require_own_handling
from domain.duties.due_dates import count, count_back, is_emergency, move, start
from domain.order.clause import applies, decides, settles
from domain.order.clock import Clock, ClockChange, Outcome
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import ExtensionRequest
from domain.time.limit import Limit
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName


@decides(RequestExtension)
def request_extension(docket: Docket, command: RequestExtension) -> None:
    """T21, G7: signed by the head and never in an emergency; a late co-host is a ground (X3)."""
    require_own_handling(docket, "T:T21")
    docket.require_texts("reason", basis=("G:G7", "T:T21"))
    docket.require(bool(command.signed_by), "signature_missing", "G:G7")
    docket.require(not is_emergency(docket.order), "emergency_not_extended", "G:G7")
    waiting = docket.order.extension_request is not None
    docket.require(not waiting, "extension_already_asked", "G:G7")
    clock = docket.order.open_clock(ClockName.HANDLE)
    if clock is None:
        docket.refuse("nothing_to_extend", "T:T21")
    require_before_upstream(docket, clock, command.length)
    if command.for_cohost:
        require_matching_delay(docket, clock, command.length)
    else:
        _require_own_ground(docket, clock, command.length)
    most = docket.order.dossier.pack.extension.most
    docket.record(
        ExtensionRequested(
            length=command.length, signed_by=command.signed_by, for_cohost=command.for_cohost
        ),
        *start(docket.order, ClockName.EXTENSION_DECISION, HOTLINE, docket.now),
        basis=("T:T21", *(BASIS if command.for_cohost else most.rules)),
    )


def _require_own_ground(docket: Docket, clock: Clock, length: Limit) -> None:
    """G7: so often, not too long, in good time."""
    order, rules = docket.order, docket.order.dossier.pack.extension
    docket.require(order.extensions < rules.most.value, "no_extension_left", *rules.most.rules)
    docket.require(
        _not_longer(docket, length, rules.longest.value),
        "extension_too_long",
        *rules.longest.rules,
        about=(rules.longest.value.text(),),
    )
    docket.require(
        docket.now <= count_back(order, clock.due, rules.ask_before_due.value),
        "extension_asked_too_late",
        *rules.ask_before_due.rules,
        about=(rules.ask_before_due.value.text(),),
    )


def _not_longer(docket: Docket, asked: Limit, longest: Limit) -> bool:
    """Compare two limits by where they end when both begin now: units may differ."""
    ends, _ = count(docket.order, docket.now, asked)
    latest, _ = count(docket.order, docket.now, longest)
    return ends <= latest


@applies(ExtensionRequested)
def _extension_requested(order: Order, content: ExtensionRequested, fact: Fact) -> Order:
    request = ExtensionRequest(
        length=content.length, requested_at=fact.occurred_at, for_cohost=content.for_cohost
    )
    return changing(order, extension_request=request)


@decides(ApproveExtension)
def approve_extension(docket: Docket, _: ApproveExtension) -> None:
    """T21: the unit's due and the city's promise move together; the original dues are kept."""
    request = _require_request(docket)
    docket.require(not is_emergency(docket.order), "emergency_not_extended", "G:G7")
    clock = docket.order.open_clock(ClockName.HANDLE)
    if clock is None or clock.lapsed:
        docket.refuse("due_already_passed", "G:G7")
    require_before_upstream(docket, clock, request.length)
    moved = move(docket.order, clock, request.length)
    total = docket.order.open_clock(ClockName.TOTAL)
    changes: list[ClockChange] = [moved]
    if total is not None and not total.lapsed:
        changes.append(move(docket.order, total, request.length))
    docket.record(
        ExtensionApproved(due=moved.due),
        *docket.done(ClockName.EXTENSION_DECISION),
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
def reject_extension(docket: Docket, _: RejectExtension) -> None:
    """T21: refused with a reason; the due stays."""
    _require_request(docket)
    docket.require_texts("reason", basis=("T:T21",))
    docket.record(
        ExtensionRejected(),
        *docket.done(ClockName.EXTENSION_DECISION),
        basis=("T:T21", "G:G7"),
    )


@settles(ClockName.EXTENSION_DECISION)
def extension_unanswered(docket: Docket, _: Clock) -> None:
    """G7: silence grants nothing; that nobody answered stays on record against the desk."""
    docket.record(
        ExtensionLapsed(),
        *docket.stop(Outcome.SILENT, ClockName.EXTENSION_DECISION),
        basis=("G:G7", "T:T21"),
    )


@applies(ExtensionRejected)
def _extension_rejected(order: Order, _: ExtensionRejected, __: Fact) -> Order:
    return changing(order, extension_request=None)


@applies(ExtensionLapsed)
def _extension_lapsed(order: Order, _: ExtensionLapsed, __: Fact) -> Order:
    return changing(order, extension_request=None)


def _require_request(docket: Docket) -> ExtensionRequest:
    request = docket.order.extension_request
    if request is None:
        docket.refuse("no_extension_asked", "T:T21")
    return request
