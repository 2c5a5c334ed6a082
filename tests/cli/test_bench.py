"""`paidan bench` tells how fast the rules are; how fast is not for a test to say.

Counting dues is the exception: it must be at least as fast as the package people would take."""

import json
import re
import sys

import pytest

from services.assessment.opening_figures import CODES
from tests.cli.run import paidan

pytestmark = pytest.mark.long(seconds=45)
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


def test_an_assessment_is_measured_from_the_publisher_on(capsys: Screen) -> None:
    asked = ("bench", "assessment", "--orders", "30", "--rounds", "1")
    status, out, err = paidan(capsys, *asked, "--json")

    found = json.loads(out)
    assert status == 0, err
    assert (found["name"], found["orders"], found["peers"]) == ("assessment", 30, {})
    assert found["facts"] > 10 * found["orders"]
    slowest = found["paidan"].pop("slowest")
    assert slowest in CODES
    assert all(figure > 0 for figure in found["paidan"].values())
    assert found["paidan"]["slowest_opened_in_seconds"] >= found["paidan"]["opened_in_seconds"]


def test_the_slowest_number_of_an_assessment_is_named(capsys: Screen) -> None:
    status, out, err = paidan(capsys, "bench", "assessment", "--orders", "3", "--rounds", "1")

    assert status == 0, err
    slowest = re.search(r"a number opens in [\d.]+ s, the slowest, (\S+), in [\d.]+ s", out)
    assert slowest is not None
    assert slowest[1] in CODES


def test_every_order_that_is_due_at_one_instant_has_lapsed(capsys: Screen) -> None:
    status, out, err = paidan(capsys, "bench", "rings", "--orders", "5", "--json")

    found = json.loads(out)
    assert status == 0, err
    assert (found["name"], found["orders"]) == ("rings", 5)
    figures = found["paidan"]
    assert figures["half_stand_after_seconds"] <= figures["all_stand_after_seconds"]
    assert 1 <= figures["transactions"] <= found["orders"]


def test_an_unknown_bench_is_bad_usage(capsys: Screen) -> None:
    status, _, err = paidan(capsys, "bench", "speed")

    assert status == 2
    assert "lives, life, rings, core, due, backtest, verify, assessment" in err


def test_dues_are_counted_at_least_as_fast_as_by_the_package_workalendar(capsys: Screen) -> None:
    pytest.importorskip("workalendar", reason="the package workalendar is not installed")
    status, out, _ = paidan(capsys, "bench", "due", "--rounds", "3", "--json")

    found = json.loads(out)
    with capsys.disabled():
        print(f"\ndue instants: {found['ratio']} times as fast as workalendar")
    assert status == 0
    assert found["ratio"] >= 1


def test_without_its_peer_the_measure_of_dues_is_a_clear_no(
    capsys: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "workalendar.asia", None)

    status, _, err = paidan(capsys, "bench", "due", "--rounds", "1")

    assert status == 1
    assert "workalendar is not installed" in err
