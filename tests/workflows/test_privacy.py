"""What a person says lies in the vault, encrypted, and nowhere else."""

import json
import logging

import pytest
from sqlalchemy import text

from operations.virtual import VirtualHotline
from store.vault.vault_rows import open_texts
from tests.hotline import Case, Content, opens

CANARY = "金丝雀{}canary{}"
EVERYWHERE = text("""
SELECT table_name FROM information_schema.tables
 WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
""")


def canary(place: int) -> str:
    """A word that nobody else says."""
    return CANARY.format(place, place)


def canaries() -> list[bytes]:
    """Every canary as it may be written: as it is, and escaped as JSON does."""
    words = [canary(place) for place in range(12)]
    escaped = [json.dumps(word)[1:-1] for word in words]
    return [word.encode() for word in (*words, *escaped, "139canary", "11canary")]


async def told_everything(hotline: VirtualHotline) -> Case:
    """A life in which every text carries a canary, refusals, posts and lapses included."""
    said: dict[str, Content] = {
        name: canary(place) for place, name in enumerate(("demand", "name", "place", "subject"))
    }
    case = await opens(hotline, **{**said, "phone": "139canary", "id_number": "11canary"})
    await case.dispatched()
    await case.refused("withdraw", by="water-clerk", reason=canary(4))
    await case.passes(hours=26)
    await case.posts("add_info", by="seat-1", text=canary(5))
    await case.does("accept", by="water-clerk")
    await case.does("contact", by="water-clerk", note=canary(6))
    said_in: dict[str, Content] = {"solution": canary(7), "evidence": canary(8)}
    result = {**said_in, **await case.told()}
    await case.does("submit_result", by="water-clerk", result_kind="solved", **result)
    await case.does("reject_review", by="reviewer-1", reason=canary(9))
    await case.does("submit_result", by="water-clerk", result_kind="solved", **result)
    await case.does("pass_review", by="reviewer-1", note=canary(10))
    called: dict[str, Content] = {"answered": True, "contacted": True, "solved": True}
    await case.does("record_callback", by="callback-1", satisfied=1, words=canary(11), **called)
    await case.ends()
    return case


async def test_nothing_that_was_said_leaves_the_vault(
    hotline: VirtualHotline, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    case = await told_everything(hotline)
    there = hotline.handle(case.number)
    seen = [run.SerializeToString() for run in [e for r in await case.runs() for e in r.events]]
    seen.append((await there.describe()).raw_description.SerializeToString())
    seen.append(str(await there.query("__temporal_workflow_metadata")).encode())
    seen += [str(record.__dict__).encode() for record in caplog.records]
    seen += [stream.encode() for stream in capfd.readouterr()]
    seen.append(await every_row(hotline))
    assert sum(len(part) for part in seen) > 10_000
    assert [word for word in canaries() for part in seen if word in part] == []
    engine, master = hotline.engines.patient, hotline.counter.master
    kept = await open_texts(engine, master, case.number)
    words = {word for texts in kept.values() for word in texts.values()}
    assert {canary(place) for place in range(12)} | {"139canary", "11canary"} <= words


async def every_row(hotline: VirtualHotline) -> bytes:
    """Everything in every table, the vault's bytes included, as one text."""
    found: list[str] = []
    async with hotline.engines.patient.connect() as connection:
        tables = list(await connection.scalars(EVERYWHERE))
        assert {"command", "fact", "clock", "order_state", "vault"} <= set(tables)
        for table in tables:
            rows = await connection.execute(text(f'SELECT * FROM "{table}"'))
            found += [repr(row) for row in rows]
    return "\n".join(found).encode()
