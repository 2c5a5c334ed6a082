"""Orders from another platform: its number and its own due are kept."""

from datetime import timedelta

from domain.chapters.dispatch.dispatch import CITY
from domain.chapters.elsewhere.facts import UpstreamReceived, UpstreamReported
from domain.chapters.intake.commands import Register
from domain.duties.due_dates import count_on, start_until
from domain.duties.upstream import latest_local_due
from domain.order.clause import applies, only_on_record
from domain.order.clock import Clock
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.time.limit import LONGEST_IN_DAYS, Limit
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName

SOURCE_MISSING = refusal("source_missing")
UPSTREAM_DUE_OUT_OF_RANGE = refusal("upstream_due_out_of_range")
BEYOND_UPSTREAM_DUE = refusal("beyond_upstream_due")

LATEST_DUE = timedelta(days=LONGEST_IN_DAYS)
UPSTREAM_RULES = ("WF-21", "X:X18", "C:C17")


def require_known_source(decision: Decision, command: Register) -> None:
    """X34, X18: a foreign number or due comes with its platform, and the due lies ahead."""
    foreign = bool(command.external_id) or command.upstream_due is not None
    decision.require(bool(command.source) or not foreign, SOURCE_MISSING, "X:X34", "WF-21")
    if command.upstream_due is not None:
        ahead = decision.now < command.upstream_due <= decision.now + LATEST_DUE
        decision.require(ahead, UPSTREAM_DUE_OUT_OF_RANGE, "X:X18", "WF-21")


def receive_from_upstream(decision: Decision, command: Register) -> None:
    """X34, C17: the other platform's number is kept, and its due runs beside the city's own."""
    if not command.source:
        return
    due = command.upstream_due
    clocks = (
        ()
        if due is None
        else (
            start_until(
                decision.order, ClockName.UPSTREAM, CITY, decision.now, due, UPSTREAM_RULES
            ),
        )
    )
    decision.record(
        UpstreamReceived(source=command.source, external_id=command.external_id, due=due),
        *clocks,
        basis=("X:X34", "NA-12", *UPSTREAM_RULES),
    )


def report_upstream(decision: Decision) -> None:
    """WF-21: the result goes back to the platform that the demand came from."""
    source = decision.order.source
    if source:
        reported = decision.done(ClockName.UPSTREAM)
        decision.record(UpstreamReported(source=source), *reported, basis=UPSTREAM_RULES)


@applies(UpstreamReceived)
def _received(order: Order, content: UpstreamReceived, _: Fact) -> Order:
    return changing(order, source=content.source)


def require_before_upstream(decision: Decision, clock: Clock, length: Limit) -> None:
    """C17: no extension goes beyond what the upstream due leaves to the city (a default)."""
    order = decision.order
    latest = latest_local_due(order, clock.name, clock.started)
    ends, _ = count_on(order, clock.due, length)
    decision.require(latest is None or ends <= latest, BEYOND_UPSTREAM_DUE, *UPSTREAM_RULES)


only_on_record(UpstreamReported)
