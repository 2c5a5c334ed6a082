"""Grave matters are reported to the leaders in charge at the first moment (SM-06)."""

from typing import Final

from domain.chapters.emergency.commands import ReportToLeaders
from domain.chapters.emergency.facts import ReportedToLeaders
from domain.chapters.intake.desk import DISPATCH_DESK
from domain.duties.due_dates import start
from domain.order.clause import decides, only_on_record
from domain.order.clock import ClockStarted
from domain.order.decision import Decision
from domain.order.shared_refusals import AUTHORITY_MISSING
from domain.vocabulary import ClockName

AT_ONCE: Final = ("SM-06",)


def leaders_owed(decision: Decision) -> tuple[ClockStarted, ...]:
    """SM-06: an emergency, a threat or a crowd of callers is reported once; the desk on duty owes
    it, from the instant at which it is known, where the law of the place says so."""
    order = decision.order
    if order.is_over or order.last_clock(ClockName.LEADER_REPORT) is not None:
        return ()
    return start(order, ClockName.LEADER_REPORT, DISPATCH_DESK, decision.now)


@decides(ReportToLeaders)
def report_to_leaders(decision: Decision, command: ReportToLeaders) -> None:
    """SM-06: whom it was reported to, and what; other matters may be reported as well."""
    decision.require(bool(command.authority), AUTHORITY_MISSING, *AT_ONCE)
    decision.require_texts("text", basis=AT_ONCE)
    content = ReportedToLeaders(authority=command.authority)
    decision.record(content, *decision.done(ClockName.LEADER_REPORT), basis=AT_ONCE)


only_on_record(ReportedToLeaders)
