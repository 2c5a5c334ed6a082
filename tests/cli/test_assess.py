"""`paidan assess` on a running system, as an assessor types it."""

import json
from datetime import date, timedelta

import pytest

from operations.virtual import VirtualHotline
from tests.audit.lives import whole_life
from tests.cli.run import types

QUEUE = "assessor"
A_DAY = timedelta(days=1)


def days_of(number: str, length: timedelta = A_DAY) -> tuple[str, ...]:
    """The options for the day on which an order was born."""
    first = date.fromisoformat(number.partition("-")[0])
    return "--from", first.isoformat(), "--to", (first + length).isoformat()


@pytest.mark.rule("K:K1", "SM-07")
async def test_an_assessor_reads_the_figures_of_a_day(
    hotline: VirtualHotline, data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number, where = await whole_life(hotline), ("--data-dir", data_dir)
    status, out, err = await types(capsys, "assess", *days_of(number), "--json", *where)
    assert status == 0, err
    told = json.loads(out)
    signed = told["indicators"]["K1"]
    assert (signed["numerator"], signed["denominator"], signed["value"]) == (0, 1, 0)
    assert [line["order"] for line in signed["orders"]] == [number]
    facts = await types(capsys, "ledger", number, "--json", *where)
    kinds = {line["seq"]: line["kind"] for line in json.loads(facts[1])}
    behind = [kinds[seq] for seq in signed["orders"][0]["facts"]]
    assert behind == ["Dispatched", "DueBreached", "AcceptedByUnit"]
    assert told["units"]["water"]["K1"]["denominator"] == 1
    status, out, _ = await types(capsys, "assess", *days_of(number), "--unit", "housing", *where)
    assert (status, "按时签收率" in out, "water" in out) == (0, True, False)


async def test_a_number_opens_to_its_orders(
    hotline: VirtualHotline, data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number, where = await whole_life(hotline), ("--data-dir", data_dir)
    asked = ("assess", *days_of(number), "--open", "K1", *where)
    status, out, err = await types(capsys, *asked, "--json")
    assert status == 0, err
    told = json.loads(out)
    lines = {line["order"]: line for line in told["orders"]}
    assert (lines[number]["unit"], lines[number]["counted"]) == ("water", False)
    assert (told["total"], told["next"]) == (len(told["orders"]), None)
    shown = (await types(capsys, *asked))[1]
    assert f"{number}  water  未计入" in shown
    assert f"共 in all {told['total']} 行" in shown
    assert (await types(capsys, *asked, "--after", "nowhere"))[0] == 2
    unknown = await types(capsys, "assess", *days_of(number), "--open", "K99", *where)
    assert (unknown[0], "K99" in unknown[2]) == (2, True)


async def test_figures_of_a_unit_that_nobody_knows_are_bad_usage(
    hotline: VirtualHotline, data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number, where = await whole_life(hotline), ("--data-dir", data_dir)
    asked = ("assess", *days_of(number), "--unit", "watre", *where)
    for more in ((), ("--json",), ("--open", "K3")):
        status, out, err = await types(capsys, *asked, *more)
        assert (status, out, "watre" in err) == (2, "", True)


async def test_all_of_a_number_is_what_its_pages_are(
    hotline: VirtualHotline, data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number, where = await whole_life(hotline), ("--data-dir", data_dir)
    asked = ("assess", *days_of(number), "--open", "K1", *where)
    page = json.loads((await types(capsys, *asked, "--json"))[1])
    assert json.loads((await types(capsys, *asked, "--all", "--json"))[1]) == page
    assert (await types(capsys, *asked, "--all"))[1] == (await types(capsys, *asked))[1]
    elsewhere = await types(capsys, *asked, "--district", "nowhere", "--json")
    assert json.loads(elsewhere[1])["total"] == 0


async def test_only_a_number_that_is_opened_has_pages(
    data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    january = ("--from", "2020-01-01", "--to", "2020-02-01", "--data-dir", data_dir)
    for alone in (("--all",), ("--after", "x"), ("--type", "help"), ("--district", "east")):
        status, _, err = await types(capsys, "assess", *january, *alone)
        assert (status, "go with --open" in err) == (2, True)


async def test_a_frozen_month_says_so(data_dir: str, capsys: pytest.CaptureFixture[str]) -> None:
    where, january = ("--data-dir", data_dir), ("--from", "2020-01-01", "--to", "2020-02-01")
    freezes = ("assess", "--freeze", "2020-01", *where)
    assert (await types(capsys, *freezes))[:2] == (0, "2020-01 frozen 已冻结\n")
    again = await types(capsys, *freezes)
    assert (again[0], "已冻结" in again[2]) == (1, True)
    shown = await types(capsys, "assess", *january, *where)
    assert (shown[0], "2020-01 已冻结" in shown[1]) == (0, True)
    told = json.loads((await types(capsys, "assess", *january, "--json", *where))[1])
    assert (told["frozen"]["month"], told["frozen"]["changed"]) == ("2020-01", [])
    assert (await types(capsys, "assess", "--freeze", "May", *where))[0] == 2


async def test_days_that_cannot_be_assessed_are_bad_usage(
    hotline: VirtualHotline, data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number, where = await whole_life(hotline), ("--data-dir", data_dir)
    status, out, err = await types(capsys, "assess", *days_of(number, 9 * A_DAY), *where)
    assert (status, out, "has not ended" in err) == (2, "", True)
    backwards = await types(capsys, "assess", *days_of(number, -A_DAY), *where)
    assert (backwards[0], "must end after" in backwards[2]) == (2, True)
    assert (await types(capsys, "assess", "--from", "May", "--to", "2026-06-01", *where))[0] == 2
