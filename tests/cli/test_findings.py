"""`paidan audit findings`: what was found is shown until somebody has dealt with it."""

import json
from datetime import timedelta

import pytest

from audit.reconcile.findings import What
from operations.virtual import VirtualHotline
from services.archive.reconciling import Reconciler
from tests.audit.archives import say
from tests.audit.lives import dispatched
from tests.cli.run import types


@pytest.fixture(scope="module")
async def number(hotline: VirtualHotline) -> str:
    """A living order whose workflow was terminated, and named."""
    number = await dispatched(hotline)
    await hotline.handle(number).terminate("tidy")
    within = timedelta(minutes=15)
    reconciler = Reconciler(engines=hotline.engines, client=hotline.client, archived_within=within)
    while (number,) not in await say(hotline, "SELECT order_number FROM finding"):
        await reconciler.go_round()
    await say(hotline, "DELETE FROM finding WHERE order_number <> :n", n=number)
    return number


async def test_findings_are_listed_until_somebody_clears_them(
    number: str, data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--data-dir", data_dir)
    status, out, _ = await types(capsys, "audit", "findings", "--json", *where)
    found = {one["what"]: one for one in json.loads(out)}
    assert (status, {one["order"] for one in found.values()}) == (1, {number})
    assert set(found) == {What.TERMINATED, What.STOPPED}
    assert "运行被强行终止" in (await types(capsys, "audit", "findings", *where))[1]
    for one in found.values():
        cleared = ("audit", "clear", str(one["id"]), "--by", "audit-1", *where)
        assert (await types(capsys, *cleared))[0] == 0
        assert (await types(capsys, *cleared))[0] == 1
    nothing = (0, "no finding stands open 对账无异\n")
    assert (await types(capsys, "audit", "findings", *where))[:2] == nothing
    assert "audit-1" in (await types(capsys, "audit", "findings", "--all", *where))[1]


async def test_nobody_unknown_clears(data_dir: str, capsys: pytest.CaptureFixture[str]) -> None:
    cleared = ("audit", "clear", "1", "--by", "stranger", "--data-dir", data_dir)
    status, _, err = await types(capsys, *cleared)
    assert (status, "stranger" in err) == (2, True)


async def test_where_nothing_runs_there_is_no_verdict(
    tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (await types(capsys, "audit", "findings", "--data-dir", str(tmp_path)))[0] == 2
