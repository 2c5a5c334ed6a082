"""A running order moves to another edition of the law, and only by a recorded act."""

from dataclasses import replace

from domain.chapters.law_change.commands import ChangeRuleSet
from domain.chapters.law_change.facts import RuleSetChanged
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing

SAME_RULE_SET = refusal("same_rule_set")
OTHER_CALENDAR = refusal("other_calendar")


@decides(ChangeRuleSet)
def change_rule_set(decision: Decision, command: ChangeRuleSet) -> None:
    """T51, X38: no running clock moves; what begins later follows the new law.

    Default: reminders, rungs and permissions are the new law's at once; a law of another calendar
    is refused, because the dues that run were counted by the old one."""
    old, new = decision.order.dossier.pack, command.pack
    decision.require_texts("reason", basis=("T:T51", "X:X38"))
    decision.require(new.edition != old.edition, SAME_RULE_SET, "X:X38", about=(old.edition,))
    decision.require(new.calendar == old.calendar, OTHER_CALENDAR, "X:X38", about=(old.calendar,))
    content = RuleSetChanged(before=old.edition, pack=new)
    decision.record(content, basis=("T:T51", "X:X38", "C:C16"))


@applies(RuleSetChanged)
def _rule_set_changed(order: Order, content: RuleSetChanged, _: Fact) -> Order:
    return changing(order, dossier=replace(order.dossier, pack=content.pack))
