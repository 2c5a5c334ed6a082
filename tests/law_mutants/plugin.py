"""`pytest --mutate F`: every value and clause of the law wrong in turn, and who noticed (1.18)."""

import inspect
import json
import os
import random
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.law_mutants.clauses import ClauseMutant, Trace, statements, written_rules
from tests.law_mutants.forks import tried
from tests.law_mutants.values import ValueMutant, value_mutants
from tests.rule_marker import claimed_by

EXPLAINED = Path(__file__).with_name("explained.toml")
NEEDS_SERVERS = "services"
TOLD_EVERY = 50
LawMutant = ValueMutant | ClauseMutant


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the trial, whole, of some rules, or of a sample."""
    parser.addoption("--mutate", metavar="F", help="try every mutant of the law, report to F")
    parser.addoption("--mutate-only", action="append", default=[], metavar="ID")
    parser.addoption("--mutate-sample", type=int, default=0, metavar="N")
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
    """Whether a fork can run a test again: nothing of it lives in a server or a running loop."""
    if not isinstance(item, pytest.Function) or NEEDS_SERVERS in item.fixturenames:
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
        self._run_unchanged()
        if self._failed:
            return {"failed": self._failed}
        mutants = self._chosen(config)
        trials = [(mutant, self._tests_of(mutant)) for mutant in mutants]
        survived: list[LawMutant] = []
        for done, (number, noticed) in enumerate(tried(trials, os.cpu_count() or 1), start=1):
            survived += [] if noticed else [mutants[number]]
            _tell(done, len(mutants), len(survived))
        return _report(mutants, survived)

    def _run_unchanged(self) -> None:
        stop = self._trace.listen()
        for item, following in zip(self._items, [*self._items[1:], None], strict=True):
            self._trace.test = item.nodeid
            reports = runtestprotocol(item, log=False, nextitem=following)
            if any(report.failed for report in reports):
                self._failed.append(item.nodeid)
        stop()

    def _chosen(self, config: pytest.Config) -> list[LawMutant]:
        """The mutants of the rules that were asked for, or a sample of them; the same again for
        the same seed."""
        only = set(config.getoption("--mutate-only"))
        mutants = [*value_mutants(), *self._clauses()]
        same = noted("same")
        mutants = [
            mutant
            for mutant in mutants
            if (mutant.where, mutant.change) not in same and (not only or only & set(mutant.rules))
        ]
        size = config.getoption("--mutate-sample") or len(mutants)
        drawn = random.Random(config.getoption("--mutate-seed"))
        return drawn.sample(mutants, min(size, len(mutants)))

    def _clauses(self) -> Iterator[ClauseMutant]:
        for mutant in statements():
            if rules := written_rules(mutant) | self._trace.rules_of(mutant):
                yield replace(mutant, rules=tuple(sorted(rules)))

    def _tests_of(self, mutant: LawMutant) -> list[pytest.Item]:
        """The tests that carry a rule of the mutant and, for a clause, come by it; those that
        share most with it first, as they will notice first."""
        rules = set(mutant.rules)
        found = [item for item in self._items if rules & claimed_by(item)]
        found.sort(key=lambda item: len(rules & claimed_by(item)), reverse=True)
        if isinstance(mutant, ValueMutant):
            return found
        passing = self._trace.tests_of(mutant)
        return [item for item in found if item.nodeid in passing]


def _tell(done: int, of: int, survived: int) -> None:
    if done % TOLD_EVERY == 0 or done == of:
        print(f"{done} of {of} mutants tried, {survived} survived", file=sys.stderr, flush=True)


def _report(mutants: Sequence[LawMutant], survived: Sequence[LawMutant]) -> dict[str, Any]:
    values = sum(mutant.kind == ValueMutant.kind for mutant in mutants)
    reasons = noted("survivor")
    return {
        "mutants": len(mutants),
        "killed": len(mutants) - len(survived),
        "values": values,
        "clauses": len(mutants) - values,
        "survived": sorted((_line(one, reasons) for one in survived), key=lambda one: one["where"]),
        "failed": [],
    }


def _line(mutant: LawMutant, reasons: dict[tuple[str, str], str]) -> dict[str, Any]:
    return {
        "kind": mutant.kind,
        "where": mutant.where,
        "change": mutant.change,
        "rules": list(mutant.rules),
        "explained": reasons.get((mutant.where, mutant.change), ""),
    }


def noted(kind: str) -> dict[tuple[str, str], str]:
    """Why some mutants may survive ("survivor") or are none ("same"), by where and change."""
    written = tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))
    return {(one["where"], one["change"]): one["why"] for one in written.get(kind, ())}
