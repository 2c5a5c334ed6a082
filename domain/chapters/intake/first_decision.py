"""Intake: refuse, transfer out, answer at once, accept for dispatch."""

from typing import Final

from domain.chapters.closing.facts import Closed
from domain.chapters.closing.terms import ClosingKind
from domain.chapters.dispatch.dispatch import CITY
from domain.chapters.elsewhere.authorities import require_listed_target
from domain.chapters.elsewhere.outside import hand_over, is_followed
from domain.chapters.elsewhere.upstream import counts_from_hand_over, report_upstream
from domain.chapters.handling.public_answer import made_public
from domain.chapters.intake.commands import AcceptForDispatch, Answer, Refuse, TransferOut
from domain.chapters.intake.desk import (
    DISPATCH_DESK,
    EMERGENCY_NEEDS_DISPATCH,
    ends_here,
    goes_on,
    require_intake,
)
from domain.chapters.intake.facts import (
    AcceptedForDispatch,
    Answered,
    PraiseConveyed,
    Refused,
    TransferredOut,
)
from domain.chapters.intake.grounds import earlier_of, require_grounded
from domain.chapters.intake.rules import Disposition
from domain.chapters.intake.terms import GroundNeed
from domain.chapters.together.repeats import SETTLED, is_settled, require_something_new
from domain.duties.due_dates import is_emergency, start
from domain.order.clause import applies, decides, only_on_record
from domain.order.clock import ClockStarted
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import Citation
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import Channel, ClockName, ItemType, State

UNKNOWN_DISPOSITION = refusal("unknown_disposition")
NEEDS_APPROVAL_OF = refusal("needs_approval_of")
CALL_NOT_PUT_THROUGH = refusal("call_not_put_through")
CALLER_NOT_TOLD = refusal("caller_not_told")
PRAISED_UNIT_MISSING = refusal("praised_unit_missing")
NO_PRAISE = refusal("no_praise")
NOT_ANSWERED_AT_THE_DESK = refusal("not_answered_at_the_desk")

DANGER: Final = ("SY20-19", "SY20-21")
PRAISED: Final = ("SY20-18", "X:X29")
QUESTIONS: Final = (ItemType.CONSULT,)


@decides(Refuse)
def refuse(decision: Decision, command: Refuse) -> None:
    """T03: reasons are always given; the lawful route too where the ground is a legal procedure.

    What the ground rests on is named beside it (C9, C10). An emergency is turned away on no
    ground: it is dispatched, or put through to its line (SY20-19; a default elsewhere)."""
    require_intake(decision, "T:T03")
    decision.require(not is_emergency(decision.order), EMERGENCY_NEEDS_DISPATCH, *DANGER, "T:T03")
    ground = decision.order.dossier.pack.disposition(command.disposition)
    if ground is None:
        decision.refuse(UNKNOWN_DISPOSITION, "T:T03", about=(command.disposition,))
    decision.require_texts("reason", basis=("WF-17", "T:T03"))
    if ground.route_required:
        decision.require_texts("route", basis=("WF-17", *ground.rules))
    if ground.approved_by is not None:
        decision.require(
            decision.actor.role is ground.approved_by,
            NEEDS_APPROVAL_OF,
            *ground.rules,
            about=(ground.approved_by,),
        )
    require_grounded(decision, command, ground)
    decision.record(
        _refusal(decision, command, ground), *ends_here(decision), basis=("T:T03", *ground.rules)
    )


def _refusal(decision: Decision, command: Refuse, ground: Disposition) -> Refused:
    before = GroundNeed.EARLIER_ORDER in ground.needs
    return Refused(
        disposition=command.disposition,
        earlier=earlier_of(decision, command) if before else "",
        case_no=command.case_no,
        authority=command.authority,
    )


@applies(Refused)
def _refused(order: Order, _: Refused, fact: Fact) -> Order:
    return changing(order, state=State.REFUSED, ended_at=fact.occurred_at)


