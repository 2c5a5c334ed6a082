"""`bench assessment`: a month of orders, made by the core through the publisher, is assessed.

Lives of many units and kinds are decided by the core, act by act; each stands for many orders of
its own number. All of them go through the publisher. There is no peer to hold this against.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from statistics import median
from typing import Any, Final

from sqlalchemy import insert, text

from domain.chapters.dispatch.commands import Designate, Dispatch
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import Register
from domain.order.act import Act, Actor
from domain.order.command import Command
from domain.order.fact import Fact
from domain.order.terms import Mode
from domain.summary import Summary
from domain.vocabulary import Channel, ItemType, ResultKind
from operations.bench.core import live
from operations.scenarios.drivers.core import acts_of
from operations.scenarios.measured import (
    DAY,
    EXTENDED,
    LATE,
    MEASURED,
    ORDINARY,
    REWORKED,
    Script,
)
from operations.scenarios.scenario import people
from readmodel.orders.publisher import store
from services.assessment.assessing import Wish, assess_records
from services.assessment.opening_figures import CODES, FigureToOpen, open_figure
from services.assessment.scoring import bring_up
from services.law.laws import Law, Laws, UnknownLaw
from store.city import city_of_pack
from store.engines import Engines, single
from store.tables import WorkOrderRow
from workflows.ports import Batch

CITY: Final = city_of_pack("national-default")
MONTH: Final = Wish(first=date(2026, 3, 1), until_day=date(2026, 4, 1), with_orders=False)
FIRST_BIRTH: Final = datetime(2026, 3, 2, 1, tzinfo=UTC)
BETWEEN_BIRTHS: Final = timedelta(minutes=7, seconds=13)
BIRTHS_WITHIN: Final = 20 * DAY
"""Of the month; most orders close within two days."""
LIVES: Final = 2000
"""Lives that the core decides; each stands for as many orders as are wanted."""
UNITS: Final = 40
DISTRICTS: Final = 5
TYPES: Final = (ItemType.HELP, ItemType.COMPLAINT)
CHANNELS: Final = (Channel.PHONE, Channel.APP, Channel.WEB)
COMMON: Final = (ORDINARY,) * 12 + (EXTENDED, REWORKED, LATE, *MEASURED.values())
"""How often each script is lived."""
YEARS: Final = timedelta(days=4000)
"""By so much the records' time is moved, that the month has ended."""
AT_ONCE: Final = 8
CHUNK: Final = 2000
OF_A_COMPLAINT: Final = (
    "findings",
    "handling_of_responsible",
    "handling_of_matter",
    "legal_basis",
)
"""What the result of a complaint says beyond that of a call for help."""
TIDY: Final = (
    text("SET statement_timeout = 0"),
    text("VACUUM (ANALYZE) scorecard_mark, scorecard"),
)
"""What the server does by itself within minutes of so many rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedLife:
    """One life that the core decided."""

    facts: tuple[Fact, ...]
    standing: Summary

    def of(self, number: str) -> Batch:
        """The same life of an order with another number."""
        facts = tuple(replace(fact, order=number) for fact in self.facts)
        standing = replace(self.standing, number=number)
        at = facts[-1].occurred_at
        return Batch(recorded_at=at, facts=facts, standing=standing)


async def bench_assessment(engines: Engines, *, orders: int, rounds: int) -> dict[str, Any]:
    """Publish so many orders, score them, and assess their month again and again."""
    laws = Laws(engines.patient)
    law = await laws.in_force(CITY.pack)
    if law is None:
        raise UnknownLaw(CITY.pack)
    lives = list(islice(_lives(law), min(LIVES, orders)))
    _, publishing = await _timed(_publish(engines, law, lives, orders))
    _, scoring = await _timed(bring_up(engines.patient, laws))
    await _tidy(engines)
    figures = {
        "published_per_second": round(orders / publishing),
        "scored_per_second": round(orders / scoring),
        **await _read(engines, laws, rounds),
    }
    facts = sum(len(lives[number % len(lives)].facts) for number in range(orders))
    made = {"rounds": rounds, "orders": orders, "facts": facts}
    return {"name": "assessment", **made, "paidan": figures, "peers": {}, "ratio": None}


async def _read(engines: Engines, laws: Laws, rounds: int) -> dict[str, Any]:
    """Assess the month and open every number of it, again and again."""
    assessed, opened = list[float](), defaultdict[str, list[float]](list)
    for _ in range(rounds):
        _, took = await _timed(assess_records(engines.patient, laws, CITY, MONTH))
        assessed.append(took)
        for code in CODES:
            opening = FigureToOpen(code=code)
            _, took = await _timed(open_figure(engines.patient, laws, CITY, MONTH, opening))
            opened[code].append(took)
    each = {code: median(times) for code, times in opened.items()}
    slowest = max(each, key=lambda code: each[code])
    return {
        "assessed_in_seconds": round(median(assessed), 3),
        "opened_in_seconds": round(median(each.values()), 3),
        "slowest": slowest,
        "slowest_opened_in_seconds": round(each[slowest], 3),
    }


async def _tidy(engines: Engines) -> None:
    async with single(engines.patient).connect() as connection:
        for step in TIDY:
            await connection.execute(step)
        await connection.invalidate()


def _lives(law: Law) -> Iterator[DecidedLife]:
    births = iter(range(LIVES))
    for place in births:
        birth = FIRST_BIRTH + (BETWEEN_BIRTHS * place) % BIRTHS_WITHIN
        script = COMMON[place % len(COMMON)]
        unborn = law.unborn("bench", Mode.VIRTUAL, birth)
        order, facts = live(unborn, tuple(_acts(script, birth, place)))
        yield DecidedLife(facts=facts, standing=Summary.of(order))


def _acts(script: Script, birth: datetime, place: int) -> Iterator[Act]:
    for act in acts_of(script, birth):
        yield replace(
            act,
            command=_command(act.command, place),
            actor=_actor(act.actor, place),
            filled=(*act.filled, *OF_A_COMPLAINT),
        )


def _command(command: Command, place: int) -> Command:
    match command:
        case Register():
            return _demand(command, place)
        case SubmitResult() if place % len(TYPES):
            return replace(command, result_kind=ResultKind.SUBSTANTIATED)
        case Dispatch() | Designate():
            return replace(command, unit=_unit(command.unit, place))
        case _:
            return command


def _demand(register: Register, place: int) -> Register:
    """Demands of several kinds, places and ways."""
    return replace(
        register,
        type=TYPES[place % len(TYPES)],
        channel=CHANNELS[place % len(CHANNELS)],
        district=f"district-{place % DISTRICTS}",
    )


def _actor(actor: Actor, place: int) -> Actor:
    if actor.unit in {person.unit for name, person in people().items() if name.endswith("-clerk")}:
        return replace(actor, unit=_unit(actor.unit, place))
    return actor


def _unit(name: str, place: int) -> str:
    return f"{name}-{place % UNITS}"


async def _publish(engines: Engines, law: Law, lives: Sequence[DecidedLife], orders: int) -> None:
    turns = asyncio.Semaphore(AT_ONCE)

    async def publish(number: int) -> None:
        async with turns:
            batch = lives[number % len(lives)].of(_number(number))
            await store(single(engines.patient), batch)

    for first in range(0, orders, CHUNK):
        chunk = range(first, min(first + CHUNK, orders))
        async with single(engines.patient).connect() as connection:
            rows = [_birth(law, _number(number)) for number in chunk]
            await connection.execute(insert(WorkOrderRow), rows)
        await asyncio.gather(*map(publish, chunk))


def _number(number: int) -> str:
    return f"20260302-{number:06d}"


def _birth(law: Law, number: str) -> dict[str, Any]:
    return {
        "number": number,
        "mode": Mode.VIRTUAL,
        "clock_offset": YEARS,
        "pack": law.pack.id,
        "pack_edition": law.pack.edition,
        "calendar": law.calendar.name,
        "calendar_edition": law.calendar.edition,
        "rules_edition": law.rules,
    }


async def _timed(work: Any) -> tuple[Any, float]:
    began = time.perf_counter()
    done = await work
    return done, time.perf_counter() - began
