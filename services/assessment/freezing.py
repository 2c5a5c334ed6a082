"""Freezing a month: its figures under the rules of the day, once and for ever.

What comes to be known later is a new fact and changes no frozen figure.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine

from audit.log.canonical import canonical
from audit.log.checkpoints import Signer
from audit.log.leaves import assessment_leaf, frozen_digest
from domain.assessment import Assessment, BadPeriod, Period
from domain.assessment.figure import Figure
from domain.order.terms import Mode
from readmodel.scorecards import frozen_months, marks
from services.archive.log_writer import Leaf, add_leaves
from services.assessment.assessing import Wish, assess_records, city_law
from services.law.laws import Laws
from store.city import City
from store.commands.order_time import database_mode, latest_now

PARTS: Final = ("indicators", "monthly", "practice")
ATTEMPTS: Final = 5
Json = dict[str, Any]


class AlreadyFrozen(ValueError):
    """A month is frozen once."""


class StillMoving(ValueError):
    """Facts of the month kept coming while it was added up."""


def month_of(written: str) -> Wish:
    """The days of a month written as 2026-10; raises BadPeriod."""
    try:
        first = date.fromisoformat(f"{written}-01")
    except ValueError as bad:
        raise BadPeriod(f"{written} is no month such as 2026-10") from bad
    return Wish(first=first, until_day=_next_month(first), with_orders=False)


def name_of(period: Period) -> str | None:
    """The name of the month that a period is; None of any other period."""
    whole = period.first.day == 1 and period.until_day == _next_month(period.first)
    return f"{period.first:%Y-%m}" if whole else None


def _next_month(first: date) -> date:
    years, month = divmod(first.month, 12)
    return date(first.year + years, month + 1, 1)


async def freeze(engine: AsyncEngine, laws: Laws, city: City, signer: Signer, month: str) -> None:
    """Write a month down with its leaf in the log.

    Raises AlreadyFrozen, StillMoving, BadPeriod, PeriodNotEnded and UnknownLaw."""
    wish = month_of(month)
    if await frozen_months.frozen_month(engine, month) is not None:
        raise AlreadyFrozen(month)
    law = await city_law(laws, city)
    found, orders = await _at_rest(engine, laws, city, wish)
    figures, known = canonical(written(found)).decode(), canonical(orders).decode()
    row = {
        "month": month,
        "pack": law.pack.id,
        "pack_edition": law.pack.edition,
        "figures": figures,
        "orders": known,
        "sha256": frozen_digest(figures, known),
        "frozen_at": datetime.now(UTC),
    }
    async with engine.begin() as connection:
        if not await frozen_months.add_month(connection, row):
            raise AlreadyFrozen(month)
        said = assessment_leaf(row, national=signer.is_national)
        await add_leaves(connection, signer, [Leaf(month, None, said)])


async def freeze_last_month(
    engine: AsyncEngine, laws: Laws, city: City, signer: Signer
) -> str | None:
    """Freeze the month that ended last, unless it is frozen; its name if that was done now.

    Only in real time, and only what has orders: a rehearsal's months are frozen on request."""
    if await database_mode(engine) is not Mode.REAL:
        return None
    today = (await latest_now(engine)).astimezone(city.zone).date()
    month = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    if await frozen_months.frozen_month(engine, month) is not None:
        return None
    begun = await frozen_months.first_opened(engine)
    if begun is None or f"{begun.astimezone(city.zone):%Y-%m}" > month:
        return None
    await freeze(engine, laws, city, signer, month)
    return month


async def _at_rest(
    engine: AsyncEngine, laws: Laws, city: City, wish: Wish
) -> tuple[Assessment, dict[str, int]]:
    """The figures of a month and the orders in them, of one moment."""
    for _ in range(ATTEMPTS):
        before = await assess_records(engine, laws, city, wish)
        orders = await frozen_months.counted_orders(
            engine, await marks.kinds(engine), before.period
        )
        if written(before) == written(await assess_records(engine, laws, city, wish)):
            return before, orders
    raise StillMoving(f"{wish.first:%Y-%m}")


def written(found: Assessment) -> Json:
    """Every figure as it is frozen, readable by hand."""
    parts = {
        part: {code: _figure(figure) for code, figure in getattr(found, part).items()}
        for part in PARTS
    }
    return {**parts, "excluded": [list(one) for one in found.excluded]}


def _figure(figure: Figure) -> Json:
    value = figure.value
    return {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": None if value is None else str(value),
        "places": [[*place, *tally] for place, tally in sorted(figure.places.items())],
    }
