"""Successions in the register: who stands in whose place since when, and which were a mistake."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import and_, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from store.register.people import FROM_THE_START
from store.register.register_changes import Columns, RegisterChange, note_register_changes
from store.register.tables import SuccessionRow, UnitRow
from store.register.units import UnfitUnit, out_of_force, unit
from store.unit_of_work import Source, reading
from texts import both

NOW: Final = func.clock_timestamp()
STANDS: Final = SuccessionRow.undone_at.is_(None)


class OtherSuccessor(ValueError):
    """Another unit has already taken this one's place."""


class NotUndone(ValueError):
    """A succession that cannot be undone; its word says why."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """A succession that was a mistake: who says so, and why."""

    unit: str
    successor: str
    by: str
    reason: str


async def store_succession(engine: AsyncEngine, old: str, new: str, day: date, by: str) -> None:
    """Write down that from this day on one unit stands in another's place.

    The same succession again changes nothing; raises UnfitUnit and OtherSuccessor."""
    async with engine.begin() as connection:
        await _lock(connection, old)
        before, after = await unit(connection, old), await unit(connection, new)
        if before.successor:
            if before.successor != new or before.valid_to != day - date.resolution:
                raise OtherSuccessor(f"{old}: {before.successor} since {before.valid_to}")
            return
        if old == new:
            words = both("register.succeeds_itself", code=old)
            raise UnfitUnit("unit_succeeds_itself", old, words)
        if not after.is_valid(day):
            raise out_of_force(after)
        ended = {"valid_to": day - date.resolution, "successor": new}
        await _set(connection, old, ended, by)
        await _write_down(connection, old, new, day, by, before.valid_to)


async def store_undoing(engine: AsyncEngine, undoing: Undoing) -> None:
    """Write down that a succession was a mistake: the unit is again what it was before.

    Undone again nothing changes; raises UnfitUnit and NotUndone."""
    old, new = undoing.unit, undoing.successor
    async with engine.begin() as connection:
        await _lock(connection, old)
        before, after = await unit(connection, old), await unit(connection, new)
        if before.successor != new:
            if before.successor or not await _was_undone(connection, old, new):
                words = both("register.no_such_succession", code=old, successor=new)
                raise NotUndone("no_such_succession", words)
            return
        if after.successor:
            words = both("register.successor_followed", code=new, successor=after.successor)
            raise NotUndone("successor_followed", words)
        if not await _standing(connection, old):
            day = (before.valid_to or date.min) + date.resolution
            await _write_down(connection, old, new, day, FROM_THE_START, None)
        await _undo(connection, undoing)


async def mistakes(source: Source) -> Mapping[str, int]:
    """How often a succession of each unit was a mistake; units without any are not named."""
    counting = select(SuccessionRow.unit, func.count()).where(~STANDS).group_by(SuccessionRow.unit)
    async with reading(source) as connection:
        rows = await connection.execute(counting)
        return {row[0]: row[1] for row in rows}


async def _lock(connection: AsyncConnection, old: str) -> None:
    await connection.execute(select(UnitRow.code).where(UnitRow.code == old).with_for_update())


async def _standing(connection: AsyncConnection, old: str) -> bool:
    asked = select(SuccessionRow.unit).where(SuccessionRow.unit == old, STANDS)
    return await connection.scalar(asked) is not None


async def _was_undone(connection: AsyncConnection, old: str, new: str) -> bool:
    pair = and_(SuccessionRow.unit == old, SuccessionRow.successor == new, ~STANDS)
    return await connection.scalar(select(SuccessionRow.unit).where(pair).limit(1)) is not None


async def _write_down(
    connection: AsyncConnection, old: str, new: str, day: date, by: str, before: date | None
) -> None:
    said = {"unit": old, "successor": new, "valid_from": day, "entered_by": by}
    row = {**said, "valid_to_before": before, "entered_at": NOW}
    await connection.execute(insert(SuccessionRow).values(row))


async def _set(connection: AsyncConnection, code: str, said: Columns, by: str) -> None:
    """Say otherwise of a unit; it is a change of the register like one by a city's file."""
    of_unit = UnitRow.code == code
    row = (await connection.execute(select(UnitRow.__table__).where(of_unit))).one()
    before = dict(row._mapping)
    await connection.execute(update(UnitRow).where(of_unit).values(said))
    change = RegisterChange(kind="unit", code=code, before=before, after={**before, **said})
    await note_register_changes(connection, [change], by)


async def _undo(connection: AsyncConnection, undoing: Undoing) -> None:
    this = and_(SuccessionRow.unit == undoing.unit, STANDS)
    before = await connection.scalar(select(SuccessionRow.valid_to_before).where(this))
    again = {"valid_to": before, "successor": None}
    await _set(connection, undoing.unit, again, undoing.by)
    undone = {"undone_at": NOW, "undone_by": undoing.by, "reason": undoing.reason}
    await connection.execute(update(SuccessionRow).where(this).values(undone))
