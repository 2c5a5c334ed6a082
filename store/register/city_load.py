"""A city's file goes into the register: what is new or otherwise is written, and each change of it
recorded; what the file does not name stays as it is."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any, Final

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from policies.city_register import CityRegister, District, Person, Unit
from store.accounts.separation import require_holders_apart
from store.register.dispatch_catalogue import CodeTaken, all_rules, enter_rules
from store.register.register_changes import RegisterChange, note_register_changes
from store.register.tables import DistrictRow, PersonRow, UnitRow
from store.tables import Base

ONE_AT_A_TIME: Final = text("LOCK TABLE register_change IN SHARE ROW EXCLUSIVE MODE")
Columns = dict[str, Any]


class OtherSuccession(ValueError):
    """A file names another successor than the register; orders learn of one by `unit succeed`."""


async def load_register(
    engine: AsyncEngine, city: CityRegister, by: str
) -> tuple[RegisterChange, ...]:
    """Write a city's file into the register, all of it or nothing; the same file again changes
    nothing. Raises OtherSuccession, CodeTaken and NotApart."""
    async with engine.begin() as connection:
        await connection.execute(ONE_AT_A_TIME)
        changes = (
            *await _districts(connection, city.districts),
            *await _units(connection, city.units),
            *await _persons(connection, city.persons),
            *await _rules(connection, city, by),
        )
        await note_register_changes(connection, changes, by)
    return changes


async def _districts(
    connection: AsyncConnection, districts: Iterable[District]
) -> list[RegisterChange]:
    known = await _known(connection, DistrictRow, "code")
    changes = list(_changes("district", known, [(one.code, asdict(one)) for one in districts]))
    await _write(connection, DistrictRow, "code", [dict(one.after) for one in changes])
    return changes


async def _units(connection: AsyncConnection, units: Iterable[Unit]) -> list[RegisterChange]:
    known = await _known(connection, UnitRow, "code")
    said = [(one.code, _since_succeeded(_unit_row(one), known.get(one.code))) for one in units]
    changes = list(_changes("unit", known, said))
    rows = [dict(one.after) for one in changes]
    # A unit may stand in the file before the one that succeeds it, or the one above it.
    alone = [{**row, "successor": None, "above": None} for row in rows]
    await _write(connection, UnitRow, "code", alone)
    joined = [row for row in rows if row["successor"] or row["above"]]
    await _write(connection, UnitRow, "code", joined)
    return changes


def _since_succeeded(said: Columns, on_record: Columns | None) -> Columns:
    """X21: a file that was written before a merger takes nothing of it back."""
    successor = on_record["successor"] if on_record else None
    if on_record is None or (successor is None and said["successor"] is None):
        return said
    if said["successor"] not in (None, successor):
        raise OtherSuccession(said["code"])
    return {**said, "successor": successor, "valid_to": on_record["valid_to"]}


async def _persons(connection: AsyncConnection, persons: Iterable[Person]) -> list[RegisterChange]:
    known = await _known(connection, PersonRow, "person")
    changes = list(_changes("person", known, [(one.code, _person_row(one)) for one in persons]))
    await _write(connection, PersonRow, "person", [dict(one.after) for one in changes])
    await require_holders_apart(connection, [one.code for one in changes])
    return changes


async def _rules(connection: AsyncConnection, city: CityRegister, by: str) -> list[RegisterChange]:
    """An entry of the catalogue is ended, never changed; one that says otherwise is refused."""
    known = {rule.code: rule for rule in await all_rules(connection)}
    for rule in city.rules:
        on_record = known.get(rule.code)
        if on_record is not None and replace(on_record, valid_to=rule.valid_to) != rule:
            raise CodeTaken(rule.code)
    new = await enter_rules(connection, city.rules, by)
    return [
        RegisterChange(kind="rule", code=rule.code, before=None, after=asdict(rule))
        for rule in city.rules
        if rule.code in new
    ]


async def _known(connection: AsyncConnection, table: type[Base], key: str) -> dict[str, Columns]:
    rows = await connection.execute(select(table.__table__))
    return {row._mapping[key]: dict(row._mapping) for row in rows}


def _changes(
    kind: str, known: dict[str, Columns], said: Iterable[tuple[str, Columns]]
) -> Iterator[RegisterChange]:
    for code, row in said:
        before = known.get(code)
        if before != row:
            yield RegisterChange(kind=kind, code=code, before=before, after=row)


async def _write(
    connection: AsyncConnection, table: type[Base], key: str, rows: list[Columns]
) -> None:
    if rows:
        adding = insert(table)
        said = {name: adding.excluded[name] for name in rows[0] if name != key}
        written = adding.on_conflict_do_update(index_elements=[key], set_=said)
        await connection.execute(written, rows)


def _unit_row(unit: Unit) -> Columns:
    classes = [one.value for one in unit.item_classes]
    return {
        **asdict(unit),
        "level": unit.level.value,
        "successor": unit.successor or None,
        "above": unit.above or None,
        "item_classes": classes,
    }


def _person_row(person: Person) -> Columns:
    return {
        "person": person.code,
        "unit": person.unit,
        "role": person.role.value,
        "outsourced": person.outsourced,
        "title": person.title,
        "post": person.post and person.post.value,
        "valid_from": person.valid_from,
        "valid_to": person.valid_to,
    }
