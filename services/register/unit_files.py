"""The files of the city's units: each valid handling unit gets one, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.chapters.units.commands import OpenUnitFile
from policies.city_register import Unit
from services.access.principal import SYSTEM, Principal
from services.access.rights import Right, require
from services.law.laws import Law
from services.office import Office
from services.submission.command_json import Paper
from services.submission.counter import Counter, OpenHanded
from store.register.units import today, units
from store.tables import WORKFLOW_EDITION

WITHOUT_FILE: Final = frozenset({"hotline", "city", "public"})
"""Kinds of units that handle no orders: the hotline itself, who stands above it, the public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFiles:
    """The number of each unit's own file, by unit."""

    files: Mapping[str, str]


async def open_files(principal: Principal, office: Office) -> UnitFiles:
    """Open the file of every unit that handles orders, once; raises MayNot and UnknownPack."""
    require(principal, Right.KEEP_REGISTER)
    law, day = await office.law_in_force(), await today(office.engine)
    numbers = {
        unit.code: await _number(office.counter, _opening(unit, law, principal.person))
        for unit in await units(office.engine)
        if unit.kind not in WITHOUT_FILE and unit.is_valid(day)
    }
    return UnitFiles(files=numbers)


async def _number(counter: Counter, opening: OpenHanded) -> str:
    return (await counter.open(SYSTEM, opening)).number


def _opening(unit: Unit, law: Law, by: str) -> OpenHanded:
    """A unit that comes back under its old code on another day gets another file, and so does one
    whose file takes no further act, because an earlier edition opened it."""
    since = unit.valid_from.isoformat() if unit.valid_from else "ever"
    key = f"unit-file/{WORKFLOW_EDITION}:{unit.code}:{since}"
    paper = Paper(command=OpenUnitFile(unit=unit.code), texts={}, digest=key)
    return OpenHanded(paper=paper, key=key, law=law, on_behalf_of=by)
