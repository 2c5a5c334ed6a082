"""Intake (受理): register, refuse, transfer out, answer at once, accept for dispatch."""

from typing import Final
from zoneinfo import ZoneInfo

from domain.changing import changing
from domain.clauses.desk import INTAKE_DESK, ends_here, goes_on, require_intake
from domain.clauses.late_entry import confirm_late_entry, require_second_person
from domain.clauses.public_answer import made_public
from domain.clauses.recusal import ACCUSED
from domain.clauses.registry import applies, decides
from domain.clauses.repeats import (
    SETTLED,
    is_settled,
    link_repeat,
    require_other_order,
    require_something_new,
)
from domain.clauses.upstream import receive_from_upstream, require_known_source
from domain.clock import ClockStarted
from domain.commands import AcceptForDispatch, Answer, Refuse, Register, TransferOut
from domain.docket import Docket
from domain.facts import (
    AcceptedForDispatch,
    Answered,
    Closed,
    EmergencyDeclared,
    Fact,
    Refused,
    Registered,
    TransferredOut,
)
from domain.order import Order
from domain.pack_intake import TransferTarget
from domain.timing import is_emergency, start
from domain.vocabulary import (
    Channel,
    ClockName,
    ClosingKind,
    EmergencyKind,
    ItemType,
    Role,
    State,
    Urgency,
)

DISPATCH_DESK: Final = "dispatch_desk"
CHILDREN: Final = ("X:X33", "HD-20")


@decides(Register)
def register(docket: Docket, command: Register) -> None:
    """T02: type, content and contact are needed; the place where the matter is bound to one."""
    docket.require(docket.order.state is State.DRAFT, "already_registered", "T:T02")
    docket.require_texts("demand", basis=("T:T02",))
    _require_identity(docket, command)
    if command.place_bound:
        docket.require_texts("place", basis=("WF-07", "T:T02"))
    require_second_person(docket, command)
    require_other_order(docket, command)
    require_known_source(docket, command)
    heard = docket.order.dossier.pack.heard_by(command.channel, command.type)
    basis = tuple(dict.fromkeys(("T:T02", *heard, *_particulars(docket, command))))
    docket.record(_written_down(command), *_intake_clock(docket, command), basis=basis)
    confirm_late_entry(docket, command)
    link_repeat(docket, command)
    receive_from_upstream(docket, command)
    if command.urgency is Urgency.EMERGENCY:
        docket.record(
            EmergencyDeclared(emergency=EmergencyKind.HELP),
            basis=("SY20-19", "C:C14", "T:T43", "E:E0"),
        )


def _particulars(docket: Docket, command: Register) -> tuple[str, ...]:
    """What a demand rests on that is not like every other: X26, X27, X33, SYE-02."""
    anonymous = docket.order.dossier.pack.identity.anonymous_allowed.rules
    return (
        *((*anonymous, "X:X27") if command.anonymous else ()),
        *(ACCUSED if command.about_unit else ()),
        *(CHILDREN if command.minor else ()),
        *(("SYE-02",) if command.interested else ()),
        *(("T:T46",) if command.part_of else ()),
    )


def _written_down(command: Register) -> Registered:
    return Registered(
        type=command.type,
        class_=command.class_,
        urgency=command.urgency,
        channel=command.channel,
        district=command.district,
        territory=command.territory,
        anonymous=command.anonymous,
        reply_wanted=command.reply_wanted,
        called_at=command.called_at,
        about_unit=command.about_unit,
        part_of=command.part_of,
        minor=command.minor,
        interested=command.interested,
    )


def _intake_clock(docket: Docket, command: Register) -> tuple[ClockStarted, ...]:
    """T02: the desk has its own limit, which runs from the registration, imports included."""
    demand = changing(
        docket.order,
        item_type=command.type,
        item_class=command.class_,
        urgency=command.urgency,
    )
    return start(demand, ClockName.INTAKE, INTAKE_DESK, docket.now)


def _require_identity(docket: Docket, command: Register) -> None:
    """C4: what the place asks for; of a child no id number is asked or taken (X33, default)."""
    identity = docket.order.dossier.pack.identity
    if command.anonymous:
        allowed = identity.anonymous_allowed
        docket.require(allowed.value, "anonymous_not_allowed", *allowed.rules, "X:X27")
        return
    if docket.actor.role is Role.SYSTEM:
        return  # an imported demand carries what the file has
    docket.require_texts(*identity.required.value, basis=identity.required.rules)
    if command.minor:
        docket.require("id_number" not in docket.filled, "no_id_number_of_a_child", *CHILDREN)
    elif command.type in identity.id_number_for.value:
        docket.require_texts("id_number", basis=identity.id_number_for.rules)


