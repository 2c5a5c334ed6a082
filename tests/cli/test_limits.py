"""`paidan limits` and `paidan unit figures` on a running system."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from domain.vocabulary import ItemType
from operations.virtual import VirtualHotline
from tests.audit.lives import whole_life
from tests.cli.front_window import front_window
from tests.cli.run import paidan, types
from tests.cli.test_assess import days_of

QUEUE = "limits"


@pytest.mark.rule("WF-35.1")
async def test_anybody_reads_limits_and_honest_times(
    hotline: VirtualHotline, data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number, where = await whole_life(hotline), ("--data-dir", data_dir)
    status, out, err = await types(capsys, "limits", *days_of(number), "--json", *where)
    assert status == 0, err
    told = json.loads(out)
    assert told["basis"] == ["WF-35"]
    assert {line["type"] for line in told["limits"]} == set(ItemType)
    status, out, _ = await types(capsys, "limits", *days_of(number), *where)
    assert (status, "办理时限公示" in out, told["scored_until"][:10] in out) == (0, True, True)


async def test_days_that_are_none_are_bad_usage(
    hotline: VirtualHotline, data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await whole_life(hotline)
    asked = ("limits", "--from", "May", "--to", "2026-06-01", "--data-dir", data_dir)
    status, _, err = await types(capsys, *asked)
    assert (status, "--from May" in err) == (2, True)


def test_whoever_reads_limits_does_not_wait_for_what_writes_bulletins() -> None:
    words = (sys.executable, "-X", "importtime", "-m", "cli.main", "limits", "--help")
    started = subprocess.run(words, capture_output=True, text=True, check=True)
    read = {line.rpartition("|")[2].strip() for line in started.stderr.splitlines()}
    assert "cli.shared.records" in read
    assert read.isdisjoint({"typst", "pylopdf_fonts_zh_cn", "xlsxwriter", "cli.supervisors.assess"})


OWN: dict[str, Any] = {
    "unit": "water",
    "period": {"from": "2026-03-01", "to": "2026-04-01"},
    "indicators": {
        "K5": {
            **{"name": "满意率", "numerator": 1, "denominator": 1, "value": 100},
            "orders": [{"order": "20260302-000001"}],
        }
    },
    "composite": {"value": 97.5, "grade": "A"},
    "places": {"K5": {"place": 1, "of": 3}, "composite": {"place": 2, "of": 3}},
}
MARCH = ("--from", "2026-03-01", "--to", "2026-04-01", "--as", "water-head")


@pytest.mark.parametrize(("behind", "seen"), [({}, ["20260302-000001"]), ({"orders": None}, [])])
def test_a_unit_reads_its_own_figures(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, behind: dict[str, Any], seen: list[str]
) -> None:
    figure = {**OWN["indicators"]["K5"], **behind}
    shown = {name: value for name, value in figure.items() if value is not None}
    with front_window(tmp_path / "var") as window:
        window.says("/units/water/figures", (200, {**OWN, "indicators": {"K5": shown}}))
        asked = ("unit", "figures", "water", *MARCH, "--data-dir", str(tmp_path / "var"))
        status, out, err = paidan(capsys, *asked)
    assert status == 0, err
    assert "综合评分 97.5 A 2/3" in out
    assert out.splitlines()[-1].split() == ["K5", "满意率", "1", "1", "100", "1/3", *seen]
