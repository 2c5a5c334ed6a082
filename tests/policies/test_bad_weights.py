"""Weights of a composite figure (综合评分权重) that cannot be law are named by the check."""

from pathlib import Path

import pytest

from policies.library import load_pack
from tests.policies.pack_texts import mistakes_in, town, written

SAID = 'source = "市考核办法 三条", rules = ["WF-34"]'
KNOWN = ("K2", 30), ("K4", 30), ("K5", 40)


def weights(*said: tuple[str, int]) -> str:
    """What the town weighs."""
    rows = (f'{{ indicator = "{code}", percent = {percent}, {SAID} }}' for code, percent in said)
    return f"weight = [{', '.join(rows)}]"


def grade(at_least: int) -> str:
    """A grade of the town."""
    return f'grade = [{{ name = "A", at_least = {at_least}, {SAID} }}]'


def test_weights_that_make_a_hundred_are_law(tmp_path: Path) -> None:
    pack = load_pack(written(tmp_path, town(weights(*KNOWN), grade(90))))
    assert [weight.percent for weight in pack.weights] == [30, 30, 40]
    assert pack.grades[0].at_least == 90


@pytest.mark.parametrize(
    ("said", "key", "reason"),
    [
        (weights(("K2", 30), ("K4", 69)), "weight", "make 99 and not 100"),
        (weights(("K99", 100)), "weight (K99)", "no such share; known: K1, K2"),
        (weights(("K5.1", 100)), "weight (K5.1)", "no such share"),
        (weights(("K2", 0), ("K4", 100)), "weight (K2).percent", "must be 1 to 100, not 0"),
        (weights(("K2", 50), ("K2", 50)), "weight[2]", "duplicate"),
        (grade(101), "grade (A).at_least", "must be 0 to 100, not 101"),
    ],
)
def test_other_weights_are_named(tmp_path: Path, said: str, key: str, reason: str) -> None:
    (mistake,) = mistakes_in(written(tmp_path, town(said)))
    assert (mistake.key, reason in mistake.reason) == (key, True)


def test_only_those_who_assess_decide_what_counts(tmp_path: Path) -> None:
    may = f'permission = [{{ command = "decide_appeal", roles = ["unit_head"], {SAID} }}]'
    (mistake,) = mistakes_in(written(tmp_path, town(may)))
    assert "may not judge units" in mistake.reason


def test_nobody_who_assesses_appeals(tmp_path: Path) -> None:
    may = f'permission = [{{ command = "appeal", roles = ["assessor"], {SAID} }}]'
    (mistake,) = mistakes_in(written(tmp_path, town(may)))
    assert "assesses and may not act on orders" in mistake.reason
