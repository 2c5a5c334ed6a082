"""The register of units over the API: who they are, who follows whom, who is on duty."""

from datetime import date, datetime
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Path, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.dependencies import OfficeOf
from api.people import ActorOf
from api.problems import Problem
from domain.act import Actor
from domain.posts import Post
from domain.vocabulary import UNIT_FILES, Role
from policies.city_register import Unit
from readmodel.orders import queries
from services.office import Office
from services.register.succession import NotYet, Succession, succeed
from services.register.unit_files import open_files
from services.submission.command_json import CODE
from store.register import units
from store.register.duty import BadDuty, Duty, enter_duty, on_duty

router = APIRouter(tags=["units 单位"])
KEEPS_REGISTER: Final = frozenset({Role.HOTLINE_HEAD, Role.SYS_ADMIN, Role.SYSTEM})
"""Default: who may change the register of units."""
KEEPS_ROSTER: Final = KEEPS_REGISTER | {
    *(Role.UNIT_CLERK, Role.UNIT_GATEWAY, Role.UNIT_HEAD, Role.TERRITORIAL, Role.SHIFT_LEAD)
}
OF_ITS_UNIT_ONLY: Final = KEEPS_ROSTER - KEEPS_REGISTER
Code = Annotated[str, Field(min_length=1, max_length=64, pattern=CODE)]
UnitCode = Annotated[str, Path(min_length=1, max_length=64, pattern=CODE, description="单位编码")]


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class SaidSuccession(_Said):
    """Which unit follows, from which local day on; None: today."""

    successor: Code
    valid_from: date | None = None


class SaidDuty(_Said):
    """Who is on duty, from when until when, in which post."""

    person: Code
    since: AwareDatetime
    until: AwareDatetime
    post: Post


@router.get("/units")
async def list_units(office: OfficeOf) -> dict[str, Any]:
    """Every unit of the register, also those that are no more."""
    engine = office.engines.patient
    day = await units.today(engine)
    return {"units": [_unit(found, day) for found in await units.units(engine)]}


@router.get("/units/{code}")
async def show(code: UnitCode, office: OfficeOf) -> dict[str, Any]:
    """One unit with its people, their posts, and the number of its own file."""
    engine = office.engines.patient
    found, day = await _known(office, code), await units.today(engine)
    files = [
        standing.number
        for state in sorted(UNIT_FILES)
        for standing in (
            await queries.orders(engine, queries.Wanted(unit=code, state=state))
        ).orders
    ]
    staff = [{**who, **_days(who)} for who in await units.staff(engine, code)]
    return {**_unit(found, day), "staff": staff, "files": files}


@router.post("/units/{code}/succession")
async def succession(
    code: UnitCode, said: SaidSuccession, office: OfficeOf, actor: ActorOf
) -> dict[str, Any]:
    """承继: another unit takes this one's place; every running order is told by post."""
    _require(actor, KEEPS_REGISTER)
    day = said.valid_from or await units.today(office.engines.patient)
    entered = Succession(unit=code, successor=said.successor, valid_from=day)
    try:
        told = await succeed(office.counter, entered, actor.person)
    except units.OtherSuccessor as other:
        raise Problem(409, "other_successor", str(other)) from None
    except NotYet as not_yet:
        raise Problem(409, "succession_not_in_force", str(not_yet)) from None
    return {
        "unit": code,
        "successor": said.successor,
        "valid_from": day.isoformat(),
        "orders": list(told.orders),
        "files": list(told.files),
    }


@router.post("/unit-files")
async def unit_files(office: OfficeOf, actor: ActorOf) -> dict[str, Any]:
    """建档: every unit that handles orders gets its own file, once."""
    _require(actor, KEEPS_REGISTER)
    law = await office.laws.in_force(office.city.pack)
    if law is None:
        raise Problem(404, "unknown_pack", f"no rule pack is called {office.city.pack!r}")
    return {"files": await open_files(office.counter, law, actor.person)}


@router.post("/units/{code}/duty")
async def duty(code: UnitCode, said: SaidDuty, office: OfficeOf, actor: ActorOf) -> dict[str, Any]:
    """排班: somebody of the unit is on duty; a unit's own staff enters its own roster only."""
    _require(actor, KEEPS_ROSTER)
    if actor.role in OF_ITS_UNIT_ONLY and actor.unit != code:
        raise Problem(403, "not_your_unit", "the roster is another unit's · 该值班表属于其他单位")
    entered = Duty(
        unit=code, person=said.person, since=said.since, until=said.until, post=said.post
    )
    await _known(office, code)
    try:
        await enter_duty(office.engines.patient, entered)
    except BadDuty as bad:
        raise Problem(422, "bad_duty", str(bad)) from None
    return _duty(entered, office.city.zone)


@router.get("/duty")
async def roster(
    office: OfficeOf,
    at: Annotated[AwareDatetime | None, Query()] = None,
    unit: Annotated[str | None, Query(max_length=64, pattern=CODE)] = None,
) -> dict[str, Any]:
    """Who is on duty at an instant, now if none is named; codes only."""
    found = await on_duty(office.engines.patient, at=at, unit=unit)
    return {"duty": [_duty(one, office.city.zone) for one in found]}


async def _known(office: Office, code: str) -> Unit:
    try:
        return await units.unit(office.engines.patient, code)
    except units.UnfitUnit as unfit:
        raise Problem(404, unfit.code, str(unfit)) from None


def _require(actor: Actor, roles: frozenset[Role]) -> None:
    if actor.role not in roles or actor.outsourced:
        raise Problem(403, "role_may_not", "this role may not do that · 该角色无权执行此操作")


def _unit(found: Unit, day: date) -> dict[str, Any]:
    return {
        "code": found.code,
        "title": found.title,
        "kind": found.kind,
        "level": found.level,
        "district": found.district,
        "territory": found.territory,
        "valid_from": found.valid_from and found.valid_from.isoformat(),
        "valid_to": found.valid_to and found.valid_to.isoformat(),
        "valid": found.is_valid(day),
        "successor": found.successor,
        "item_classes": list(found.item_classes),
    }


def _days(who: dict[str, Any]) -> dict[str, str | None]:
    return {key: who[key] and who[key].isoformat() for key in ("valid_from", "valid_to")}


def _duty(one: Duty, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "person": one.person,
        "title": one.title,
        "post": one.post,
        "since": _local(one.since, zone),
        "until": _local(one.until, zone),
    }


def _local(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).isoformat()
