"""The files of the city's units: each valid handling unit gets one, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.chapters.units.commands import OpenUnitFile
from domain.vocabulary import UNIT_FILES
from policies.city_register import Unit
from readmodel.orders import queries
from services.access.orders import orders_seen_by
from services.access.principal import SYSTEM, Principal
from services.access.rights import Right, require
from services.law.laws import Law
from services.office import Office
from services.submission.command_json import Paper
from services.submission.counter import Counter, OpenHanded
from store.register.successions import mistakes
from store.register.units import today, unit, units
from store.tables import WORKFLOW_EDITION
from store.unit_of_work import Source

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
    came_back = await mistakes(office.engine)
    numbers = {
        one.code: await _number(
            office.counter, _opening(one, law, principal.person, came_back.get(one.code, 0))
        )
        for one in await units(office.engine)
        if one.kind not in WITHOUT_FILE and one.is_valid(day)
    }
    return UnitFiles(files=numbers)


async def open_again(principal: Principal, office: Office, code: str) -> str:
    """Open another file for a unit whose own was closed by mistake; return its number, or nothing
    for a unit that never had one.

    Raises MayNot, UnfitUnit and UnknownPack."""
    require(principal, Right.KEEP_REGISTER)
    if not await files_of(principal, office.engine, code):
        return ""
    law, found = await office.law_in_force(), await unit(office.engine, code)
    often = (await mistakes(office.engine)).get(code, 0)
    return await _number(office.counter, _opening(found, law, principal.person, often))


async def files_of(principal: Principal, source: Source, code: str) -> tuple[str, ...]:
    """The numbers of a unit's own files, open and closed."""
    seen, found = orders_seen_by(principal), list[str]()
    for state in sorted(UNIT_FILES):
        page = await queries.orders(source, seen, queries.OrderFilter(unit=code, state=state))
        found += [standing.number for standing in page.orders]
    return tuple(found)


async def _number(counter: Counter, opening: OpenHanded) -> str:
    return (await counter.open(SYSTEM, opening)).number


def _opening(found: Unit, law: Law, by: str, came_back: int) -> OpenHanded:
    """A unit that comes back under its old code on another day gets another file, so does one
    whose end was a mistake, and one whose file takes no further act, because an earlier edition
    opened it."""
    since = found.valid_from.isoformat() if found.valid_from else "ever"
    again = f":{came_back}" if came_back else ""
    key = f"unit-file/{WORKFLOW_EDITION}:{found.code}:{since}{again}"
    paper = Paper(command=OpenUnitFile(unit=found.code), texts={}, digest=key)
    return OpenHanded(paper=paper, key=key, law=law, on_behalf_of=by)
