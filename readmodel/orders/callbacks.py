"""Calls that nobody answered: the attempts of orders since their result last passed the review."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import any_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from domain.chapters.closing.facts import CallbackAttempted, ReviewPassed
from domain.order.fact import FACTS
from store.tables import NUMBER, FactRow
from store.unit_of_work import Source, reading

MISSED: Final = FACTS.word_of(CallbackAttempted)
PASSED: Final = FACTS.word_of(ReviewPassed)


async def missed_callbacks(
    source: Source, numbers: Collection[str]
) -> Mapping[str, tuple[datetime, ...]]:
    """When the caller of each of these orders did not answer, the first time first."""
    review = aliased(FactRow)
    last_passed = (
        select(func.max(review.seq))
        .where(review.order_number == FactRow.order_number, review.kind == PASSED)
        .correlate(FactRow)
        .scalar_subquery()
    )
    asked = (
        select(FactRow.order_number, FactRow.occurred_at)
        .where(
            FactRow.order_number == any_(literal(list(numbers), ARRAY(NUMBER))),
            FactRow.kind == MISSED,
            or_(last_passed.is_(None), FactRow.seq > last_passed),
        )
        .order_by(FactRow.order_number, FactRow.seq)
    )
    found: dict[str, list[datetime]] = {number: [] for number in numbers}
    async with reading(source) as connection:
        for number, at in await connection.execute(asked):
            found[number].append(at)
    return {number: tuple(times) for number, times in found.items()}
