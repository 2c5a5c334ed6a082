"""Days that lie ahead: what is promised or planned for a day is bounded by the law of the place."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.duties.due_dates import count
from domain.law.limit_rule import LimitRule
from domain.order.decision import Decision
from domain.order.order import Order
from domain.order.refusal import RefusalCode
from domain.time.counting import AN_INSTANT


def require_within(
    decision: Decision, day: date, rule: LimitRule, past: RefusalCode, too_far: RefusalCode
) -> None:
    """Refuse a day that has passed, or that lies further ahead than the rule allows."""
    order, now = decision.order, decision.now
    latest, _ = count(order, now, rule.limit)
    decision.require(day >= _day(order, now), past, *rule.rules)
    within = day <= _day(order, latest - AN_INSTANT)
    decision.require(within, too_far, *rule.rules, about=(rule.limit.text(),))


def _day(order: Order, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(order.dossier.calendar.time_zone)).date()
