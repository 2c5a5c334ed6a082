"""`paidan ledger`, `explain` and `rebuild` on a running system, as an auditor types them."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from operations.virtual import VirtualHotline
from services.assessment.scoring import bring_up
from tests.audit.lives import dispatched, whole_life
from tests.cli.run import types

QUEUE = "auditor"
DROPPED = ("fact", "clock", "order_state", "scorecard", "scorecard_mark", "mark_kind")
TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
KEEPING = text(
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL"
    " SELECT relname || ' ' || array_to_string(reloptions, ',') FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace AND reloptions IS NOT NULL"
)
LINE = {
    *("event_id", "run_id", "seq", "kind", "occurred_at", "recorded_at", "received_at"),
    *("clock", "due_at", "actor", "basis", "virtual", "detail"),
}


async def test_an_auditor_reads_an_order(
    hotline: VirtualHotline, data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number, where = await whole_life(hotline), ("--data-dir", data_dir)
    status, out, _ = await types(capsys, "ledger", number, "--json", *where)
    lines = json.loads(out)
    assert status == 0
    assert [set(line) for line in lines] == [LINE] * len(lines)
    breach = next(line for line in lines if line["kind"] == "DueBreached")
    status, out, _ = await types(capsys, "ledger", number, *where)
    assert (status, "办结 Closed" in out) == (0, True)
    asked = ("ledger", number, "--as-of", breach["occurred_at"], *where)
    assert "签收 AcceptedByUnit" not in (await types(capsys, *asked))[1]
    status, out, _ = await types(capsys, "explain", number, "accept/1", *where)
    assert (status, "24 h" in out, "late 逾期完成" in out) == (0, True, True)
    status, out, _ = await types(capsys, "explain", number, "--json", *where)
    assert "total/1" in [told["clock"] for told in json.loads(out)]


async def test_what_is_not_there_is_bad_usage(
    hotline: VirtualHotline, data_dir: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    number, where = await dispatched(hotline), ("--data-dir", data_dir)
    assert (await types(capsys, "ledger", "20200101-000001", *where))[0] == 2
    status, out, err = await types(capsys, "explain", number, "handle/9", *where)
    assert (status, out) == (2, "")
    assert "handle/1" in err
    assert (await types(capsys, "ledger", number, "--as-of", "noon", *where))[0] == 2
    assert (await types(capsys, "ledger", number, "--data-dir", str(tmp_path)))[0] == 1


@pytest.mark.parametrize("command", ["ledger", "explain"])
@pytest.mark.parametrize("instant", ["2001-01-01", "2999-01-01T00:00:00Z"])
async def test_before_the_birth_and_after_today_is_a_clear_no(
    hotline: VirtualHotline,
    data_dir: str,
    capsys: pytest.CaptureFixture[str],
    command: str,
    instant: str,
) -> None:
    number = await dispatched(hotline)
    asked = (command, number, "--as-of", instant, "--data-dir", data_dir)
    status, out, err = await types(capsys, *asked)
    assert (status, out) == (1, "")
    assert ("尚无此工单" if instant < "2026" else "尚未到来") in err


async def test_a_changed_row_is_named_and_mended(
    hotline: VirtualHotline, data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number, where = await whole_life(hotline), ("--data-dir", data_dir)
    status, out, _ = await types(capsys, "rebuild", "--check", *where)
    assert (status, "agree 一致" in out) == (0, True)
    async with hotline.engines.patient.begin() as connection:
        change = text("UPDATE fact SET actor = 'x' WHERE order_number = :n AND seq = 5")
        await connection.execute(change, {"n": number})
    status, out, err = await types(capsys, "rebuild", "--check", "--json", *where)
    assert status == 1
    assert json.loads(out) == [{"order": number, "what": "fact", "where": "5: actor"}]
    assert "1 difference(s) in 1 order(s)" in err
    assert (await types(capsys, "rebuild", *where))[0] == 0
    assert (await types(capsys, "rebuild", "--check", *where))[0] == 0


async def test_tables_that_were_dropped_come_back_byte_for_byte(
    hotline: VirtualHotline, data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await whole_life(hotline)
    engine = hotline.engines.patient
    await bring_up(engine, hotline.laws)
    before = await export(engine)
    assert all(before[table] for table in (*DROPPED, "command", "vault"))
    async with engine.begin() as connection:
        await connection.execute(text(f"DROP TABLE {', '.join(DROPPED)}"))
    assert (await types(capsys, "rebuild", "--data-dir", data_dir))[0] == 0
    assert await export(engine) == before


async def export(engine: AsyncEngine) -> dict[str, list[str]]:
    """Every row of every table, with its columns in their order, as PostgreSQL writes it down; and
    by what the rows are found and tidied."""
    async with engine.connect() as connection:
        exported = {"": sorted(await connection.scalars(KEEPING))}
        for table in list(await connection.scalars(TABLES)):
            rows = text(f'SELECT to_jsonb(t)::text || t::text FROM "{table}" AS t')
            exported[table] = sorted(await connection.scalars(rows))
        return exported
