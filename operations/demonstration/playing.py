"""Playing many scenarios side by side at a counter, under one law after the other."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from operations.scenarios.catalogue import PACKS
from operations.scenarios.drivers.counter import counter_of
from operations.scenarios.drivers.driver import play
from operations.scenarios.scenario import Scenario, order_under
from operations.virtual import VirtualHotline
from services.law.laws import Law, Laws, UnknownLaw

AT_ONCE: Final = 24
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedScenario:
    """A scenario that could not be played to its end."""

    name: str
    number: str
    why: str


async def play_all(
    hotline: VirtualHotline, scenarios: Sequence[Scenario], progress: Progress
) -> list[FailedScenario]:
    """Play every scenario; name those that went another way than they tell."""
    drivers = [counter_of(hotline, await _law(hotline.laws, pack)) for pack in PACKS]
    turns, done, failed = asyncio.Semaphore(AT_ONCE), 0, list[FailedScenario]()

    async def one(place: int, scenario: Scenario) -> None:
        nonlocal done
        async with turns:
            driver = drivers[place % len(drivers)]
            order = order_under(driver.law, place)
            try:
                await play(scenario, driver, order)
            except Exception as error:  # one that fails must not hide how the others went
                why, name = f"{type(error).__name__}: {error}", scenario.__name__
                failed.append(FailedScenario(name=name, number=order.number, why=why))
        done += 1
        progress("orders", done, len(scenarios))

    await asyncio.gather(*(one(place, scenario) for place, scenario in enumerate(scenarios)))
    return failed


async def _law(laws: Laws, pack: str) -> Law:
    law = await laws.in_force(pack)
    if law is None:
        raise UnknownLaw(pack)
    return law
