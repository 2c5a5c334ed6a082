"""Any order, lived at real servers and by the core alone: `python -m tests.workflows.any_lives`.

Chance chooses who asks for what and how time passes. Every paper goes through the counter; the
core is then given the same act with the stamp that the command table shows, and must answer the
same. In the end the facts must be the same bytes. A seed chooses the same way every time, but
orders are born when they are born: what is due depends on the hour and day of the run.
What the two do not tell alike, and what waits for ever, is told on the error stream.
With --deaths so many of a hundred deliverers die between an order's answer and its row; with
--going-on every order continues in a new run after three acts.
"""

import argparse
import asyncio
import logging
import sys
import tempfile
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from domain.order.command import COMMANDS as EVERY_COMMAND
from domain.order.fact import FACTS as EVERY_FACT
from operations.embedded import embedded_services
from operations.virtual import VirtualHotline
from tests.hotline import CACHED
from tests.hotlines import open_hotline
from tests.workflows.any_life import STANDSTILL_S, AnyLife, the_same_words
from tests.workflows.dying import Deaths, mortal
from tests.workflows.neighbours import settle_in
from workflows.search_attributes import SEARCH_ATTRIBUTES

AT_ONCE = 8 if CACHED else 1
"""Fewer than the connections of one office, so that no life waits for another's."""
LIVES = 300
SEED = 7
BETWEEN_LINES = 10
COMMANDS = {kind.__dataclass_fields__["name"].default for kind in EVERY_COMMAND.classes()}
FACTS = {kind.__dataclass_fields__["kind"].default for kind in EVERY_FACT.classes()}


@dataclass(slots=True, kw_only=True)
class Lived:
    """What became of so many lives."""

    lives: int
    done: int = 0
    acts: int = 0
    refused: int = 0
    facts: int = 0
    over: int = 0
    began: float = field(default_factory=monotonic)
    numbers: list[str] = field(default_factory=list[str])
    """The orders that were lived."""
    commands: set[str] = field(default_factory=set[str])
    """What was asked for and granted, by name."""
    kinds: set[str] = field(default_factory=set[str])
    """What happened, by name."""
    stories: list[str] = field(default_factory=list[str])
    """The lives in which the two did not agree, told with everything that was asked."""

    def add(self, life: AnyLife) -> None:
        """Count a life that was lived."""
        self.done += 1
        if life.said:
            self.numbers.append(life.case.number)
            self.count(life)
        if life.faults:
            self.stories.append(life.story())

    def count(self, life: AnyLife) -> None:
        """Count what was told of a life."""
        self.acts += life.core.acts
        self.refused += life.core.refused
        self.facts += len(life.core.facts)
        self.over += life.core.order.is_over
        self.commands |= life.core.granted
        self.kinds |= {fact.kind for fact in life.core.facts}

    def __str__(self) -> str:
        return (
            f"{self.done} of {self.lives} lives, {self.over} came to an end: {self.acts} acts"
            f" ({self.refused} refused), {self.facts} facts, {len(self.stories)} disagree;"
            f" {len(self.commands)} of {len(COMMANDS)} commands and"
            f" {len(self.kinds)} of {len(FACTS)} facts occurred, {monotonic() - self.began:.0f} s"
        )


async def live(
    hotline: VirtualHotline,
    lives: int,
    seed: int,
    *,
    first: int = 1,
    standstill_s: float = STANDSTILL_S,
    saying: Callable[[str, str], str] = the_same_words,
    aloud: bool = False,
) -> Lived:
    """Live so many lives, some side by side; one that stands still so long is a story.

    `saying` tells what is said in a text of an act."""
    lived, turns = Lived(lives=lives), asyncio.Semaphore(AT_ONCE)
    numbers = await settle_in(hotline)

    async def one(place: int) -> None:
        async with turns:
            life = AnyLife(
                hotline=hotline,
                numbers=numbers,
                seed=seed,
                place=place,
                standstill_s=standstill_s,
                saying=saying,
            )
            try:
                await life.live()
            except Exception:
                life.faults.append(traceback.format_exc())
        lived.add(life)
        if aloud:
            tell(life, lived)

    await asyncio.gather(*(one(place) for place in range(first, first + lives)))
    return lived


def tell(life: AnyLife, lived: Lived) -> None:
    """Tell the story of a life that the two do not tell alike, and now and then how far it is."""
    if life.faults:
        print(life.story(), file=sys.stderr, flush=True)
    if lived.done % BETWEEN_LINES == 0:
        print(lived, flush=True)


@asynccontextmanager
async def an_office(deaths: Deaths, *, going_on: bool) -> AsyncIterator[VirtualHotline]:
    """A hotline in movable time on servers of its own, as mortal as it is asked to be."""
    with tempfile.TemporaryDirectory(prefix="lives-") as data_dir:
        async with (
            embedded_services(
                Path(data_dir), time_skipping=True, search_attributes=SEARCH_ATTRIBUTES
            ) as services,
            open_hotline(services, Path(data_dir), "lives") as hotline,
            mortal(hotline, deaths, going_on=going_on) as such,
        ):
            yield such


async def thoroughly(lives: int, seed: int, first: int, deaths: Deaths, *, going_on: bool) -> int:
    """Live and tell; return 1 if any life was told otherwise by the core."""
    async with an_office(deaths, going_on=going_on) as hotline:
        lived = await live(hotline, lives, seed, first=first, aloud=True)
    print(f"{lived}, seed {seed}; {deaths.deaths} of {deaths.tries} deliveries died on their way")
    never = sorted((COMMANDS - lived.commands) | (FACTS - lived.kinds))
    print(f"never: {', '.join(never) or 'nothing'}")
    return 1 if lived.stories else 0


def main() -> int:
    """Read how many lives, from which seed, and live them."""
    asked = argparse.ArgumentParser(prog="python -m tests.workflows.any_lives")
    asked.add_argument("--lives", type=int, default=LIVES, help="how many lives")
    asked.add_argument("--seed", type=int, default=SEED, help="where chance begins")
    asked.add_argument("--first", type=int, default=1, help="the place of the first life")
    asked.add_argument("--deaths", type=int, default=0, help="of a hundred deliverers so many die")
    asked.add_argument("--going-on", action="store_true", help="a new run after three acts")
    figures = asked.parse_args()
    logging.getLogger("temporalio").setLevel(logging.ERROR)
    deaths = Deaths(share=figures.deaths / 100)
    lived = thoroughly(
        figures.lives, figures.seed, figures.first, deaths, going_on=figures.going_on
    )
    return asyncio.run(lived)


if __name__ == "__main__":
    sys.exit(main())
