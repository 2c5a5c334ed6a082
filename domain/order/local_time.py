"""The local time of an order's place."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.order.order import Order


def local(order: Order, instant: datetime) -> str:
    """An instant in the office's own time, with its offset."""
    there = instant.astimezone(ZoneInfo(order.dossier.calendar.time_zone))
    return there.strftime("%Y-%m-%d %H:%M:%S%z")
