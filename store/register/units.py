"""The city's units as the register knows them: on which days, on which level, followed by whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.vocabulary import ItemClass
from policies.city_register import Unit, UnitLevel
from store.register.people import TODAY
from store.register.tables import DistrictRow, PersonRow, UnitRow
from store.unit_of_work import Source, reading
from texts import ENGLISH, both, say, zh

Columns = tuple[Any, ...]
SUB_CENTRE: Final = "sub_centre"
"""The kind of unit that dispatches, supervises and rechecks in its district (SY20-07)."""
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
    UnitRow.above,
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


class NoSuchUnit(UnfitUnit):
    """Somebody asks about a unit that the register does not know."""

    @classmethod
    def called(cls, code: str) -> "NoSuchUnit":
        """What is said of a code that the register does not know."""
        return cls("unit_unknown", code, both("register.unknown_unit", code=code))


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedUnits:
    """What the register said on a day of the units that somebody named."""

    codes: tuple[str, ...]
    day: date
    known: Mapping[str, Unit]
    is_empty: bool
    """Whether the register knows no unit at all."""
    centres: tuple[Unit, ...] = ()
    """The sub-centres that are valid on the day."""

    def in_force(self) -> Mapping[str, Unit]:
        """The units, each valid on the day; raises UnfitUnit naming the first that is not.

        An empty register knows no units to hold anybody to, so it holds nobody to any."""
        if self.is_empty:
            return {}
        for code in self.codes:
            if code not in self.known:
                raise unknown_unit(code)
            if not self.known[code].is_valid(self.day):
                raise out_of_force(self.known[code])
        return self.known

    def centre_of(self, unit: Unit) -> str:
        """The sub-centre through which a unit's orders go; empty where its district has none."""
        if unit.kind == SUB_CENTRE:
            return unit.code
        ours = (centre.code for centre in self.centres if centre.district == district_of(unit))
        return next(ours, "")


def district_of(unit: Unit) -> str:
    """The district whose unit it is; empty for a unit of the city."""
    return "" if unit.level is UnitLevel.CITY else unit.district


async def units(source: Source) -> tuple[Unit, ...]:
    """Every unit that the register has ever known, by code."""
    async with reading(source) as connection:
        return tuple(_unit(row) for row in await connection.execute(UNITS))


async def district_titles(source: Source) -> dict[str, str]:
    """What the city calls its districts, by their codes."""
    async with reading(source) as connection:
        rows = await connection.execute(select(DistrictRow.code, DistrictRow.title))
        return {row.code: row.title for row in rows}


async def unit(source: Source, code: str) -> Unit:
    """One unit; raises UnfitUnit."""
    async with reading(source) as connection:
        return await _one(connection, code)


async def is_on_register(source: Source, code: str) -> bool:
    """Whether the register knows a unit of this code, valid or not; an empty one knows any."""
    async with reading(source) as connection:
        if await connection.scalar(UNITS.where(UnitRow.code == code)) is not None:
            return True
        return await connection.scalar(select(UnitRow.code).limit(1)) is None


async def staff(source: Source, code: str) -> tuple[dict[str, Any], ...]:
    """The people of a unit with their posts and days; codes and titles, no names."""
    async with reading(source) as connection:
        rows = await connection.execute(STAFF.where(PersonRow.unit == code))
        return tuple(dict(row._mapping) for row in rows)


async def today(source: Source) -> date:
    """The local day by the database's own clock."""
    async with reading(source) as connection:
        day: date = (await connection.execute(select(TODAY))).scalar_one()
        return day


async def named_units(source: Source, codes: Iterable[str]) -> NamedUnits:
    """What the register says today of the units of these codes."""
    wanted = tuple(sorted(set(codes)))
    async with reading(source) as connection:
        day: date = (await connection.execute(select(TODAY))).scalar_one()
        rows = await connection.execute(UNITS.where(UnitRow.code.in_(wanted)))
        known = {found.code: found for found in map(_unit, rows)}
        is_empty = not known and await connection.scalar(select(UnitRow.code).limit(1)) is None
        local = any(map(district_of, known.values()))
        centres = await _sub_centres(connection, day) if local else ()
    return NamedUnits(codes=wanted, day=day, known=known, is_empty=is_empty, centres=centres)


async def _sub_centres(connection: AsyncConnection, day: date) -> tuple[Unit, ...]:
    rows = await connection.execute(UNITS.where(UnitRow.kind == SUB_CENTRE))
    return tuple(centre for centre in map(_unit, rows) if centre.is_valid(day))


async def government_of(source: Source, place: str) -> str:
    """The unit that governs a place today, by its code; empty where the register names none."""
    async with reading(source) as connection:
        day: date = (await connection.execute(select(TODAY))).scalar_one()
        rows = await connection.execute(UNITS.where(UnitRow.territory == place))
        return next((unit.code for unit in map(_unit, rows) if unit.is_valid(day)), "")


async def _one(connection: AsyncConnection, code: str) -> Unit:
    row = (await connection.execute(UNITS.where(UnitRow.code == code))).one_or_none()
    if row is None:
        raise unknown_unit(code)
    return _unit(row)


def unknown_unit(code: str) -> UnfitUnit:
    """What is said of a code that the register does not know."""
    return UnfitUnit("unit_unknown", code, both("register.unknown_unit", code=code))


def out_of_force(found: Unit) -> UnfitUnit:
    """What is said of a unit that is not valid on the day, with its successor if it has one."""
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
        above=row.above or "",
        item_classes=tuple(ItemClass(word) for word in row.item_classes),
    )
