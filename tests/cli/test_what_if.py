"""`paidan whatif` on a running system, as whoever drafts a rule types it."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from operations.virtual import VirtualHotline
from policies.library import load_pack
from tests.audit.lives import dispatched, whole_life
from tests.cli.run import paidan
from tests.policies.pack_texts import limit, town, written

ROWS = text(
    "SELECT (SELECT count(*) FROM fact), (SELECT count(*) FROM command),"
    " (SELECT count(*) FROM policy)"
)
Screen = pytest.CaptureFixture[str]


@pytest.fixture(scope="module", autouse=True)
async def lives(hotline: VirtualHotline) -> None:
    """One order is closed and one still runs."""
    await whole_life(hotline)
    await hotline.pass_time(await dispatched(hotline), timedelta(hours=26))


async def asked(capsys: Screen, *words: str) -> dict[str, Any]:
    status, out, err = await asyncio.to_thread(paidan, capsys, "whatif", *words, "--json")
    assert (status, err) == (0, "")
    return dict(json.loads(out))


async def test_a_shorter_limit_makes_both_orders_late_and_writes_nothing(
    hotline: VirtualHotline, data_dir: str, capsys: Screen, tmp_path: Path
) -> None:
    quick = str(written(tmp_path, town(limit('clock = "handle", limit = "24 h"'))))
    async with hotline.engines.patient.connect() as connection:
        before = (await connection.execute(ROWS)).one()
        told = await asked(capsys, "--policy", quick, "--data-dir", data_dir)
        assert (await connection.execute(ROWS)).one() == before
    late = {"before": {"duties": 2, "late": 0}, "after": {"duties": 2, "late": 2}}
    assert (told["pack"], told["orders"], told["all"]) == ("test-town", 2, {"all": late})
    assert (told["by_unit"], told["by_type"]) == ({"water": late}, {"help": late})
    assert [(one["was"], one["would_be"]) for one in told["changed"]] == [
        ("in_time", "late"),
        ("running", "late"),
    ]
    assert (told["refused"], told["went_otherwise"]) == ({}, [])


async def test_the_own_law_changes_nothing_and_days_bound_the_orders(
    data_dir: str, capsys: Screen
) -> None:
    where = ("--policy", "sanya-2018", "--data-dir", data_dir)
    same = await asked(capsys, *where, "--from", "2020-01-01")
    none = await asked(capsys, *where, "--to", "2020-01-01")
    assert (same["orders"], same["changed"], none["orders"]) == (2, [], 0)


async def test_a_published_pack_is_named_and_need_not_lie_in_a_file(
    hotline: VirtualHotline, data_dir: str, capsys: Screen, tmp_path: Path
) -> None:
    quick = town(limit('clock = "handle", limit = "24 h"')).replace("test-town", "quick-town")
    await hotline.laws.publish(load_pack(written(tmp_path, quick)))
    told = await asked(capsys, "--policy", "quick-town", "--data-dir", data_dir)
    assert (told["pack"], len(told["changed"])) == ("quick-town", 2)


async def test_a_person_sees_units_and_types_beside_what_was(
    data_dir: str, capsys: Screen, tmp_path: Path
) -> None:
    quick = str(written(tmp_path, town(limit('clock = "handle", limit = "24 h"'))))
    words = ("whatif", "--policy", quick, "--data-dir", data_dir)
    status, out, _ = await asyncio.to_thread(paidan, capsys, *words)
    assert status == 0
    assert "unit water" in out
    assert "in_time -> late" in out


async def test_what_cannot_be_read_or_is_not_running(
    data_dir: str, capsys: Screen, tmp_path: Path
) -> None:
    def status(*words: str) -> int:
        return paidan(capsys, "whatif", *words)[0]

    where = ("--data-dir", data_dir)
    ask = asyncio.to_thread
    assert await ask(status, "--policy", "atlantis", *where) == 2
    assert await ask(status, "--policy", "sanya-2018", "--from", "soon", *where) == 2
    assert await ask(status, "--policy", "sanya-2018", "--data-dir", str(tmp_path)) == 1
