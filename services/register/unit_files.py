"""The files of the city's units (单位档案): each valid handling unit gets one, once."""

from typing import Final

from domain.chapters.units.commands import OpenUnitFile
from domain.order.act import SYSTEM
from policies.city_register import Unit
from services.law.laws import Law
from services.submission.command_json import Paper
from services.submission.counter import Counter, OpenHanded
from store.register.units import today, units

WITHOUT_FILE: Final = frozenset({"hotline", "city", "public"})
"""Kinds of units that handle no orders: the hotline itself, who stands above it, the public."""


async def open_files(counter: Counter, law: Law, by: str) -> dict[str, str]:
    """Open the file of every unit that handles orders; the number of each, old or new, by unit."""
    engine = counter.engines.patient
    day = await today(engine)
    return {
        unit.code: (await counter.open(_opening(unit, law, by))).number
        for unit in await units(engine)
        if unit.kind not in WITHOUT_FILE and unit.is_valid(day)
    }


def _opening(unit: Unit, law: Law, by: str) -> OpenHanded:
    """A unit that comes back under its old code on another day gets another file."""
    since = unit.valid_from.isoformat() if unit.valid_from else "ever"
    key = f"unit-file:{unit.code}:{since}"
    paper = Paper(command=OpenUnitFile(unit=unit.code), texts={}, digest=key)
    return OpenHanded(paper=paper, actor=SYSTEM, key=key, law=law, on_behalf_of=by)
