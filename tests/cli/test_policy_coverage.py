"""`paidan policy coverage` and `mutate`: what they run, and when the answer is no."""

from pathlib import Path
from typing import Any

import pytest

from cli.lawmakers.policy_mutate import KINDS, holds
from cli.shared import checkout
from cli.shared.checkout import told_by_tests
from tests.cli.run import paidan
from tests.law_mutants import chosen

Screen = pytest.CaptureFixture[str]
RETURNS = "tests/domain/stories/test_returns.py"


@pytest.mark.parametrize("command", ["coverage", "mutate"])
def test_without_the_tests_nothing_can_be_said(
    capsys: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(checkout, "CHECKOUT", tmp_path)
    status, out, err = paidan(capsys, "policy", command)
    assert (status, out) == (1, "")
    assert f"no tests in {tmp_path}" in err


def test_a_rule_that_there_is_not_cannot_be_tried(capsys: Screen) -> None:
    status, _, err = paidan(capsys, "policy", "mutate", "--only", "WF-99")
    assert status == 2
    assert "no such rule: WF-99" in err


@pytest.mark.long(seconds=15)
def test_the_stories_themselves_tell_what_they_were_answered() -> None:
    told = told_by_tests("--rules-named", "-m", "rule", RETURNS)
    assert told["failed"] == []
    story = f"{RETURNS}::test_a_rejected_return_gives_no_time_back"
    assert told["tests"][story] == ["NA-09.1", "T:T15.1"]


def test_a_kind_that_there_is_not_cannot_be_tried(capsys: Screen) -> None:
    status, _, err = paidan(capsys, "policy", "mutate", "--kind", "magic")
    assert status == 2
    assert "no such kind: magic" in err


def test_the_kinds_that_can_be_asked_for_are_those_that_there_are() -> None:
    assert KINDS == chosen.KINDS


def survivor(kind: str = "clause", explained: str = "why") -> dict[str, Any]:
    """Something that was wrong and went unnoticed."""
    return {"kind": kind, "explained": explained}


def told(*survived: dict[str, Any]) -> dict[str, Any]:
    """A trial of a hundred of each kind."""
    kinds = {kind: {"tried": 100, "survived": 0} for kind in ("value", "clause", "owner", "checks")}
    for one in survived:
        kinds[one["kind"]]["survived"] += 1
    return {"survived": survived, "kinds": kinds}


@pytest.mark.parametrize(
    ("survived", "enough"),
    [
        ([], True),
        ([survivor()], True),
        ([survivor(explained="")], False),
        ([survivor()] * 5, True),
        ([survivor()] * 6, False),
        ([survivor("owner")] * 10, True),
        ([*[survivor("owner")] * 10, survivor("checks")], False),
        ([survivor("value")], False),
    ],
)
def test_no_value_few_clauses_and_few_faults_of_people_may_go_unnoticed(
    survived: list[Any], enough: bool
) -> None:
    assert holds(told(*survived)) is enough


def test_of_a_sample_every_survivor_is_explained_however_many() -> None:
    assert holds(told(*[survivor()] * 6), whole=False)
    assert not holds(told(survivor(explained="")), whole=False)
