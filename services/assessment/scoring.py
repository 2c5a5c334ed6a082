"""Scoring: the facts of every order whose scorecard is behind are folded anew.

Whoever assesses brings the scorecards up first, so no answer depends on a round having run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment.scorecard import Scorecard
from domain.assessment.scoring import scorecard
from domain.chapters.units.facts import UnitFileOpened
from domain.decide import DamagedFact
from domain.order.fact import Fact
from domain.order.terms import Mode
from readmodel.orders.facts_until import facts_of_orders
from readmodel.scorecards.writing import behind, births, caught_up, forget_kinds, put
from services.isolation import by_halves
from services.law.laws import Laws
from store.commands.birth import BirthRecord

AT_ONCE: Final = 200
"""Orders read and written together; none may take longer than a patient statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtUp:
    """What became of the orders that were behind."""

    scored: int
    damaged: tuple[DamagedFact, ...]
    """Of each order that could not be scored, by number; it goes on waiting to be."""
    unscored: Mapping[str, Exception]
    """What else kept an order from being scored, by its number; it goes on waiting too."""

    def require_scored(self) -> "BroughtUp":
        """Raise what kept an order from being scored, but for a damaged fact."""
        for fault in self.unscored.values():
            raise fault
        return self


async def bring_up(engine: AsyncEngine, laws: Laws) -> BroughtUp:
    """Score every order that is behind; one that cannot be scored keeps no other from it."""
    waited, faults, after = 0, dict[str, Exception](), ""
    while published := await behind(engine, after, AT_ONCE):
        faults |= await _score_sound(engine, laws, published)
        waited, after = waited + len(published), next(reversed(published))
    if scored := waited - len(faults):
        await forget_kinds(engine)
    damaged = [fault for _, fault in sorted(faults.items()) if isinstance(fault, DamagedFact)]
    others = {n: fault for n, fault in faults.items() if not isinstance(fault, DamagedFact)}
    return BroughtUp(scored=scored, damaged=tuple(damaged), unscored=others)


async def _score_sound(
    engine: AsyncEngine, laws: Laws, published: Mapping[str, int]
) -> dict[str, Exception]:
    """Score these orders, without those that cannot be; why, by number."""

    async def score_together(numbers: Sequence[str]) -> None:
        await score(engine, laws, {number: published[number] for number in numbers})

    return dict((await by_halves(list(published), score_together)).failed)


async def cards_of(engine: AsyncEngine, laws: Laws, numbers: Sequence[str]) -> list[Scorecard]:
    """Fold these orders as they stand today; raises UnknownLaw and DamagedFact."""
    cards = list[Scorecard]()
    for start in range(0, len(numbers), AT_ONCE):
        of = await births(engine, numbers[start : start + AT_ONCE])
        cards += await _cards(laws, of, await facts_of_orders(engine, [one.number for one in of]))
    return cards


async def score(engine: AsyncEngine, laws: Laws, published: Mapping[str, int]) -> None:
    """Fold these orders anew, of which so many facts at least were published, and write their
    scorecards; raises UnknownLaw and DamagedFact."""
    of = await births(engine, list(published))
    facts = await facts_of_orders(engine, list(published))
    for number, version in published.items():
        _require_all(number, facts.get(number, ()), version)
    await put(engine, await _cards(laws, of, facts))
    await caught_up(engine, {number: own[-1].seq for number, own in facts.items()})


def _require_all(number: str, facts: Sequence[Fact], published: int) -> None:
    known = facts[-1].seq if facts else 0
    if known < published:
        raise DamagedFact(number, known + 1)


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
    """Fold one order; a unit's own file is none and never comes here.

    Raises UnknownLaw and DamagedFact."""
    law = await laws.at_birth(_record(birth))
    unborn = law.unborn(birth.number, Mode(birth.mode), facts[0].occurred_at)
    return scorecard(unborn.dossier, facts)


def _record(birth: Row[Any]) -> BirthRecord:
    return BirthRecord(
        pack=birth.pack,
        pack_edition=birth.pack_edition,
        calendar=birth.calendar,
        calendar_edition=birth.calendar_edition,
        rules_edition=birth.rules_edition,
    )
