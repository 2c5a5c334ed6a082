"""Every mutant there is, and which of them one trial takes."""

import random
from collections.abc import Iterator, Sequence
from hashlib import sha256

import tests.law_mutants.faults_of_logic
import tests.law_mutants.faults_of_people
import tests.law_mutants.faults_of_time  # noqa: F401 -- each enters its operators
from tests.law_mutants.clauses import CLAUSE, statements
from tests.law_mutants.operators import OPERATORS, syntax_mutants
from tests.law_mutants.syntax import SyntaxMutant
from tests.law_mutants.values import VALUE, ValueMutant, value_mutants

LawMutant = ValueMutant | SyntaxMutant
HUMAN = tuple(sorted(OPERATORS))
"""The kinds of faults that people make."""
KINDS = (VALUE, CLAUSE, *HUMAN)
EACH = 60
"""So many of each human kind a trial takes that does not take all."""
ENOUGH = 2
"""So many times a sample is drawn, as what shows no rules while the tests run is left out of it."""


def every_mutant(*kinds: str) -> Iterator[LawMutant]:
    """Name every mutant of these kinds, or of all."""
    wanted = kinds or KINDS
    if VALUE in wanted:
        yield from value_mutants(VALUE)
    if CLAUSE in wanted:
        yield from statements()
    human = [kind for kind in HUMAN if kind in wanted]
    if human:
        yield from value_mutants(*human)
        yield from syntax_mutants(*human)


def drawn(every: Sequence[LawMutant], *, seed: int, sample: int) -> list[LawMutant]:
    """So many of them by chance; the same again for the same seed."""
    return random.Random(seed).sample(every, min(sample, len(every)))


def chosen(
    every: Sequence[LawMutant], *, seed: int, each: int = EACH, whole: bool = False
) -> list[LawMutant]:
    """All of them, or all values and clauses and so many of each human kind.

    Each kind is drawn by the seed anew, so that it is the same draw alone and with the others."""
    if whole:
        return list(every)
    taken = [mutant for mutant in every if mutant.kind not in HUMAN]
    for kind in HUMAN:
        of_kind = [mutant for mutant in every if mutant.kind == kind]
        taken += spread(of_kind, each, seed)
    return taken


def spread(mutants: Sequence[LawMutant], most: int, seed: int) -> list[LawMutant]:
    """Draw so many, from each chapter and pack one after the other, so that none is left out.

    Each has its place by its own words: one that comes or goes moves no other in or out."""
    groups: dict[str, list[LawMutant]] = {}
    for mutant in sorted(mutants, key=lambda mutant: _place(mutant, seed)):
        groups.setdefault(mutant.group, []).append(mutant)
    taken: list[LawMutant] = []
    while groups and len(taken) < most:
        for name in sorted(groups):
            taken.append(groups[name].pop())
            if not groups[name]:
                del groups[name]
    return taken[:most]


def _place(mutant: LawMutant, seed: int) -> bytes:
    return sha256(f"{seed} {mutant.kind} {mutant.where} {mutant.change}".encode()).digest()
