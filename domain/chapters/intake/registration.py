"""Registration: a demand is written down, with all that the desk knows at once (T02)."""

from typing import Final

from domain.chapters.caller.abuse import take_for_callback
from domain.chapters.caller.confidentiality import protect_by_type
from domain.chapters.dispatch.recusal import ACCUSED
from domain.chapters.elsewhere.upstream import receive_from_upstream, require_known_source
from domain.chapters.emergency.emergency import declared_at_once
from domain.chapters.intake.commands import Register
from domain.chapters.intake.desk import INTAKE_DESK
from domain.chapters.intake.facts import Registered
from domain.chapters.intake.imported import comes_out_of_a_file
from domain.chapters.intake.late_entry import confirm_late_entry, require_second_person
from domain.chapters.intake.lines import joined_as, require_known_line
from domain.chapters.intake.pick_up import receive_call, require_possible_pick_up
from domain.chapters.intake.promised_day import promise_brought, require_lawful_promise
from domain.chapters.intake.queues import require_known_queue
from domain.chapters.intake.rules import Identity
from domain.chapters.together.repeats import link_repeat, require_other_order
from domain.duties.due_dates import start
from domain.order.clause import applies, decides
from domain.order.clock import ClockStarted
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.shared_refusals import ALREADY_REGISTERED
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State, Urgency

ANONYMOUS_NOT_ALLOWED = refusal("anonymous_not_allowed")
NO_ID_NUMBER_OF_A_CHILD = refusal("no_id_number_of_a_child")

CHILDREN: Final = ("X:X33", "HD-20")


@decides(Register)
def register(decision: Decision, command: Register) -> None:
    """T02: type, content and contact are needed; the place where the matter is bound to one."""
    decision.require(decision.order.state is State.DRAFT, ALREADY_REGISTERED, "T:T02")
    decision.require_texts("demand", basis=("T:T02", "WF-45"))
    _require_identity(decision, command)
    if command.place_bound:
        decision.require_texts("place", basis=("WF-07", "T:T02"))
    require_second_person(decision, command)
    require_other_order(decision, command)
    require_known_source(decision, command)
    require_lawful_promise(decision, command)
    require_possible_pick_up(decision, command)
    heard = decision.order.dossier.pack.heard_by(command.channel, command.type)
    basis = tuple(dict.fromkeys(("T:T02", *heard, *_particulars(decision, command))))
    decision.record(
        _written_down(decision, command), *_intake_clock(decision, command), basis=basis
    )
    protect_by_type(decision)
    receive_call(decision, command)
    take_for_callback(decision, command)
    confirm_late_entry(decision, command)
    link_repeat(decision, command)
    receive_from_upstream(decision, command)
    if command.urgency is Urgency.EMERGENCY:
        declared_at_once(decision, command.emergency)


def _particulars(decision: Decision, command: Register) -> tuple[str, ...]:
    """What a demand rests on that is not like every other: X26, X27, X33, HD-04, NA-02, SYE-02."""
    anonymous = decision.order.dossier.pack.identity.anonymous_allowed.rules
    return (
        *((*anonymous, "X:X27") if command.anonymous else ()),
        *(ACCUSED if command.about_unit else ()),
        *(CHILDREN if command.minor else ()),
        *(("SYE-02",) if command.interested else ()),
        *(("T:T46",) if command.part_of else ()),
        *promise_brought(decision, command),
        *require_known_queue(decision, command),
        *require_known_line(decision, command),
    )


def _written_down(decision: Decision, command: Register) -> Registered:
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
        queue=command.queue,
        line=command.line,
        category=command.category,
        interested=command.interested,
        joined=joined_as(decision, command),
        promised_day=command.promised_day,
    )


def _intake_clock(decision: Decision, command: Register) -> tuple[ClockStarted, ...]:
    """T02: the desk has its own limit, which runs from the registration, imports included."""
    demand = changing(
        decision.order,
        item_type=command.type,
        item_class=command.class_,
        urgency=command.urgency,
        channel=command.channel,
        queue=command.queue,
        category=command.category,
    )
    return start(demand, ClockName.INTAKE, INTAKE_DESK, decision.now)


def _require_identity(decision: Decision, command: Register) -> None:
    """C4: what the place asks for; of a child no id number is asked or taken (X33, default)."""
    identity = decision.order.dossier.pack.identity
    if command.anonymous:
        allowed = identity.anonymous_allowed
        lawful = allowed.value or _speaks_for_others(identity, command)
        decision.require(lawful, ANONYMOUS_NOT_ALLOWED, *allowed.rules, "X:X27")
        return
    if comes_out_of_a_file(decision, command):
        return
    decision.require_texts(*identity.required.value, basis=identity.required.rules)
    if command.minor:
        decision.require("id_number" not in decision.filled, NO_ID_NUMBER_OF_A_CHILD, *CHILDREN)
    elif command.type in identity.id_number_for.value:
        decision.require_texts("id_number", basis=identity.id_number_for.rules)


def _speaks_for_others(identity: Identity, command: Register) -> bool:
    """HN-13: a name is asked of whoever claims rights of his own; danger is heard from anybody."""
    types = identity.anonymous_types.value if identity.anonymous_types else ()
    return command.urgency is Urgency.EMERGENCY or command.type in types


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
        queue=content.queue,
        category=content.category,
        promised_day=content.promised_day,
        born_at=fact.occurred_at,
    )