@decides(TransferOut)
def transfer_out(decision: Decision, command: TransferOut) -> None:
    """T04: emergency lines, discipline, tourism, another city; the outcome is on record.

    Whoever telephones about what belongs to an emergency line is put through, and told its number
    where the law says so (SY20-24); a report that another platform handles is watched to its end
    (SYT-02). An emergency goes to nobody but an emergency line: every other platform would only
    pass it on (default)."""
    require_intake(decision, "T:T04")
    target = require_listed_target(decision, command.target)
    rules = target.rules
    by_phone = decision.order.channel is Channel.PHONE
    must_connect = target.put_through and by_phone
    may_leave = target.put_through or not is_emergency(decision.order)
    decision.require(may_leave, EMERGENCY_NEEDS_DISPATCH, "SY20-21", "T:T04")
    decision.require(command.warm or not must_connect, CALL_NOT_PUT_THROUGH, "T:T04", *rules)
    must_tell = target.tell and by_phone
    decision.require(command.told or not must_tell, CALLER_NOT_TOLD, "T:T04", *rules)
    if is_followed(decision, target):
        hand_over(decision, command, *rules)
        return
    content = TransferredOut(target=command.target, warm=command.warm, told=command.told)
    decision.record(content, *ends_here(decision), basis=("T:T04", *rules))


@applies(TransferredOut)
def _transferred_out(order: Order, _: TransferredOut, fact: Fact) -> Order:
    return changing(order, state=State.TRANSFERRED_OUT, ended_at=fact.occurred_at)


@decides(Answer)
def answer(decision: Decision, command: Answer) -> None:
    """T05, T06: what the law lets the desk answer is closed at once, unless it is an emergency.

    To a repeat without new facts the earlier result is the answer (X15)."""
    require_intake(decision, "T:T05")
    decision.require(not is_emergency(decision.order), EMERGENCY_NEEDS_DISPATCH, "SY20-21", "T:T05")
    _require_answerable(decision)
    decision.require_texts("answer", basis=("WF-15", "T:T05"))
    conveyed = _conveyed(decision, command)
    settled = SETTLED if is_settled(decision.order) else ()
    public = made_public(decision)
    content = Answered(kb_entry=command.kb_entry, kb_version=command.kb_version)
    decision.record(content, basis=("WF-15", "T:T05", *settled, *public))
    for praise in conveyed:
        decision.record(praise, basis=PRAISED)
    closing = ClosingKind.PRAISE_CONVEYED if conveyed else ClosingKind.ANSWERED
    report_upstream(decision)
    decision.record(Closed(closing=closing), *ends_here(decision), basis=("T:T06",))


def _conveyed(decision: Decision, command: Answer) -> tuple[PraiseConveyed, ...]:
    """SY20-18, X29: a praise reaches whom it praises; the fact is its filing, unit by unit."""
    praise = decision.order.item_type is ItemType.PRAISE
    named = bool(command.conveyed_to)
    decision.require(named or not praise, PRAISED_UNIT_MISSING, *PRAISED)
    decision.require(praise or not named, NO_PRAISE, *PRAISED, about=(command.conveyed_to,))
    return (PraiseConveyed(unit=command.conveyed_to),) if praise else ()


def _require_answerable(decision: Decision) -> None:
    """SY18, SY20-18: only a unit's work closes what must be looked into, solved or weighed."""
    order, rules = decision.order, decision.order.dossier.pack.intake
    listed = rules.answered_at_desk if rules else None
    types = listed.value if listed else QUESTIONS
    basis = listed.rules if listed else ("SY20-16",)
    lawful = order.item_type in types or is_settled(order)
    decision.require(lawful, NOT_ANSWERED_AT_THE_DESK, "T:T05", *basis, about=(order.item_type,))


@applies(Answered)
def _answered(order: Order, content: Answered, _: Fact) -> Order:
    cited = Citation(entry=content.kb_entry, version=content.kb_version)
    return changing(order, state=State.ANSWERED, cited=cited if cited.entry else None)


@decides(AcceptForDispatch)
def accept_for_dispatch(decision: Decision, _: AcceptForDispatch) -> None:
    """T08: in scope; from here on the city's promise to the citizen runs (G3).

    No source says where it begins: that the acceptance begins it is a default. The dispatch desk
    has its own limit; a matter that was handed over counts from there (SM-02)."""
    require_intake(decision, "T:T08")
    require_something_new(decision)
    decided = goes_on(decision)
    promised = start(decision.order, ClockName.TOTAL, CITY, decision.now)
    clocks = (*_dispatch_clock(decision), *promised)
    decision.record(AcceptedForDispatch(), *decided, *clocks, basis=("T:T08",))


def _dispatch_clock(decision: Decision) -> tuple[ClockStarted, ...]:
    order = decision.order
    since = order.handed_at if counts_from_hand_over(order) else None
    return start(order, ClockName.DISPATCH, DISPATCH_DESK, since or decision.now)


@applies(AcceptedForDispatch)
def _accepted_for_dispatch(order: Order, _: AcceptedForDispatch, __: Fact) -> Order:
    return changing(order, state=State.QUEUED, info_asked=())


only_on_record(PraiseConveyed)
