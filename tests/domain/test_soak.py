"""The soak: quiet when all is well, and otherwise the shortest story and the seed."""

import pytest
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.domain.soak import soak
from tests.domain.test_any_order import AnyOrder

Screen = pytest.CaptureFixture[str]


class Worn(RuleBasedStateMachine):
    """A machine that breaks at its third step."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0

    @rule()
    def step(self) -> None:
        self.steps += 1

    @invariant()
    def holds(self) -> None:
        assert self.steps < 3


def test_lives_that_break_nothing_end_well(capsys: Screen) -> None:
    assert soak(AnyOrder, 2, 7) == 0
    assert "2 lives, seed 7" in capsys.readouterr().out


def test_the_shortest_broken_life_is_told_with_its_seed(capsys: Screen) -> None:
    assert soak(Worn, 50, 7) == 1
    told = capsys.readouterr().err
    assert told.count("state.step()") == 3
    assert "found with --seed 7" in told
