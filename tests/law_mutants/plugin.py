"""`pytest --mutate F`: the law wrong in one thing at a time, and who noticed (1.18)."""

import inspect
import json
import os
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeGuard

import pytest
from _pytest.runner import runtestprotocol

from tests.law_mutants.chosen import (
    EACH,
    ENOUGH,
    KINDS,
    LawMutant,
    chosen,
    drawn,
    every_mutant,
)
from tests.law_mutants.clauses import CLAUSE
from tests.law_mutants.forks import tried
from tests.law_mutants.trace import Trace, on
from tests.law_mutants.values import ValueMutant
from tests.rule_marker import rules_of

EXPLAINED = Path(__file__).with_name("explained.toml")
NEEDS_SERVERS = "services"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the trial, whole, of some rules, of some kinds, or of a sample."""
    parser.addoption("--mutate", metavar="F", help="try mutants of the law, report to F")
    parser.addoption("--mutate-only", action="append", default=[], metavar="ID")
    parser.addoption("--mutate-kind", action="append", default=[], choices=KINDS)
    parser.addoption("--mutate-all", action="store_true")
    parser.addoption("--mutate-sample", type=int, default=0, metavar="N")
    parser.addoption("--mutate-each", type=int, default=EACH, metavar="N")
    parser.addoption("--mutate-seed", type=int, default=0, metavar="S")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run the tests once as the law stands, then against each mutant of it."""
    if not (file := session.config.getoption("--mutate")):
        return None
    trial = Trial([item for item in session.items if can_be_repeated(item)])
    told = trial.run(session.config)
    Path(file).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return True


def can_be_repeated(item: pytest.Item) -> bool:
    """Whether a fork can run a test again: nothing of it lives in a server, a loop or a thread."""
    if not isinstance(item, pytest.Function) or NEEDS_SERVERS in item.fixturenames:
        return False
    if item.get_closest_marker("threads"):
        return False
    return not inspect.iscoroutinefunction(item.obj)


class Trial:
    """The tests that carry rules, and what each mutant of the law made of them."""

    def __init__(self, items: Sequence[pytest.Item]) -> None:
        self._items = list(items)
        self._trace = Trace()
        self._failed: list[str] = []

    def run(self, config: pytest.Config) -> dict[str, Any]:
        """Try the mutants and report."""
        begun = time.monotonic()
        sought = _sought(config)
        self._trace.look_at(line for one in sought if not _is_value(one) for line in one.lines)
        self._run_unchanged()
        if self._failed:
            return {"failed": self._failed}
        mutants = self._chosen(sought, config)
        trials = [(mutant, self._tests_of(mutant)) for mutant in mutants]
        survived: list[LawMutant] = []
        left = Counter(mutant.kind for mutant in mutants)
        for number, noticed in tried(trials, os.cpu_count() or 1):
            kind = mutants[number].kind
            if not noticed:
                survived.append(mutants[number])
                _tell_survivor(mutants[number])
            left[kind] -= 1
            if not left[kind]:
                _tell_kind(kind, mutants, survived, round(time.monotonic() - begun))
        looked = {id(mutant): len(tests) for mutant, tests in trials}
        told = _report(mutants, survived, looked)
        return {**told, "seconds": round(time.monotonic() - begun)}

    def _run_unchanged(self) -> None:
        stop = self._trace.listen()
        for item, following in zip(self._items, [*self._items[1:], None], strict=True):
            self._trace.begin(item.nodeid)
            reports = runtestprotocol(item, log=False, nextitem=following)
            if any(report.failed for report in reports):
                self._failed.append(item.nodeid)
        stop()

    def _chosen(self, sought: Sequence[LawMutant], config: pytest.Config) -> list[LawMutant]:
        """The mutants that were asked for; the same again for the same seed."""
        only, sample = config.getoption("--mutate-only"), config.getoption("--mutate-sample")
        every = [
            known
            for mutant in sought
            if (known := self._with_rules(mutant)).rules
            and (not only or set(only) & set(known.rules))
        ]
        if sample:
            return every[:sample]
        return chosen(
            every,
            seed=config.getoption("--mutate-seed"),
            each=config.getoption("--mutate-each"),
            whole=bool(config.getoption("--mutate-all") or only),
        )

    def _with_rules(self, mutant: LawMutant) -> LawMutant:
        """What a place of the core serves shows while the tests run."""
        if _is_value(mutant):
            return mutant
        rules = mutant.written_rules() | on(mutant.lines, self._trace.under)
        if mutant.kind != CLAUSE:
            rules |= on(mutant.lines, self._trace.towards)
        return replace(mutant, rules=tuple(sorted(rules)))

    def _tests_of(self, mutant: LawMutant) -> list[pytest.Item]:
        """The tests that carry a rule of the mutant and, in the core, come by it; those that
        share most with it first, as they will notice first. What serves all rules is every rule's
        own, so there every test that carries one may notice."""
        rules = set(mutant.rules)
        found = sorted(self._items, key=lambda item: len(rules & rules_of(item)), reverse=True)
        if _is_value(mutant):
            return [item for item in found if rules & rules_of(item)]
        passing = on(mutant.lines, self._trace.tests)
        all_rules = mutant.kind != CLAUSE and mutant.place.serves_all
        return [
            item
            for item in found
            if item.nodeid in passing and (all_rules or rules & rules_of(item))
        ]


