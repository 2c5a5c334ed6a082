"""The dispatch catalogue in the database: read whole, entered and ended, never changed."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.chapters.dispatch.catalogue import (
    Catalogue,
    DemandMatter,
    DispatchRule,
    in_force,
    with_successors,
)
from domain.chapters.intake.commands import Reclassify, Register
from domain.vocabulary import ItemClass, ItemType
from store.commands.stored import CommandStatus
from store.register.register_changes import RegisterChange, note_register_changes
from store.register.tables import DispatchRuleRow, UnitRow
from store.tables import CommandRow
from store.unit_of_work import Source, reading
from store.wire import ACT

RULES: Final = select(DispatchRuleRow.__table__).order_by(DispatchRuleRow.code)
SUCCESSORS: Final = select(UnitRow.code, UnitRow.successor).where(
    UnitRow.successor.is_not(None), UnitRow.valid_to < bindparam("day")
)
BY_THE_HAND_OF: Final = frozenset({"entered_by", "ended_by"})
# An order's own time, which may be moved; before there is an order, the database's.
TODAY: Final = text("SELECT city_day(coalesce(received_at(:number), clock_timestamp() + :ahead))")
NOT_DONE: Final = (CommandStatus.REFUSED, CommandStatus.FAILED)
SAID_OF_IT: Final = ("register", "reclassify")


class UnknownUnit(LookupError):
    """The register knows no such unit."""


class UnknownRule(LookupError):
    """The catalogue knows no entry of this code."""


class CodeTaken(ValueError):
    """Another entry bears this code already; a new one needs a code of its own."""


class NotItsLastDay(ValueError):
    """The last day of an entry lies before its first, or after the one on record."""


async def today(source: Source, number: str = "", ahead: timedelta = timedelta()) -> date:
    """The local day on which an order is, or on which one registered now would be born."""
    async with reading(source) as connection:
        found: date = await connection.scalar(TODAY, {"number": number, "ahead": ahead})
        return found


async def all_rules(source: Source) -> tuple[DispatchRule, ...]:
    """Every entry, those that have ended too, by code."""
    async with reading(source) as connection:
        return tuple(_rule(row._mapping) for row in await connection.execute(RULES))


async def catalogue_on(source: Source, day: date) -> Catalogue:
    """What counts on a day, with the units that stand in the place of those that are no more."""
    async with reading(source) as connection:
        rules = await all_rules(connection)
        ended = await connection.execute(SUCCESSORS, {"day": day})
        return with_successors(in_force(rules, day), {row.code: row.successor for row in ended})


async def enter_rules(
    connection: AsyncConnection, rules: Iterable[DispatchRule], by: str
) -> list[str]:
    """Enter what is not entered yet; the codes that are new."""
    rows = [{**asdict(rule), "entered_by": by} for rule in rules]
    new = insert(DispatchRuleRow).on_conflict_do_nothing().returning(DispatchRuleRow.code)
    return list(await connection.scalars(new, rows)) if rows else []


async def add_rule(engine: AsyncEngine, rule: DispatchRule, by: str) -> None:
    """Enter one rule; the same one again changes nothing. Raises UnknownUnit and CodeTaken."""
    async with engine.begin() as connection:
        known = select(UnitRow.code).where(UnitRow.code == rule.unit)
        if await connection.scalar(known) is None:
            raise UnknownUnit(rule.unit)
        if await enter_rules(connection, [rule], by):
            new = RegisterChange(kind="rule", code=rule.code, before=None, after=asdict(rule))
            await note_register_changes(connection, [new], by)
            return
        if await _entry(connection, rule.code) != rule:
            raise CodeTaken(rule.code)


async def end_rule(engine: AsyncEngine, code: str, last_day: date, by: str) -> DispatchRule:
    """Let a rule count no longer than to this day; raises UnknownRule and NotItsLastDay."""
    async with engine.begin() as connection:
        rule = await _entry(connection, code)
        if rule is None:
            raise UnknownRule(code)
        if last_day < rule.valid_from or (rule.valid_to and rule.valid_to < last_day):
            raise NotItsLastDay(code)
        ended = update(DispatchRuleRow).where(DispatchRuleRow.code == code)
        await connection.execute(ended.values(valid_to=last_day, ended_by=by))
        found = replace(rule, valid_to=last_day)
        if found != rule:
            change = RegisterChange(
                kind="rule", code=code, before=asdict(rule), after=asdict(found)
            )
            await note_register_changes(connection, [change], by)
    return found


async def matter_of(source: Source, number: str) -> DemandMatter | None:
    """What an order is about by its registration and what was mended since; None if unknown.

    The command table is asked, which is never behind."""
    said = (
        select(CommandRow.act)
        .where(CommandRow.order_number == number, CommandRow.name.in_(SAID_OF_IT))
        .where(CommandRow.status.not_in(NOT_DONE))
        .order_by(CommandRow.place)
    )
    matter: DemandMatter | None = None
    async with reading(source) as connection:
        for act in await connection.scalars(said):
            matter = _as_said(matter, ACT.read(act).command)
    return matter


def _as_said(before: DemandMatter | None, said: object) -> DemandMatter | None:
    match said:
        case Register():
            return DemandMatter(
                item_type=said.type,
                item_class=said.class_,
                district=said.district,
                category=said.category,
            )
        case Reclassify() if before is not None:
            return DemandMatter(
                item_type=said.type,
                item_class=said.class_,
                district=before.district,
                category=said.category or before.category,
            )
        case _:
            return before


async def _entry(connection: AsyncConnection, code: str) -> DispatchRule | None:
    found = await connection.execute(RULES.where(DispatchRuleRow.code == code))
    row = found.one_or_none()
    return _rule(row._mapping) if row else None


def _rule(row: Any) -> DispatchRule:
    named = {key: value for key, value in row.items() if key not in BY_THE_HAND_OF}
    type, class_ = named["item_type"], named["item_class"]
    kinds = {
        "item_type": ItemType(type) if type else None,
        "item_class": ItemClass(class_) if class_ else None,
    }
    return DispatchRule(**{**named, **kinds})
