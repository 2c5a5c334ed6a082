"""Matching: the system suggests, people merge; nothing is merged by likeness alone."""

from domain.chapters.together.commands import SuggestDuplicate
from domain.chapters.together.facts import DuplicateSuggested
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing

ITSELF_SUGGESTED = refusal("itself_suggested")
ALREADY_SUGGESTED = refusal("already_suggested")


@decides(SuggestDuplicate)
def suggest_duplicate(decision: Decision, command: SuggestDuplicate) -> None:
    """X13, X14: only what was neither suggested nor taken in before goes on record, once.

    Default: a suggestion moves no clock and binds nobody."""
    basis = "X:X13" if command.same_caller else "X:X14"
    itself = decision.order.number in command.others
    decision.require(not itself, ITSELF_SUGGESTED, basis, about=(decision.order.number,))
    known = {*decision.order.suggested, *(joined.number for joined in decision.order.joined)}
    others = tuple(number for number in dict.fromkeys(command.others) if number not in known)
    decision.require(bool(others), ALREADY_SUGGESTED, basis, about=command.others)
    content = DuplicateSuggested(others=others, same_caller=command.same_caller)
    decision.record(content, basis=(basis, "AH-13", "NA-08"))


@applies(DuplicateSuggested)
def _suggested(order: Order, content: DuplicateSuggested, _: Fact) -> Order:
    return changing(order, suggested=(*order.suggested, *content.others))
