"""The answer to a ring: up to when everything received is decided, by PostgreSQL's own clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text

from store.unit_of_work import Source, reading
from store.wire import Json

SETTLE: Final = text("SELECT until, moment, version, clocks FROM settle_order(:number, :due)")
"""Whoever stamps holds the order's row until commit, so no stamp is overlooked for its youth."""


class UnknownOrder(LookupError):
    """No order of this number is in the command table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What the command table says to a ring. All instants are UTC."""

    until: datetime
    """Everything received up to here is decided, and the clock has passed it."""
    now: datetime
    """PostgreSQL's clock for this order."""
    version: int
    """Up to where the order's facts are stored."""
    clocks: Mapping[str, Json]
    """The written form of its clocks by their ids, as it stood at that version."""

    def covers(self, due: datetime) -> bool:
        """Whether what is due at this instant may lapse."""
        return self.until >= due


async def settlement(source: Source, number: str, due: datetime) -> Settlement:
    """Say up to when an order is settled; if that reaches `due` (UTC), no later stamp precedes it.

    Within a transaction the order is held until that ends. Raises UnknownOrder."""
    async with reading(source) as connection:
        found = (await connection.execute(SETTLE, {"number": number, "due": due})).one()
    if found.until is None:
        raise UnknownOrder(number)
    return Settlement(
        until=found.until, now=found.moment, version=found.version, clocks=found.clocks or {}
    )
