"""`bench core`: acts decided and facts applied a second by the rules alone, on one core.

No server takes part. Every life begins at an instant of its own, so that nothing counted from it
serves another; what hangs on the day alone is shared, as by a city's orders of one day. Time is
the process's own, whatever else the machine has to do.
"""

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from statistics import median
from typing import Any, Final

from domain.decide import fold
from domain.law.rules_edition import PRESENT_RULES
from domain.order.act import Act
from domain.order.fact import Fact
from domain.order.order import Dossier, Order
from domain.vocabulary import State
from operations.scenarios.drivers.core import acts_of, decide_all
from operations.scenarios.measured import MEASURED
from operations.scenarios.scenario import UnexpectedOutcome
from policies.library import calendar_for, load_pack

PACKS: Final = ("sanya-2018", "national-default")
FIRST_BIRTH: Final = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
WEEKS: Final = 8
WORKED_DAYS: Final = 4
"""Births fall on Mondays to Thursdays about nine: every scenario then finds its units at work."""
COPIED: Final = 1000
"""How many copies the peer makes at a time."""

Life = tuple[Order, tuple[Act, ...]]
"""An order before its first act, and its acts."""


def bench_core(*, lives: int, rounds: int) -> dict[str, Any]:
    """Measure `rounds` times `lives` lives of every kind; figures are medians.

    The peer copies an order with `dataclasses.replace` and does nothing else: what every fact would
    cost at the least if orders were copied in the usual way."""
    births = map(_birth, count())
    decided, applied, copied = [], [], []
    for number in range(rounds + 1):
        deciding, applying, copying = _round(births, lives)
        if number:  # the first round only warms up
            decided.append(deciding)
            applied.append(applying)
            copied.append(copying)
    return {
        "name": "core",
        "rounds": rounds,
        "lives_per_round": lives * len(MEASURED) * len(PACKS),
        "paidan": {
            "applied_per_second": round(median(applied)),
            "decided_per_second": round(median(decided)),
        },
        "peers": {"dataclasses_replace": {"copied_per_second": round(median(copied))}},
        "ratio": round(median(a / c for a, c in zip(applied, copied, strict=True)), 3),
    }


def _birth(number: int) -> datetime:
    """An instant of its own for each life: another day each time, a second later at each turn."""
    turn, place = divmod(number, WEEKS * WORKED_DAYS)
    week, day = divmod(place, WORKED_DAYS)
    return FIRST_BIRTH + timedelta(weeks=week, days=day, seconds=turn)


def _round(births: Iterator[datetime], lives: int) -> tuple[float, float, float]:
    """Acts decided, facts applied and orders copied a second."""
    born = list(_born(births, lives))
    lived, deciding = _timed(lambda: [live(*life) for life in born])
    folded, applying = _timed(lambda: [fold(order.dossier, facts) for order, facts in lived])
    if folded != [order for order, _ in lived]:
        raise UnexpectedOutcome("facts applied again did not give the same order")
    order, _ = lived[0]
    _, copying = _timed(lambda: [replace(order, version=version) for version in range(COPIED)])
    acts = sum(len(acts) for _, acts in born)
    facts = sum(len(facts) for _, facts in lived)
    return acts / deciding, facts / applying, COPIED / copying


def _born(births: Iterator[datetime], lives: int) -> Iterator[Life]:
    for name in PACKS:
        pack = load_pack(name)
        calendar = calendar_for(pack).from_year(FIRST_BIRTH.year)
        dossier = Dossier(number=f"bench-{name}", pack=pack, calendar=calendar, rules=PRESENT_RULES)
        for steps in MEASURED.values():
            for _ in range(lives):
                yield Order(dossier=dossier), tuple(acts_of(steps, next(births)))


def live(order: Order, acts: tuple[Act, ...]) -> tuple[Order, tuple[Fact, ...]]:
    """Decide every act; raises UnexpectedOutcome if one is refused or the order is not closed."""
    order, facts = decide_all(order, acts)
    if order.state is not State.CLOSED:
        raise UnexpectedOutcome(f"a life ended {order.state}")
    return order, facts


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What was done and how long it took; as in `timeit` nothing is swept up meanwhile, because
    what a round keeps of all its lives is far more than any process holds."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        done = work()
        return done, time.process_time() - began
    finally:
        gc.enable()
