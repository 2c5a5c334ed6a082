"""The mutants of the law: each changes one thing, and only stories that look notice it."""

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.chapters.dispatch import returns
from domain.chapters.dispatch.commands import RejectReturn
from domain.time.limit import parse_limit
from policies.library import load_pack
from tests.domain.case import Case
from tests.domain.stories.test_returns import NOT_OURS
from tests.law_mutants.chosen import every_mutant
from tests.law_mutants.clauses import statements
from tests.law_mutants.plugin import noted
from tests.law_mutants.values import value_mutants

pytestmark = pytest.mark.long(seconds=20)

pytest_plugins = ("pytester",)

DISPUTED = """
import pytest
from domain.chapters.dispatch.commands import ApproveReturn
from domain.chapters.dispatch.commands import Dispatch
from tests.domain.case import Case
from tests.domain.stories.test_designation import disputed

@pytest.mark.rule("G:G4")
def test_story():
    {looks}
"""


@pytest.fixture(scope="module")
def named() -> list[tuple[str, str, str]]:
    """Every mutant by its kind, where it is and what it changes."""
    return [(mutant.kind, mutant.where, mutant.change) for mutant in every_mutant()]


def test_no_two_mutants_are_the_same(named: list[tuple[str, str, str]]) -> None:
    assert len(named) == len(set(named))


@pytest.mark.parametrize("kind", ["survivor", "same"])
def test_every_excuse_is_of_a_mutant_that_there_is_and_says_why(
    kind: str, named: list[tuple[str, str, str]]
) -> None:
    assert noted(kind).keys() <= {(where, change) for _, where, change in named}
    assert all(noted(kind).values())


def test_a_limit_grows_by_the_least_that_can_be_written_in_every_pack_that_has_it() -> None:
    where = "national-default returns.window"
    (mutant,) = (mutant for mutant in value_mutants() if mutant.where == where)
    packs = [copy.copy(pack) for pack, _ in mutant.places]
    places = tuple((pack, value) for pack, (_, value) in zip(packs, mutant.places, strict=True))
    replace(mutant, places=places).apply()
    assert {pack.id for pack in packs} >= {"national-default", "weifang-2021"}
    assert all(pack.returns.window.value == parse_limit("2 WD") for pack in packs)
    assert load_pack("national-default").returns.window.value == parse_limit("1 WD")


def test_a_changed_row_is_what_the_pack_finds() -> None:
    where = "national-default permissions: command urge"
    (mutant,) = (mutant for mutant in value_mutants() if mutant.where == where)
    pack = copy.copy(load_pack("national-default"))
    assert pack.permission("urge").roles  # type: ignore[union-attr]
    replace(mutant, places=((pack, mutant.places[0][1]),)).apply()
    assert pack.permission("urge").roles == ()  # type: ignore[union-attr]


def test_a_clause_is_struck_out_wherever_it_is_called_from() -> None:
    lawful = returns.reject_return.__code__
    case = Case().signed_in().by("unit_clerk").does(NOT_OURS, "reason", "basis").by("dispatcher")
    assert case.refused(RejectReturn()) == "text_missing"
    (reasons,) = (
        mutant
        for mutant in statements()
        if mutant.where == "domain.chapters.dispatch.returns.reject_return"
        and "require_texts" in mutant.change
    )
    assert reasons.written_rules() == {"T:T15"}
    try:
        reasons.apply()
        assert case.does(RejectReturn()).kinds()[-1] == "ReturnRejected"
    finally:
        returns.reject_return.__code__ = lawful


@pytest.fixture
def tried(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Try the mutants of one rule against one story."""

    def run(looks: str) -> dict[str, Any]:
        pytester.makepyfile(DISPUTED.format(looks=looks))
        plugins = ("-p", "tests.rule_marker", "-p", "tests.law_mutants.plugin")
        monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
        asked = ("--mutate", "told", "--mutate-only", "G:G4", "--mutate-kind", "value")
        pytester.runpytest_subprocess(*plugins, *asked)
        told: dict[str, Any] = json.loads((pytester.path / "told").read_text("utf-8"))
        return told

    return run


def test_a_story_that_looks_notices(tried: Any) -> None:
    told = tried("assert disputed().kinds()[-1] == 'DisputeOpened'")
    assert "national-default returns.most" not in {one["where"] for one in told["survived"]}
    assert told["mutants"] == told["killed"] + len(told["survived"])


def test_a_story_that_fails_before_anything_is_wrong_is_named(tried: Any) -> None:
    (failed,) = tried("assert not disputed()")["failed"]
    assert failed.endswith("test_story")
