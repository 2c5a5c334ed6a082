"""Who is in the city's register, and in which capacity each person acts."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, and_, func, or_, select

from domain.order.act import Actor
from domain.vocabulary import Role
from store.city import city_day
from store.register.tables import PersonRow, RegisterChangeRow, UnitRow
from store.unit_of_work import Source, reading

FROM_THE_START: Final = "system"
"""Who is on record as having entered what an invented city begins with."""
TODAY: Final = city_day(func.clock_timestamp())
"""The local day on which the register is asked."""
IN_FORCE: Final = and_(
    or_(PersonRow.valid_from.is_(None), PersonRow.valid_from <= TODAY),
    or_(PersonRow.valid_to.is_(None), PersonRow.valid_to >= TODAY),
)
UNIT_STANDS: Final = or_(
    UnitRow.valid_to.is_(None),
    UnitRow.valid_to >= TODAY,
)
"""The people of a unit that was abolished act no more; one that the register does not know was
never abolished."""
WHO: Final = (
    select(
        PersonRow.person,
        PersonRow.unit,
        PersonRow.role,
        PersonRow.outsourced,
        UnitRow.district,
    )
    .outerjoin(UnitRow, UnitRow.code == PersonRow.unit)
    .where(IN_FORCE, UNIT_STANDS)
)
"""Who acts today; whoever asks narrows it."""


async def actor(source: Source, person: str) -> Actor | None:
    """The person as facts name them, or None if the register knows nobody of this code today."""
    async with reading(source) as connection:
        row = (await connection.execute(WHO.where(PersonRow.person == person))).one_or_none()
    return None if row is None else actor_of(row)


async def actors(source: Source, people: Collection[str]) -> tuple[Actor, ...]:
    """Those of these people whom the register knows today, in the order of their codes."""
    asked = WHO.where(PersonRow.person.in_(people)).order_by(PersonRow.person)
    async with reading(source) as connection:
        return tuple(actor_of(row) for row in await connection.execute(asked))


def actor_of(row: Row[*tuple[Any, ...]]) -> Actor:
    """The person of a row of WHO, as facts name them."""
    return Actor(
        person=row.person,
        unit=row.unit or "",
        role=Role(row.role),
        outsourced=row.outsourced,
        district=row.district or "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleOnRecord:
    """How many people may act today, and whom the system itself has disabled."""

    acting: int
    unasked: tuple[str, ...]
    """Codes of people of the sample city whom nobody had entered."""


async def people_on_record(source: Source) -> PeopleOnRecord:
    """Count who may act today, and name who was disabled because nobody had entered them."""
    unasked = (
        select(RegisterChangeRow.code)
        .where(RegisterChangeRow.kind == "person", RegisterChangeRow.changed_by == FROM_THE_START)
        .where(RegisterChangeRow.before.is_not(None))
        .order_by(RegisterChangeRow.code)
    )
    async with reading(source) as connection:
        acting = await connection.scalar(
            select(func.count()).select_from(PersonRow).where(IN_FORCE)
        )
        codes = await connection.scalars(unasked)
        return PeopleOnRecord(acting=acting or 0, unasked=tuple(codes))
