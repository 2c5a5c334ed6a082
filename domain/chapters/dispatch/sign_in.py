"""Sign-in and contact: a person takes the order in hand and speaks with the caller."""

from domain.chapters.dispatch.commands import Accept, Contact
from domain.chapters.dispatch.dispatch import NOT_WITH_A_UNIT, WITH_A_UNIT, require_own_or_fallback
from domain.chapters.dispatch.facts import AcceptedByUnit, AutoAccepted, CallerContacted
from domain.chapters.emergency.course import beside_the_unit
from domain.chapters.emergency.fallback import fall_back
from domain.chapters.supervision.supervision import raise_to
from domain.duties.due_dates import is_emergency
from domain.order.clause import applies, decides, settles
from domain.order.clock import Clock
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import Attempt
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Level, State, Trigger

NO_SIGN_IN_OWED = refusal("no_sign_in_owed")


@decides(Accept)
def accept(decision: Decision, _: Accept) -> None:
    """T11: the sign-in; owed also after silence has moved the responsibility (G1)."""
    require_own_or_fallback(decision, "T:T11")
    clock = decision.order.open_clock(ClockName.ACCEPT)
    decision.require(clock is not None, NO_SIGN_IN_OWED, "T:T11", about=(decision.order.state,))
    decision.record(
        AcceptedByUnit(unit=decision.actor.unit),
        *decision.done(ClockName.ACCEPT, owner=decision.actor.unit),
        basis=("T:T11", *(clock.basis if clock else ())),
    )


@applies(AcceptedByUnit)
def _accepted(order: Order, content: AcceptedByUnit, fact: Fact) -> Order:
    """The territorial government signs in for itself and not for the unit (E1')."""
    if content.unit != order.unit:
        return order
    return changing(order, state=_now_handling(order), accepted_at=fact.occurred_at)


@settles(ClockName.ACCEPT)
def auto_accept(decision: Decision, _: Clock) -> None:
    """T12: silence moves responsibility and nothing else; repeated it is a refusal (X22)."""
    unit = decision.order.unit
    if decision.order.state is State.PENDING_ACCEPT:
        decision.record(AutoAccepted(unit=unit), basis=("T:T12", "G:G1", "G:G2"))
    refusal = decision.order.dossier.pack.supervision.unsigned_for_refusal
    if decision.order.unsigned >= refusal.value:
        basis = ("WF-33", "X:X22", *refusal.rules)
        raise_to(decision, Level.L2, Trigger.REFUSES_TO_ACCEPT, unit, *basis)
    if is_emergency(decision.order):
        fall_back(decision)


@applies(AutoAccepted)
def _auto_accepted(order: Order, _: AutoAccepted, __: Fact) -> Order:
    return changing(order, state=_now_handling(order), unsigned=order.unsigned + 1)


def _now_handling(order: Order) -> State:
    return State.HANDLING if order.state is State.PENDING_ACCEPT else order.state


@decides(Contact)
def contact(decision: Decision, command: Contact) -> None:
    """T19: reaching the caller ends the unit's contact duty; a failed try is recorded and ends
    nothing, and the territorial government speaks for itself (SY20-22)."""
    if decision.actor.unit != decision.order.child:
        require_own_or_fallback(decision, "T:T19")
    decision.require(
        decision.order.state in WITH_A_UNIT,
        NOT_WITH_A_UNIT,
        "T:T19",
        about=(decision.order.state,),
    )
    reached, refused = command.outcome != "not_reached", command.outcome == "refused"
    ends = reached and not beside_the_unit(decision.order, decision.actor.unit)
    decision.record(
        CallerContacted(
            unit=decision.actor.unit, channel=command.channel, reached=reached, refused=refused
        ),
        *(decision.done(ClockName.CONTACT, ClockName.INTERIM_REPLY) if ends else ()),
        basis=("JT-05", "SY20-21", "T:T19") if is_emergency(decision.order) else ("JT-05", "T:T19"),
    )


@applies(CallerContacted)
def _contacted(order: Order, content: CallerContacted, fact: Fact) -> Order:
    """X7: tries in vain are remembered until the caller is reached and cooperates."""
    if content.reached and not content.refused:
        return changing(order, unreached=())
    attempt = Attempt(at=fact.occurred_at, unit=content.unit)
    return changing(order, unreached=(*order.unreached, attempt))
