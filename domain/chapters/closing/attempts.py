"""Attempts to reach the caller: how many, on how many days, at which hours are enough (G14)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.order.order import Order


def attempts_exhausted(order: Order) -> bool:
    """G14: enough attempts, on different days, in different windows of the day."""
    rules = order.dossier.pack.callback
    zone = ZoneInfo(order.dossier.calendar.time_zone)
    local = [attempt.at.astimezone(zone) for attempt in order.attempts]
    windows = {_window(at, rules.window_starts.value) for at in local}
    return (
        len(local) >= rules.attempts.value
        and len({at.date() for at in local}) >= rules.days.value
        and len(windows) >= rules.windows.value
    )


def _window(at: datetime, starts: tuple[str, ...]) -> int:
    return sum(at.strftime("%H:%M") >= begins for begins in starts)
