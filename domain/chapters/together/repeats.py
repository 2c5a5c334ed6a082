"""Repeated demands: what was settled is not settled twice without anything new."""

from domain.chapters.intake.commands import Register
from domain.chapters.together.commands import NoteRepeat
from domain.chapters.together.facts import RepeatLinked, RepeatReceived
from domain.duties.due_dates import is_emergency
from domain.order.clause import applies, decides
from domain.order.counted_facts import entered
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import OVER

REPEATS_ITSELF = refusal("repeats_itself")
REPEAT_WITHOUT_NEW_FACTS = refusal("repeat_without_new_facts")

SETTLED = ("X:X15", "C:C10", "HN-12", "HD-15", "WF-16")
"""What a settled matter rests on when it comes again."""


def require_other_order(decision: Decision, command: Register) -> None:
    """T47: an order repeats another one, not itself."""
    other = command.repeats != decision.order.number
    decision.require(other, REPEATS_ITSELF, "T:T47", about=(command.repeats,))


def link_repeat(decision: Decision, command: Register) -> None:
    """T47: a demand that comes again is a new order, linked to the old one."""
    if command.repeats:
        content = RepeatLinked(earlier=command.repeats, new_facts=command.new_facts)
        decision.record(content, basis=("T:T47", "X:X15", "C:C10"))


@decides(NoteRepeat, even_when=OVER)
def note_repeat(decision: Decision, command: NoteRepeat) -> None:
    """T47: the earlier order shows that its matter came again; nothing else changes in it."""
    content = RepeatReceived(later=command.later, new_facts=command.new_facts)
    decision.record(content, basis=("T:T47", "X:X15"))


@applies(RepeatLinked)
def _linked(order: Order, content: RepeatLinked, _: Fact) -> Order:
    return changing(order, repeats=content.earlier, new_facts=content.new_facts)


def is_settled(order: Order) -> bool:
    """Whether the matter was settled before and nothing new is said about it (HD-15)."""
    return bool(order.repeats) and not order.new_facts


def require_something_new(decision: Decision) -> None:
    """X15: without new facts the earlier result is the answer; danger is never turned away."""
    order = decision.order
    again = not is_settled(order) or is_emergency(order)
    decision.require(again, REPEAT_WITHOUT_NEW_FACTS, *SETTLED, about=(order.repeats,))


@applies(RepeatReceived)
def _came_again(order: Order, _: RepeatReceived, fact: Fact) -> Order:
    return entered(order, fact)
