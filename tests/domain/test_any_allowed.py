"""What is shown as closed is refused with any content, and what is accepted was shown as open.

At every step of a life by chance somebody looks at what may be done: whoever is about to act, and
all the people there are, in turn. Then the acts there are to choose from are tried in that name.
"""

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.allowed import AllowedAct, allowed
from domain.chapters.units.commands import OpenUnitFile
from domain.decide import Decided, alarms, decide
from domain.order.act import Act, Actor
from domain.order.clause import DECIDERS
from domain.order.refusal import Refusal
from domain.vocabulary import Role, State
from policies.library import pack_names
from services.orders.page.acts import OF_THE_ROLE
from tests.domain.acts import ALL_TEXTS, SPANS, TEXTS, actors, anything, next_steps
from tests.domain.case import QUEUE, TERRITORY, moment
from tests.domain.demands import registrations
from tests.domain.test_any_order import A_YEAR, BIRTHDAYS, TICK, AnyOrder, pick
from tests.thorough import times
from texts import subject

HOMES = ("hotline", "water", "roads", "parks", TERRITORY, QUEUE)
FILLED = (ALL_TEXTS, ())
STEPS = 60
FIRST_ACTS = 8
"""So many acts lead from the desk to a result; only then time passes and people err."""
A_FILE = OpenUnitFile(unit="water")
WAYS = (*("lawful",) * 6, "time", "time", "ring", "anything")
LOOKS = 6
"""At every so many steps somebody tries everything."""


def everybody() -> Iterator[Actor]:
    """A person of each role in each house, who also acts in the lives by chance, and another."""
    for home in HOMES:
        for role in Role:
            yield Actor(person=f"{role}@{home}", unit=home, role=role)
            yield Actor(person=f"second {role}@{home}", unit=home, role=role)
        yield Actor(person=f"hired@{home}", unit=home, role=Role.SEAT_AGENT, outsourced=True)


PEOPLE = tuple(everybody())


class Watched(AnyOrder):
    """A life of one order, looked at by whoever acts and by everybody else."""

    def goes_on(self, chance: Random) -> None:
        """Somebody does what the law allows, or tries anything, or time passes."""
        way = "lawful" if self.acts < FIRST_ACTS else chance.choice(WAYS)
        if way == "lawful":
            self.does_what_is_accepted(chance)
        elif way == "anything":
            who, texts = chance.randrange(len(PEOPLE)), chance.randrange(len(TEXTS))
            self.command(chance.choice(anything(self.now)), who, texts)
        else:
            rings = [at for at in alarms(self.prompt).values() if at < self.now + A_YEAR]
            ring = min(rings, default=self.now) + chance.choice((-TICK, TICK))
            later = self.now + chance.choice(SPANS)
            self.now = later if way == "time" else max(self.now, ring)
            self.settle_promptly()

    def does_what_is_accepted(self, chance: Random) -> None:
        """The first thing that is accepted, of all that the order waits for."""
        steps = next_steps(self.prompt.state, self.now + TICK)
        for command in chance.sample(steps, len(steps)):
            people = actors(self.dossier.pack, command, self.prompt.unit)
            for who in chance.sample(range(len(people)), len(people)):
                if isinstance(self.tries(command, people[who], ALL_TEXTS), Decided):
                    return self.command(command, who, 0)

    def command(self, command: Any, who: int, texts: int) -> None:
        self.look(pick(actors(self.dossier.pack, command, self.prompt.unit), who), [command])
        super().command(command, who, texts)

    def look(self, actor: Actor, commands: list[Any]) -> None:
        """Hold what is shown in the late office against what the prompt one would decide."""
        shown = {act.name: act for act in allowed(self.late, actor, self.now + TICK)}
        says_what_would_open(shown.values())
        for command in commands:
            for filled in FILLED:
                holds(shown[command.name], self.tries(command, actor, filled))

    def tries(self, command: Any, actor: Actor, filled: tuple[str, ...]) -> Decided | Refusal:
        """Ask the prompt office, and leave everything as it is."""
        now = self.now + TICK
        act = Act(command_id="-", command=command, actor=actor, received_at=now, filled=filled)
        return decide(self.prompt, act)


def holds(shown: AllowedAct, outcome: Decided | Refusal) -> None:
    """Both directions: closed means refused so, accepted means open."""
    if not shown.is_open:
        assert outcome == shown.refusal
    if isinstance(outcome, Decided):
        assert shown.is_open


def says_what_would_open(shown: Iterable[AllowedAct]) -> None:
    """Whatever closes an act says what would open it; of a post the law says who may (9)."""
    codes = {act.refusal.code for act in shown if act.refusal}
    silent = codes - OF_THE_ROLE - set(subject("remedies"))
    assert not silent, f"add [{min(silent)}] to texts/remedies.toml: what would open such an act?"


@settings(max_examples=times(12, thorough=30))
@given(start=st.integers(0, 2**32))
def test_what_is_shown_is_what_happens(start: int) -> None:
    chance = Random(start)
    life = Watched()
    life.born(chance.choice(pack_names()), chance.choice(BIRTHDAYS))
    life.command(chance.choice([*registrations(life.now), *[A_FILE] * 10]), 0, 0)
    for step in range(STEPS):
        life.goes_on(chance)
        if step % LOOKS == 0:
            now = life.now + TICK
            choices = [*next_steps(life.prompt.state, now), *anything(now)]
            life.look(chance.choice(PEOPLE), choices)


def test_every_command_is_among_the_acts_that_are_tried() -> None:
    now = moment("03-02 09:00")
    tried: list[Any] = [step for state in State for step in next_steps(state, now)]
    assert {type(command) for command in (*tried, *anything(now))} == set(DECIDERS)
