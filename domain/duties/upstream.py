"""What governs a duty before any limit: another platform's due, or the day that was promised.

The other platform's due governs by WF-21 and C17; the promised day by the rules of the pack."""

from datetime import datetime
from typing import Final

from domain.law.pack import Pack
from domain.law.value import Value
from domain.order.order import Order
from domain.time.limit import Limit
from domain.vocabulary import ClockName, Urgency

LOCAL = frozenset({ClockName.HANDLE, ClockName.TOTAL})
"""The duties whose limit the other platform sets, where it sets one."""
BY_UPSTREAM: Final = ("WF-21", "C:C17", "X:X18")


def governing_due(order: Order, name: ClockName, since: datetime) -> datetime | None:
    """Return until when a duty begun at `since` runs whatever its limit, or None.

    It stands in the place of the local limit, shorter or longer; one that has passed binds nobody
    any more (a default). Of two the earlier governs.
    """
    ahead = [at for at in (_upstream(order), promised_until(order)) if at and at > since]
    return min(ahead, default=None) if name in LOCAL else None


def governed_by(order: Order, governing: datetime) -> tuple[str, ...]:
    """Name the rules by which this instant governs."""
    return BY_UPSTREAM if governing == _upstream(order) else promise_rules(order)


def promised_until(order: Order) -> datetime | None:
    """24:00 of the day that the case was promised; an emergency waits for none (a default)."""
    if order.promised_day is None or order.urgency is Urgency.EMERGENCY:
        return None
    return order.dossier.calendar.workdays.begin(order.promised_day.toordinal() + 1)


def promise_rules(order: Order) -> tuple[str, ...]:
    """The rules by which the law lets a case bring its day along; none where it does not."""
    furthest = furthest_promise(order.dossier.pack)
    return furthest.rules if furthest else ()


def furthest_promise(pack: Pack) -> Value[Limit] | None:
    """How far ahead a promised day may lie; None where the law takes none."""
    return pack.intake.furthest_promised_day if pack.intake else None


def _upstream(order: Order) -> datetime | None:
    upstream = order.open_clock(ClockName.UPSTREAM)
    return upstream.due if upstream is not None else None
