"""Lives by chance: what people do in them is kept as they handed it in, whoever decides it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from domain.decide import Decided, alarms, decide
from domain.law.rules_edition import RulesEdition
from domain.order.act import Act
from domain.order.order import Dossier, Order
from policies.library import calendar_for, load_pack, pack_names
from tests.domain.acts import SPANS, TEXTS, actors, anything, next_steps
from tests.domain.case import moment
from tests.domain.demands import registrations
from tests.domain.every_command import c
from tests.domain.test_any_order import BIRTHDAYS

SEED = 12345
LIVES_EACH = 4
"""Of each rule pack on each birthday; the last is the life of a unit's own file."""
ACTS = 30
TRIES = 8
DUE = 0.4
"""How often what the order waits for is asked, and not just anything."""
TICK = timedelta(microseconds=1)
A_SEASON = timedelta(days=80)
AFTERWARDS = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class ChanceLife:
    """An order before its birth, and all that was asked of it."""

    dossier: Dossier
    acts: tuple[Act, ...]
    until: datetime
    """How long it is waited afterwards for what lapses."""


def chance_lives(edition: RulesEdition) -> Iterator[ChanceLife]:
    """So many lives under each rule pack; the same seed tells the same ones."""
    for name in pack_names():
        pack = load_pack(name)
        calendar = calendar_for(pack).from_year(2026)
        for birthday in BIRTHDAYS:
            for place in range(LIVES_EACH):
                number = f"{name}-{birthday[:5]}-{place}"
                dossier = Dossier(number=number, pack=pack, calendar=calendar, rules=edition)
                chance = Random(f"{SEED} {number}")
                yield _lived(dossier, chance, moment(birthday), is_file=place == LIVES_EACH - 1)


def _lived(dossier: Dossier, chance: Random, now: datetime, *, is_file: bool) -> ChanceLife:
    """Ask one thing after another."""
    order = Order(dossier=dossier)
    first = c.OpenUnitFile(unit="water") if is_file else chance.choice(registrations(now))
    acts = [_act(order, first, chance, now, 0)]
    while True:
        outcome = decide(order, acts[-1])
        order = outcome.order if isinstance(outcome, Decided) else order
        if len(acts) == ACTS:
            return ChanceLife(dossier=dossier, acts=tuple(acts), until=now + AFTERWARDS)
        now = _later(order, chance, now, is_file=is_file)
        acts.append(_asked(order, chance, now, len(acts)))


def _asked(order: Order, chance: Random, now: datetime, place: int) -> Act:
    """Something that is lawful if it is soon found, and is refused if not."""
    due, whatever = next_steps(order.state, now), anything(now)
    for _ in range(TRIES):
        choices = due if due and chance.random() < DUE else whatever
        act = _act(order, chance.choice(choices), chance, now, place)
        if isinstance(decide(order, act), Decided):
            break
    return act


def _later(order: Order, chance: Random, now: datetime, *, is_file: bool) -> datetime:
    """A while, or up to where something rings next: just before, at that instant, just after."""
    if is_file and chance.random() < 0.2:
        return now + A_SEASON
    rings = [at for at in alarms(order).values() if at > now]
    if rings and chance.random() < 0.3:
        return max(now + TICK, min(rings) + chance.choice((-TICK, timedelta(), TICK)))
    return now + TICK + chance.choice(SPANS)


def _act(order: Order, command: Any, chance: Random, now: datetime, place: int) -> Act:
    return Act(
        command_id=str(place),
        command=command,
        actor=chance.choice(actors(order.dossier.pack, command, order.unit)),
        received_at=now,
        filled=chance.choice(TEXTS),
    )
