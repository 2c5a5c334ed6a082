"""Scoring (计分): the facts of every order whose scorecard is behind are folded anew.

Whoever assesses brings the scorecards up first, so no answer depends on a round having run.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncEngine

from activities.laws import Laws
from domain.assessment.scorecard import Scorecard
from domain.assessment.scoring import scorecard
from domain.facts import Fact, UnitFileOpened
from domain.vocabulary import Mode
from readmodel.birth import BirthRecord
from readmodel.scorecards import behind, births, caught_up, forget_kinds, put
from readmodel.then import facts_of_orders

AT_ONCE: Final = 200
"""Orders read and written together; none may take longer than a patient statement."""


async def bring_up(engine: AsyncEngine, laws: Laws) -> int:
    """Score every order that is behind; how many there were. Raises UnknownLaw."""
    scored, after = 0, ""
    while late := await behind(engine, after, AT_ONCE):
        await score(engine, laws, late)
        scored, after = scored + len(late), late[-1].number
    if scored:
        await forget_kinds(engine)
    return scored


async def cards_of(engine: AsyncEngine, laws: Laws, numbers: Sequence[str]) -> list[Scorecard]:
    """Fold these orders as they stand today; raises UnknownLaw."""
    cards = list[Scorecard]()
    for start in range(0, len(numbers), AT_ONCE):
        of = await births(engine, numbers[start : start + AT_ONCE])
        cards += await _cards(laws, of, await facts_of_orders(engine, [one.number for one in of]))
    return cards


async def score(engine: AsyncEngine, laws: Laws, of: Sequence[Row[Any]]) -> None:
    """Fold these orders anew and write their scorecards; raises UnknownLaw."""
    facts = await facts_of_orders(engine, [one.number for one in of])
    await put(engine, await _cards(laws, of, facts))
    await caught_up(engine, {number: own[-1].seq for number, own in facts.items()})


async def _cards(
    laws: Laws, of: Sequence[Row[Any]], facts: Mapping[str, Sequence[Fact]]
) -> list[Scorecard]:
    """A unit's own file has none."""
    return [
        await folded(laws, birth, own)
        for birth in of
        if (own := facts.get(birth.number)) and not isinstance(own[0].content, UnitFileOpened)
    ]


async def folded(laws: Laws, birth: Row[Any], facts: Sequence[Fact]) -> Scorecard:
    """Fold one order; a unit's own file is none and never comes here. Raises UnknownLaw."""
    law = await laws.at_birth(_record(birth))
    unborn = law.unborn(birth.number, Mode(birth.mode), facts[0].occurred_at)
    return scorecard(unborn.dossier, facts)


def _record(birth: Row[Any]) -> BirthRecord:
    return BirthRecord(
        pack=birth.pack,
        pack_edition=birth.pack_edition,
        calendar=birth.calendar,
        calendar_edition=birth.calendar_edition,
    )
