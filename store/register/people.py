"""Who is in the city's register, and in which capacity each person acts."""

from dataclasses import asdict
from typing import Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.order.act import Actor
from domain.vocabulary import Role
from policies.city_register import CityRegister
from store.city import city_day
from store.register.dispatch_catalogue import enter_rules
from store.register.tables import PersonRow, UnitRow
from store.unit_of_work import Source, reading

FROM_THE_START: Final = "system"
"""Who is on record as having entered what a city begins with."""
TODAY: Final = city_day(func.clock_timestamp())
"""The local day on which the register is asked."""
IN_FORCE: Final = and_(
    or_(PersonRow.valid_from.is_(None), PersonRow.valid_from <= TODAY),
    or_(PersonRow.valid_to.is_(None), PersonRow.valid_to >= TODAY),
)
WHO: Final = (
    select(
        PersonRow.person,
        PersonRow.unit,
        PersonRow.role,
        PersonRow.outsourced,
        UnitRow.district,
    )
    .join(UnitRow, UnitRow.code == PersonRow.unit)
    .where(IN_FORCE)
)


async def actor(source: Source, person: str) -> Actor | None:
    """The person as facts name them, or None if the register knows nobody of this code today."""
    async with reading(source) as connection:
        row = (await connection.execute(WHO.where(PersonRow.person == person))).one_or_none()
    if row is None:
        return None
    return Actor(
        person=row.person,
        unit=row.unit,
        role=Role(row.role),
        outsourced=row.outsourced,
        district=row.district,
    )


async def fill_register(engine: AsyncEngine, city: CityRegister) -> None:
    """Enter a city's units, people and dispatch catalogue where they are not entered yet."""
    units = [
        {**asdict(u), "level": u.level.value, "successor": u.successor or None} for u in city.units
    ]
    people = [
        {
            "person": p.code,
            "unit": p.unit,
            "role": p.role.value,
            "outsourced": p.outsourced,
            "title": p.title,
            "post": p.post and p.post.value,
            "valid_from": p.valid_from,
            "valid_to": p.valid_to,
        }
        for p in city.persons
    ]
    async with engine.begin() as connection:
        await connection.execute(insert(UnitRow).on_conflict_do_nothing(), units)
        if people:
            await connection.execute(insert(PersonRow).on_conflict_do_nothing(), people)
        await enter_rules(connection, city.rules, FROM_THE_START)
