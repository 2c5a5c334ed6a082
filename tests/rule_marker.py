"""The marker `rule`: a test carries a rule or a claim only if what it tests has named the rule."""

import json
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from policies.rule_register import law_claims, law_rules, rule_of
from tests.named import ask, forget, named

PROPERTY = "rules"


def claimed_by(item: pytest.Item) -> set[str]:
    """The ids that a test's markers name: claims such as "WF-21.1", or rules as such."""
    return {id for marker in item.iter_markers("rule") for id in marker.args}


def rules_of(item: pytest.Item) -> set[str]:
    """The rules that a test carries, as such or by a claim of theirs."""
    return {rule_of(id) for id in claimed_by(item)}


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Fail a test in which nothing named a rule of its marker; note the rules of the others."""
    forget()
    result = yield
    claimed = claimed_by(pyfuncitem)
    if unknown := claimed - law_rules().keys() - law_claims().keys():
        pytest.fail(f"no such rule or claim: {', '.join(sorted(unknown))}")
    if unseen := rules_of(pyfuncitem) - named():
        pytest.fail(f"nothing that this test was answered names {', '.join(sorted(unseen))}")
    if claimed:
        pyfuncitem.user_properties.append((PROPERTY, sorted(claimed)))
    return result


@pytest.fixture
def asked() -> Callable[..., Any]:
    """Ask an interface outside the core: `asked(monthly_report, month)` returns its answer and
    notes which rules stand in it."""
    return ask


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to write down which test was answered with which rules."""
    parser.addoption("--rules-named", metavar="F", help="write the rules of each passed test to F")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the register in the process that hears of every test."""
    config.addinivalue_line(
        "markers", "rule(*ids): the rules, and claims of rules, that a test holds"
    )
    config.addinivalue_line("markers", "threads: starts threads, which a fork does not have")
    if (file := config.getoption("--rules-named")) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(RulesNamed(Path(file)))


class RulesNamed:
    """Writes which tests passed and named which rules; a test that failed anywhere names none."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._rules: dict[str, list[str]] = {}
        self._failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Hear what became of a part of a test."""
        if report.failed:
            self._failed.add(report.nodeid)
        elif report.when == "call" and report.passed:
            rules = dict(report.user_properties).get(PROPERTY)
            if isinstance(rules, list):
                self._rules[report.nodeid] = rules

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A test file that cannot be read is a failure too."""
        if report.failed:
            self._failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Write the register."""
        passed = {test: ids for test, ids in self._rules.items() if test not in self._failed}
        told = {"tests": passed, "failed": sorted(self._failed)}
        self._file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
