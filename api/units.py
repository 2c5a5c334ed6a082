"""The register of units over the API: who they are, who follows whom, who is on duty."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.dependencies import OfficeOf
from api.people import NamedOf, PrincipalOf
from api.problems import problems
from domain.chapters.units.terms import Post
from services.register.succession import (
    SuccessionTakenBack,
    SuccessionTold,
    Undoing,
    succeed,
    undo,
)
from services.register.unit_files import UnitFiles, open_files
from services.register.units import (
    DutyShift,
    DutyShown,
    UnitListed,
    UnitShown,
    enter_on_roster,
    list_units,
    read_roster,
    show_unit,
)
from services.submission.command_json import CODE, Text
from texts import glossed, zh

router = APIRouter(tags=[glossed("openapi.units")], responses=problems(401, 403, 404, 409))
Code = Annotated[str, Field(min_length=1, max_length=64, pattern=CODE)]
UnitCode = Annotated[
    str, Path(min_length=1, max_length=64, pattern=CODE, description=zh("openapi.unit_code"))
]


class _UnitSaid(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class SaidSuccession(_UnitSaid):
    """Which unit follows, from which local day on; None: today."""

    successor: Code
    valid_from: date | None = None


class SaidUndoing(_UnitSaid):
    """Which succession was a mistake, and why."""

    successor: Code
    reason: Text


class SaidDuty(_UnitSaid):
    """Who is on duty, from when until when, in which post."""

    person: Code
    since: AwareDatetime
    until: AwareDatetime
    post: Post


class Units(BaseModel):
    """Every unit of the register."""

    units: tuple[UnitListed, ...]


class Roster(BaseModel):
    """Who is on duty."""

    duty: tuple[DutyShown, ...]


@router.get("/units")
async def listed(office: OfficeOf, principal: PrincipalOf) -> Units:
    """Every unit of the register, also those that are no more."""
    return Units(units=await list_units(principal, office))


@router.get("/units/{code}")
async def show(code: UnitCode, office: OfficeOf, principal: PrincipalOf) -> UnitShown:
    """One unit with its people, their posts, and the number of its own file."""
    return await show_unit(principal, office, code)


@router.post("/units/{code}/succession")
async def succession(
    code: UnitCode, said: SaidSuccession, office: OfficeOf, principal: NamedOf
) -> SuccessionTold:
    """Another unit takes this one's place; every running order is told by post."""
    return await succeed(principal, office, code, said.successor, said.valid_from)


@router.post("/units/{code}/succession/undo")
async def undoing(
    code: UnitCode, said: SaidUndoing, office: OfficeOf, principal: NamedOf
) -> SuccessionTakenBack:
    """The register named a successor by mistake; every order that went over goes back by post."""
    mistake = Undoing(unit=code, successor=said.successor, by=principal.person, reason=said.reason)
    return await undo(principal, office, mistake)


@router.post("/unit-files")
async def unit_files(office: OfficeOf, principal: NamedOf) -> UnitFiles:
    """Every unit that handles orders gets its own file, once."""
    return await open_files(principal, office)


@router.post("/units/{code}/duty")
async def duty(code: UnitCode, said: SaidDuty, office: OfficeOf, principal: NamedOf) -> DutyShown:
    """Somebody of the unit is on duty; a unit's own staff enters its own roster only."""
    entered = DutyShift(
        unit=code, person=said.person, since=said.since, until=said.until, post=said.post
    )
    return await enter_on_roster(principal, office, entered)


@router.get("/duty")
async def roster(
    office: OfficeOf,
    principal: PrincipalOf,
    at: Annotated[AwareDatetime | None, Query()] = None,
    unit: Annotated[str | None, Query(max_length=64, pattern=CODE)] = None,
) -> Roster:
    """Who is on duty at an instant, now if none is named; codes only."""
    return Roster(duty=await read_roster(principal, office, at=at, unit=unit))
