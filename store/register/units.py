"""The city's units as the register knows them: on which days, on which level, followed by whom."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.vocabulary import ItemClass
from policies.city_register import Unit, UnitLevel
from store.engines import single
from store.register.people import TODAY
from store.register.tables import PersonRow, UnitRow
from texts import ENGLISH, both, say, zh

Columns = tuple[Any, ...]
UNITS: Final = select(
    UnitRow.code,
    UnitRow.title,
    UnitRow.kind,
    UnitRow.district,
    UnitRow.level,
    UnitRow.territory,
    UnitRow.valid_from,
    UnitRow.valid_to,
    UnitRow.successor,
    UnitRow.item_classes,
).order_by(UnitRow.code)
STAFF: Final = select(
    PersonRow.person,
    PersonRow.role,
    PersonRow.title,
    PersonRow.post,
    PersonRow.valid_from,
    PersonRow.valid_to,
).order_by(PersonRow.person)


class UnfitUnit(LookupError):
    """A unit that is unknown, not valid on the day, or not for such items; nothing was stored."""

    def __init__(self, code: str, unit: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.unit = code, unit


class OtherSuccessor(ValueError):
    """Another unit has already taken this one's place."""


async def units(engine: AsyncEngine) -> tuple[Unit, ...]:
    """Every unit that the register has ever known, by code."""
    async with single(engine).connect() as connection:
        return tuple(_unit(row) for row in await connection.execute(UNITS))


async def unit(engine: AsyncEngine, code: str) -> Unit:
    """One unit; raises UnfitUnit."""
    async with single(engine).connect() as connection:
        return await _one(connection, code)


async def is_on_register(engine: AsyncEngine, code: str) -> bool:
    """Whether the register knows a unit of this code, valid or not; an empty one knows any."""
    async with single(engine).connect() as connection:
        if await connection.scalar(UNITS.where(UnitRow.code == code)) is not None:
            return True
        return await connection.scalar(select(UnitRow.code).limit(1)) is None


async def staff(engine: AsyncEngine, code: str) -> tuple[dict[str, Any], ...]:
    """The people of a unit with their posts and days; codes and titles, no names."""
    async with single(engine).connect() as connection:
        rows = await connection.execute(STAFF.where(PersonRow.unit == code))
        return tuple(dict(row._mapping) for row in rows)


async def today(engine: AsyncEngine) -> date:
    """The local day by the database's own clock."""
    async with single(engine).connect() as connection:
        day: date = (await connection.execute(select(TODAY))).scalar_one()
        return day


async def in_force(engine: AsyncEngine, codes: Iterable[str]) -> dict[str, Unit]:
    """The units of these codes, each valid today; raises UnfitUnit naming the first that is not.

    An empty register knows no units to hold anybody to, so it holds nobody to any."""
    async with single(engine).connect() as connection:
        day: date = (await connection.execute(select(TODAY))).scalar_one()
        rows = await connection.execute(UNITS.where(UnitRow.code.in_(wanted := sorted(set(codes)))))
        known = {found.code: found for found in map(_unit, rows)}
        if not known and await connection.scalar(select(UnitRow.code).limit(1)) is None:
            return {}
    for code in wanted:
        if code not in known:
            raise unknown_unit(code)
        if not known[code].is_valid(day):
            raise _out_of_force(known[code])
    return known


async def store_succession(engine: AsyncEngine, old: str, new: str, day: date) -> None:
    """Write down that from this day on one unit stands in another's place.

    The same succession again changes nothing; raises UnfitUnit and OtherSuccessor."""
    async with engine.begin() as connection:
        await connection.execute(select(UnitRow.code).where(UnitRow.code == old).with_for_update())
        before, after = await _one(connection, old), await _one(connection, new)
        if before.successor:
            if before.successor != new or before.valid_to != day - date.resolution:
                raise OtherSuccessor(f"{old}: {before.successor} since {before.valid_to}")
            return
        if not after.is_valid(day):
            raise _out_of_force(after)
        ended = {"valid_to": day - date.resolution, "successor": new}
        await connection.execute(update(UnitRow).where(UnitRow.code == old).values(ended))


async def _one(connection: AsyncConnection, code: str) -> Unit:
    row = (await connection.execute(UNITS.where(UnitRow.code == code))).one_or_none()
    if row is None:
        raise unknown_unit(code)
    return _unit(row)


def unknown_unit(code: str) -> UnfitUnit:
    """What is said of a code that the register does not know."""
    return UnfitUnit("unit_unknown", code, both("register.unknown_unit", code=code))


def _out_of_force(found: Unit) -> UnfitUnit:
    after = f"; its successor is {found.successor}" if found.successor else ""
    english = say("register.out_of_force", ENGLISH, code=found.code)
    words = f"{english}{after} · {zh('register.out_of_force', code=found.code)}"
    return UnfitUnit("unit_not_in_force", found.code, words)


def _unit(row: Row[*Columns]) -> Unit:
    return Unit(
        code=row.code,
        title=row.title,
        kind=row.kind,
        district=row.district,
        level=UnitLevel(row.level),
        territory=row.territory,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successor=row.successor or "",
        item_classes=tuple(ItemClass(word) for word in row.item_classes),
    )
