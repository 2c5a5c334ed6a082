"""The due of the platform that handed an order over, and what it leaves to the city (C17)."""

from datetime import datetime

from domain.order.order import Order
from domain.time.counting import before
from domain.vocabulary import ClockName

LOCAL = frozenset({ClockName.HANDLE, ClockName.TOTAL})
"""The city's own duties that must be done in good time before the upstream due."""


def latest_local_due(order: Order, name: ClockName, since: datetime) -> datetime | None:
    """Return the latest instant a duty begun at `since` may be due, or None where nothing binds.

    The city keeps its lead before the upstream due. Where the lead has passed already, or falls
    into a year without a published calendar, the upstream due itself binds (a default); a due
    that has passed binds nobody any more.
    """
    if name not in LOCAL:
        return None
    upstream = order.open_clock(ClockName.UPSTREAM)
    rules = order.dossier.pack.intake
    if upstream is None or rules is None:
        return None
    pack, calendar = order.dossier.pack, order.dossier.calendar
    lead = before(upstream.due, rules.upstream_lead.value, calendar, pack.office_hours.value)
    if lead.at > since and not lead.provisional:
        return lead.at
    return upstream.due if upstream.due > since else None
