"""The register of units: who they are, who works in them, who is on duty, and who may say so."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.chapters.units.terms import Post
from domain.vocabulary import ItemClass
from policies.city_register import Unit, UnitLevel
from services.access.principal import Principal
from services.access.rights import Right, require
from services.records import Records
from services.register.unit_files import files_of
from services.views import Instant
from store.register import units
from store.register.duty import DutyShift as DutyShift
from store.register.duty import enter_duty, on_duty
from store.unit_of_work import Source, snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitListed:
    """A unit as the register knows it today."""

    code: str
    title: str
    kind: str
    level: UnitLevel
    district: str
    above: str
    """The unit that it is below; empty where none stands above it."""
    territory: str
    valid_from: date | None
    valid_to: date | None
    valid: bool
    successor: str
    item_classes: tuple[ItemClass, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffShown:
    """Somebody of a unit, with post and days; a code and a title, no name."""

    person: str
    role: str
    title: str
    post: str | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitShown(UnitListed):
    """A unit with its people, their posts, and the numbers of its own files."""

    staff: tuple[StaffShown, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyShown:
    """Somebody on duty, in the city's own zone."""

    unit: str
    person: str
    title: str
    post: Post
    since: Instant
    until: Instant


async def list_units(principal: Principal, records: Records) -> tuple[UnitListed, ...]:
    """Every unit of the register, also those that are no more; raises MayNot."""
    require(principal, Right.READ_REGISTER)
    async with snapshot(records.engine) as connection:
        day = await units.today(connection)
        found = await units.units(connection)
    return tuple(UnitListed(**_listed(unit, day)) for unit in found)


async def show_unit(principal: Principal, records: Records, code: str) -> UnitShown:
    """One unit with its people and its own files; raises MayNot and NoSuchUnit."""
    require(principal, Right.READ_REGISTER)
    async with snapshot(records.engine) as connection:
        found, day = await _known(connection, code), await units.today(connection)
        staff = await units.staff(connection, code)
        files = await files_of(principal, connection, code)
    return UnitShown(
        **_listed(found, day), staff=tuple(StaffShown(**who) for who in staff), files=files
    )


async def enter_on_roster(principal: Principal, records: Records, duty: DutyShift) -> DutyShown:
    """Somebody is on duty; a unit's own staff enters its own roster only.

    Raises MayNot, NoSuchUnit and BadDuty."""
    require(principal, Right.KEEP_ROSTER, unit=duty.unit)
    await _known(records.engine, duty.unit)
    await enter_duty(records.engine, duty)
    return _on_duty(duty, records.city.zone)


async def read_roster(
    principal: Principal, records: Records, *, at: datetime | None = None, unit: str | None = None
) -> tuple[DutyShown, ...]:
    """Who is on duty at an instant, now if none is named; codes only. Raises MayNot."""
    require(principal, Right.READ_REGISTER)
    found = await on_duty(records.engine, at=at, unit=unit)
    return tuple(_on_duty(one, records.city.zone) for one in found)


async def _known(source: Source, code: str) -> Unit:
    try:
        return await units.unit(source, code)
    except units.UnfitUnit:
        raise units.NoSuchUnit.called(code) from None


def _listed(found: Unit, day: date) -> dict[str, Any]:
    return {
        "code": found.code,
        "title": found.title,
        "kind": found.kind,
        "level": found.level,
        "district": found.district,
        "above": found.above,
        "territory": found.territory,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
        "valid": found.is_valid(day),
        "successor": found.successor,
        "item_classes": found.item_classes,
    }


def _on_duty(one: DutyShift, zone: ZoneInfo) -> DutyShown:
    return DutyShown(
        unit=one.unit,
        person=one.person,
        title=one.title,
        post=one.post,
        since=one.since.astimezone(zone),
        until=one.until.astimezone(zone),
    )
