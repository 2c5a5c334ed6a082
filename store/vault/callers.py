"""How a caller behaved in other orders, found by digests and never by name (G25)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import text

from store.unit_of_work import Source, reading

PERSUADED: Final = text("""
SELECT DISTINCT fact.occurred_at
  FROM blind_index AS own
  JOIN blind_index AS same ON same.digest = own.digest AND same.order_number <> own.order_number
  JOIN fact ON fact.order_number = same.order_number AND fact.kind = 'CallerPersuaded'
 WHERE own.order_number = :number
 ORDER BY fact.occurred_at
""")
RESTRICTED_UNTIL: Final = text("""
SELECT max(CAST(restricted.body #>> '{content,until}' AS timestamptz))
  FROM blind_index AS same
  JOIN fact AS restricted
    ON restricted.order_number = same.order_number AND restricted.kind = 'CallerRestricted'
 WHERE same.digest = ANY(:digests)
   AND NOT EXISTS (
       SELECT FROM fact AS lifted
        WHERE lifted.order_number = restricted.order_number
          AND lifted.kind = 'RestrictionLifted' AND lifted.seq > restricted.seq)
""")


async def persuaded_elsewhere(source: Source, number: str) -> tuple[datetime, ...]:
    """When the caller of an order was persuaded in others (UTC), the first time first."""
    async with reading(source) as connection:
        return tuple(await connection.scalars(PERSUADED, {"number": number}))


async def restricted_until(source: Source, digests: Sequence[bytes]) -> datetime | None:
    """Until when a caller with these digests may only be called back (UTC); None if not at all."""
    async with reading(source) as connection:
        found: datetime | None = await connection.scalar(
            RESTRICTED_UNTIL, {"digests": list(digests)}
        )
        return found
