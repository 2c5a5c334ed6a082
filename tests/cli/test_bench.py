"""`paidan bench core` tells how fast the rules are; how fast is not for a test to say."""

import json

import pytest

from tests.cli.run import paidan

Screen = pytest.CaptureFixture[str]
QUICKLY = ("bench", "core", "--lives", "1", "--rounds", "1")


def test_the_core_is_measured_beside_its_peer(capsys: Screen) -> None:
    status, out, _ = paidan(capsys, *QUICKLY, "--json")

    found = json.loads(out)
    assert status == 0
    assert set(found) == {"name", "rounds", "lives_per_round", "paidan", "peers", "ratio"}
    assert (found["name"], found["rounds"], found["lives_per_round"]) == ("core", 1, 14)
    assert set(found["paidan"]) == {"applied_per_second", "decided_per_second"}
    assert found["ratio"] > 0
    assert all(rate > 0 for rate in found["paidan"].values())


def test_the_figures_are_told_plainly(capsys: Screen) -> None:
    status, out, _ = paidan(capsys, *QUICKLY)

    assert status == 0
    assert "acts decided/s" in out
    assert "orders only copied/s" in out


def test_an_unknown_bench_is_bad_usage(capsys: Screen) -> None:
    status, _, err = paidan(capsys, "bench", "speed")

    assert status == 2
    assert "lives, core" in err