def _sought(config: pytest.Config) -> list[LawMutant]:
    """The mutants that may be asked for: of a sample of all so many that enough show rules."""
    sample, kinds = config.getoption("--mutate-sample"), config.getoption("--mutate-kind")
    same = noted("same")
    every = [one for one in every_mutant(*kinds) if (one.where, one.change) not in same]
    if not sample:
        return every
    most = len(every) if config.getoption("--mutate-only") else ENOUGH * sample
    return drawn(every, seed=config.getoption("--mutate-seed"), sample=most)


def _is_value(mutant: LawMutant) -> TypeGuard[ValueMutant]:
    return isinstance(mutant, ValueMutant)


def _tell_kind(
    kind: str, mutants: Sequence[LawMutant], survived: Sequence[LawMutant], seconds: int
) -> None:
    tried, left = (sum(one.kind == kind for one in those) for those in (mutants, survived))
    told = f"{kind}: {tried} tried, {left} survived, after {seconds} seconds"
    print(told, file=sys.stderr, flush=True)


def _tell_survivor(one: LawMutant) -> None:
    print(f"{one.kind}  {one.where}: {one.change}", file=sys.stderr, flush=True)


def _report(
    mutants: Sequence[LawMutant], survived: Sequence[LawMutant], looked: Mapping[int, int]
) -> dict[str, Any]:
    tried, left = Counter(one.kind for one in mutants), Counter(one.kind for one in survived)
    reasons = noted("survivor")
    return {
        "mutants": len(mutants),
        "killed": len(mutants) - len(survived),
        "kinds": {kind: {"tried": tried[kind], "survived": left[kind]} for kind in tried},
        "survived": sorted(
            (_line(one, reasons, looked[id(one)]) for one in survived),
            key=lambda one: one["where"],
        ),
        "failed": [],
    }


def _line(mutant: LawMutant, reasons: Mapping[tuple[str, str], str], tests: int) -> dict[str, Any]:
    return {
        "kind": mutant.kind,
        "where": mutant.where,
        "change": mutant.change,
        "rules": list(mutant.rules),
        "tests": tests,
        "explained": reasons.get((mutant.where, mutant.change), ""),
    }


def noted(kind: str) -> dict[tuple[str, str], str]:
    """Why some mutants may survive ("survivor") or are none ("same"), by where and change."""
    written = tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))
    return {(one["where"], one["change"]): one["why"] for one in written.get(kind, ())}
