"""The performance: many lives side by side, each under one of several laws."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from operations.scenarios.case import Case
from operations.scenarios.repertoire import PACKS, Story
from operations.virtual import VirtualHotline
from services.law.laws import Law, Laws, UnknownLaw

AT_ONCE: Final = 24
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A life that could not be told to its end."""

    story: str
    number: str
    why: str


async def live(
    hotline: VirtualHotline, stories: Sequence[Story], progress: Progress
) -> list[Broken]:
    """Live all the lives; name those that went another way than their story tells."""
    laws = [await _law(hotline.laws, pack) for pack in PACKS]
    turns, done, broken = asyncio.Semaphore(AT_ONCE), 0, list[Broken]()

    async def one(place: int, story: Story) -> None:
        nonlocal done
        async with turns:
            case = Case(hotline=hotline, law=laws[place % len(laws)], place=place)
            try:
                await story(case)
            except Exception as error:  # one broken life must not hide how the others went
                why = f"{type(error).__name__}: {error}"
                broken.append(Broken(story=story.__name__, number=case.number, why=why))
        done += 1
        progress("lives", done, len(stories))

    await asyncio.gather(*(one(place, story) for place, story in enumerate(stories)))
    return broken


async def _law(laws: Laws, pack: str) -> Law:
    law = await laws.in_force(pack)
    if law is None:
        raise UnknownLaw(pack)
    return law
