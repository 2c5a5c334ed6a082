"""The due of the platform that handed an order over: it governs (WF-21, C17)."""

from datetime import datetime

from domain.order.order import Order
from domain.vocabulary import ClockName

LOCAL = frozenset({ClockName.HANDLE, ClockName.TOTAL})
"""The duties whose limit the other platform sets, where it sets one."""


def governing_due(order: Order, name: ClockName, since: datetime) -> datetime | None:
    """Return until when a duty begun at `since` runs by another platform's word, or None.

    It stands in the place of the local limit, shorter or longer; one that has passed binds nobody
    any more (a default).
    """
    upstream = order.open_clock(ClockName.UPSTREAM) if name in LOCAL else None
    return upstream.due if upstream is not None and upstream.due > since else None
