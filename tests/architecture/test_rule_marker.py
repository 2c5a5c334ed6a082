"""The harness of the marker `rule`: no test can carry an id that nothing has named."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cli.lawmakers.policy import show_pack
from cli.lawmakers.rules_page import rules_page
from tests.named import ask

pytest_plugins = ("pytester",)

HEAD = """
import pytest
from domain.chapters.intake.commands import Register
from tests.domain.case import Case
from tests.named import ask

def an_interface(*ids):
    return {"indicators": ids}
an_interface.__module__ = "audit.indicators"
"""
IN_WEIFANG = "Case('weifang-2021').register()"
TESTS = Path(__file__).parents[1]
BY_HAND = re.compile(r"(?<!\.)\b(NAMED|ANSWERED)\b|tests\.named")


@pytest.fixture
def register(pytester: pytest.Pytester) -> Any:
    """Run a test file of one's own and read what it is said to bear out."""

    def run(body: str) -> tuple[dict[str, list[str]], list[str]]:
        pytester.makepyfile(HEAD + body)
        pytester.runpytest(
            "-p", "tests.rule_marker", "-p", "no:xdist", "-p", "no:asyncio", "--rules-named", "told"
        )
        told = json.loads((pytester.path / "told").read_text("utf-8"))
        rules = {test.rpartition("::")[2]: ids for test, ids in told["tests"].items()}
        return rules, [test.rpartition("::")[2] for test in told["failed"]]

    return run


def story(*ids: str, does: str, also: str = "") -> str:
    """A test that carries some ids."""
    marker = ", ".join(map(repr, ids))
    return f"@pytest.mark.rule({marker})\ndef test_story({also}):\n    {does}\n"


def test_an_id_counts_if_the_core_named_it(register: Any) -> None:
    assert register(story("T:T02", does="Case().register()")) == ({"test_story": ["T:T02"]}, [])


def test_a_claim_counts_if_the_core_named_its_rule(register: Any) -> None:
    assert register(story("WF-01.1", does=IN_WEIFANG)) == ({"test_story": ["WF-01.1"]}, [])


def test_a_claim_whose_rule_nothing_named_fails_the_test(register: Any) -> None:
    assert register(story("WF-18.1", does=IN_WEIFANG)) == ({}, ["test_story"])


def test_a_claim_that_there_is_not_fails_the_test(register: Any) -> None:
    assert register(story("WF-01.99", does=IN_WEIFANG)) == ({}, ["test_story"])


def test_an_id_that_nothing_named_fails_the_test(register: Any) -> None:
    assert register(story("T:T02", "G:G4", does="Case().register()")) == ({}, ["test_story"])


def test_an_id_that_is_no_rule_fails_the_test(register: Any) -> None:
    body = story("T:T99", does="from tests.named import NAMED; NAMED.add('T:T99')")
    assert register(body) == ({}, ["test_story"])


def test_a_test_that_is_skipped_bears_nothing_out(register: Any) -> None:
    assert register(story("T:T02", does="pytest.skip('not today')")) == ({}, [])


def test_a_test_that_fails_at_its_end_bears_nothing_out(register: Any) -> None:
    broken = "@pytest.fixture\ndef broken():\n    yield\n    raise ValueError\n"
    body = broken + story("T:T02", does="Case().register()", also="broken")
    assert register(body) == ({}, ["test_story"])


def test_an_interface_bears_out_what_lies_outside_the_core(register: Any) -> None:
    body = story("K:K1", does="assert ask(an_interface, 'K:K1')")
    assert register(body) == ({"test_story": ["K:K1"]}, [])


def test_an_interface_bears_out_no_clause_of_the_core(register: Any) -> None:
    body = story("T:T02", does="assert ask(an_interface, 'T:T02')")
    assert register(body) == ({}, ["test_story"])


@pytest.mark.parametrize("interface", [json.dumps, rules_page, show_pack])
def test_nobody_is_asked_who_says_whatever_one_likes(interface: Any) -> None:
    with pytest.raises(TypeError, match="is no interface whose answer proves anything"):
        ask(interface, "K:K1")


def test_no_test_notes_an_id_by_hand() -> None:
    by_hand = [
        file.name
        for file in TESTS.rglob("test_*.py")
        if BY_HAND.search(file.read_text("utf-8")) and file != Path(__file__)
    ]
    assert by_hand == []
