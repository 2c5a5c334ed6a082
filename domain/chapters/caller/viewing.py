"""Looking at a caller's data: with a reason, and on record before anything is shown (6.2)."""

from domain.chapters.caller.commands import ViewPersonalData
from domain.chapters.caller.confidentiality import PROTECTED
from domain.chapters.caller.facts import PIIViewed
from domain.chapters.dispatch.dispatch import NOT_YOUR_ORDER
from domain.order.clause import decides, only_on_record
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.order.terms import OF_A_UNIT
from domain.vocabulary import OVER

NO_DATA_NAMED = refusal("no_data_named")


@decides(ViewPersonalData, even_when=OVER)
def view_personal_data(decision: Decision, command: ViewPersonalData) -> None:
    """Every look is a fact, of an order that is over too; no clock and nothing else changes.

    A unit looks at the callers of its own orders only. What of it a role is shown is not decided
    here."""
    order, actor = decision.order, decision.actor
    own = actor.role not in OF_A_UNIT or actor.unit in {order.unit, order.child} - {""}
    decision.require(own, NOT_YOUR_ORDER, *PROTECTED, about=(order.unit,))
    decision.require(bool(command.fields), NO_DATA_NAMED, *PROTECTED)
    decision.require_texts("reason", basis=PROTECTED)
    seen = tuple(sorted(set(command.fields)))
    decision.record(PIIViewed(fields=seen), basis=PROTECTED)


only_on_record(PIIViewed)