@applies(Registered)
def _registered(order: Order, content: Registered, fact: Fact) -> Order:
    return changing(
        order,
        state=State.INTAKE,
        item_type=content.type,
        item_class=content.class_,
        urgency=content.urgency,
        district=content.district,
        territory=content.territory,
        anonymous=content.anonymous,
        reply_wanted=content.reply_wanted,
        channel=content.channel,
        about_unit=content.about_unit,
        part_of=content.part_of,
        born_at=fact.occurred_at,
    )


@decides(Refuse)
def refuse(docket: Docket, command: Refuse) -> None:
    """T03: reasons are always given; the lawful route too where the ground is a legal procedure."""
    require_intake(docket, "T:T03")
    ground = docket.order.dossier.pack.disposition(command.disposition)
    if ground is None:
        docket.refuse("unknown_disposition", "T:T03", about=(command.disposition,))
    docket.require_texts("reason", basis=("WF-17", "T:T03"))
    if ground.route_required:
        docket.require_texts("route", basis=("WF-17", *ground.rules))
    if ground.approved_by is not None:
        docket.require(
            docket.actor.role is ground.approved_by,
            "needs_approval_of",
            *ground.rules,
            about=(ground.approved_by,),
        )
    content = Refused(disposition=command.disposition)
    docket.record(content, *ends_here(docket), basis=("T:T03", *ground.rules))


@applies(Refused)
def _refused(order: Order, _: Refused, fact: Fact) -> Order:
    return changing(order, state=State.REFUSED, ended_at=fact.occurred_at)


@decides(TransferOut)
def transfer_out(docket: Docket, command: TransferOut) -> None:
    """T04: emergency lines, discipline, tourism, another city; the outcome is on record.

    Whoever telephones about what belongs to an emergency line is put through (SY20-24)."""
    require_intake(docket, "T:T04")
    target = docket.order.dossier.pack.transfer(command.target)
    rules = target.rules if target else ("C:C7",)
    by_phone = docket.order.channel is Channel.PHONE
    _require_valid(docket, target)
    must_connect = target is not None and target.put_through and by_phone
    docket.require(command.warm or not must_connect, "call_not_put_through", "T:T04", *rules)
    content = TransferredOut(target=command.target, warm=command.warm)
    docket.record(content, *ends_here(docket), basis=("T:T04", *rules))


def _require_valid(docket: Docket, target: TransferTarget | None) -> None:
    """C15, C16: whom demands are passed on to changes with the years."""
    if target is None:
        return
    today = docket.now.astimezone(ZoneInfo(docket.order.dossier.calendar.time_zone)).date()
    valid = target.is_valid(today)
    rules = ("C:C15", "C:C16", *target.rules)
    docket.require(valid, "transfer_not_in_force", *rules, about=(target.code,))


@applies(TransferredOut)
def _transferred_out(order: Order, _: TransferredOut, fact: Fact) -> Order:
    return changing(order, state=State.TRANSFERRED_OUT, ended_at=fact.occurred_at)


@decides(Answer)
def answer(docket: Docket, command: Answer) -> None:
    """T05, T06: answered at once and closed, unless it is an emergency.

    To a repeat without new facts the earlier result is the answer (X15)."""
    require_intake(docket, "T:T05")
    docket.require(not is_emergency(docket.order), "emergency_needs_dispatch", "SY20-21", "T:T05")
    docket.require_texts("answer", basis=("WF-15", "T:T05"))
    settled = SETTLED if is_settled(docket.order) else ()
    public = made_public(docket)
    content = Answered(kb_entry=command.kb_entry)
    docket.record(content, basis=("WF-15", "T:T05", *settled, *public))
    praise = docket.order.item_type is ItemType.PRAISE
    closing = ClosingKind.PRAISE_CONVEYED if praise else ClosingKind.ANSWERED
    ended = ends_here(docket, ClockName.UPSTREAM)
    docket.record(Closed(closing=closing), *ended, basis=("T:T06",))


@applies(Answered)
def _answered(order: Order, _: Answered, __: Fact) -> Order:
    return changing(order, state=State.ANSWERED)


@decides(AcceptForDispatch)
def accept_for_dispatch(docket: Docket, _: AcceptForDispatch) -> None:
    """T08: in scope; the dispatch desk has its own limit (SM-02)."""
    require_intake(docket, "T:T08")
    require_something_new(docket)
    decided = goes_on(docket)
    clocks = start(docket.order, ClockName.DISPATCH, DISPATCH_DESK, docket.now)
    docket.record(AcceptedForDispatch(), *decided, *clocks, basis=("T:T08",))


@applies(AcceptedForDispatch)
def _accepted_for_dispatch(order: Order, _: AcceptedForDispatch, __: Fact) -> Order:
    return changing(order, state=State.QUEUED, info_asked=())
