"""Orders from another platform: its number and its own due are kept."""

from datetime import datetime, timedelta

from domain.chapters.dispatch.dispatch import CITY
from domain.chapters.elsewhere.facts import UpstreamReceived, UpstreamReported
from domain.chapters.intake.commands import Register
from domain.chapters.intake.late_entry import require_recent
from domain.duties.due_dates import count, count_on, is_emergency, start_until
from domain.duties.upstream import governing_due, promise_rules, promised_until
from domain.order.clause import applies, only_on_record
from domain.order.clock import Clock
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import Refusal, refusal
from domain.time.limit import LONGEST_IN_DAYS, Limit
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName

SOURCE_MISSING = refusal("source_missing")
UPSTREAM_DUE_OUT_OF_RANGE = refusal("upstream_due_out_of_range")
HANDED_OVER_OUT_OF_RANGE = refusal("handed_over_out_of_range")
UPSTREAM_ALREADY_OPEN = refusal("upstream_already_open")
BEYOND_UPSTREAM_DUE = refusal("beyond_upstream_due")
BEYOND_PROMISED_DAY = refusal("beyond_promised_day")

UPSTREAM_RULES = ("WF-21", "X:X18", "C:C17")


def require_known_source(decision: Decision, command: Register) -> None:
    """X34, X18: a foreign number, hand-over or due comes with its platform; the due lies ahead,
    though not further than any platform sets one, and the hand-over behind, though not long."""
    foreign = (command.external_id, command.upstream_due, command.handed_at)
    decision.require(bool(command.source) or not any(foreign), SOURCE_MISSING, "X:X34", "WF-21")
    due, handed = command.upstream_due, command.handed_at
    if due is not None:
        ahead = decision.now < due <= _furthest(decision)
        decision.require(ahead, UPSTREAM_DUE_OUT_OF_RANGE, "X:X18", "WF-21")
    if handed is not None:
        decision.require(handed <= decision.now, HANDED_OVER_OUT_OF_RANGE, "SM-02", "X:X34")
        require_recent(decision, handed)


def opened_before(command: Register, first: str) -> Refusal:
    """X34, WF-21: an order of another platform opens one order here; what else it brings is added
    to the first. Only the command table sees all orders at once, so it asks."""
    return Refusal(
        code=UPSTREAM_ALREADY_OPEN,
        basis=("X:X34", "WF-21", "AH-13"),
        about=(first, command.source, command.external_id),
    )


def _furthest(decision: Decision) -> datetime:
    rules = decision.order.dossier.pack.intake
    furthest = rules.furthest_upstream_due if rules else None
    if furthest is None:
        return decision.now + timedelta(days=LONGEST_IN_DAYS)
    return count(decision.order, decision.now, furthest.value)[0]


def counts_from_hand_over(order: Order) -> bool:
    """SM-02: whether dispatch is owed since another platform handed the matter over.

    An emergency's own limit counts from the acceptance: it is shorter than any hand-over (default)
    """
    rules = order.dossier.pack.intake
    asked = rules.dispatch_from_hand_over if rules else None
    return asked is not None and asked.value and not is_emergency(order)


def receive_from_upstream(decision: Decision, command: Register) -> None:
    """X34, C17: the other platform's number is kept, and its due, which governs the city's own."""
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
        UpstreamReceived(
            source=command.source,
            external_id=command.external_id,
            due=due,
            handed_at=command.handed_at,
        ),
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
def _received(order: Order, content: UpstreamReceived, fact: Fact) -> Order:
    handed_at = content.handed_at or fact.occurred_at
    return changing(order, source=content.source, handed_at=handed_at)


def require_before_upstream(decision: Decision, clock: Clock, length: Limit) -> None:
    """C17: no extension goes beyond what governs: another platform's due, or a promised day."""
    order = decision.order
    latest = governing_due(order, clock.name, clock.started)
    ends, _ = count_on(order, clock.due, length)
    if latest is None or ends <= latest:
        return
    if latest == promised_until(order):
        decision.refuse(BEYOND_PROMISED_DAY, *promise_rules(order))
    decision.refuse(BEYOND_UPSTREAM_DUE, *UPSTREAM_RULES)


only_on_record(UpstreamReported)
