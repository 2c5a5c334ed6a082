"""Questions about orders that several commands ask of the running system."""

from typing import Any, Final
from urllib.parse import quote

from cli.shared.client import Hotline
from cli.shared.exit_status import BadInput
from operations.api_client import Json

PAGE: Final = 200
"""No more may be asked for at once."""


def order_path(number: str) -> str:
    """Where the API keeps an order; raises BadInput for what can be no number."""
    if not number.strip() or number in (".", ".."):
        raise BadInput(f"{number!r} is no order's number")
    return f"/orders/{quote(number, safe='')}"


def entry_path(code: str) -> str:
    """Where the API keeps an entry of the knowledge base; raises BadInput for what is no code."""
    if not code.strip() or code in (".", ".."):
        raise BadInput(f"{code!r} is no entry's code")
    return f"/knowledge/{quote(code, safe='')}"


def listed(
    hotline: Hotline, wanted: dict[str, Any], limit: int | None = None, *, person: str = ""
) -> Json:
    """The orders that are wanted, page after page: all of them, or so many and where to go on."""
    orders: list[Json] = []
    after = None
    while limit is None or len(orders) < limit:
        size = PAGE if limit is None else min(PAGE, limit - len(orders))
        page = hotline.ask("/orders", person=person, **wanted, limit=size, after=after)
        orders += page["orders"]
        after = page["next"]
        if after is None:
            break
    return {"orders": orders, "next": after}
