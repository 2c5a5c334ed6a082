"""The read model held against the histories: what was changed by hand is named, and mended."""

import pytest
from sqlalchemy import text
from temporalio.client import WorkflowHistory

from audit.history.histories import read_runs
from audit.verify.comparison import Difference, check_order, check_readmodel
from audit.verify.derivation import faults_of
from domain.chapters.dispatch.commands import Accept
from operations.virtual import VirtualHotline
from services.archive.rebuilding import rebuild, rebuild_order
from services.assessment.scoring import bring_up
from tests.audit.lives import dispatched, hand_in, registered, whole_life
from tests.earlier_orders import become_earlier

TABLES = {
    "fact": "order_number",
    "clock": "order_number",
    "order_state": "number",
    "scorecard": "order_number",
    "scorecard_mark": "order_number",
}
TAMPERING = {
    "UPDATE fact SET actor = 'somebody' WHERE order_number = :n AND seq = 4": ("fact", "4: actor"),
    "UPDATE fact SET body = jsonb_set(body, '{occurred_at}', '\"2026-01-01T00:00:00Z\"')"
    " WHERE order_number = :n AND seq = 2": ("fact", "2: body"),
    "UPDATE fact SET recorded_at = recorded_at + interval '1 microsecond'"
    " WHERE order_number = :n AND seq = 1": ("fact", "1: recorded_at"),
    "DELETE FROM fact WHERE order_number = :n AND seq = 3": ("fact", "3: row missing"),
    "INSERT INTO fact SELECT order_number, 99, kind, occurred_at, recorded_at, actor, actor_unit,"
    " actor_role, outsourced, basis, command_id, body FROM fact"
    " WHERE order_number = :n AND seq = 1": ("fact", "99: row that no fact accounts for"),
    "UPDATE clock SET lapsed = NULL WHERE order_number = :n AND id = 'accept/1'": (
        "clock",
        "accept/1: lapsed",
    ),
    "UPDATE order_state SET level = 5 WHERE number = :n": ("order_state", "{n}: level"),
    "UPDATE scorecard SET version = 3 WHERE order_number = :n": ("scorecard", "{n}: version"),
    "DELETE FROM scorecard WHERE order_number = :n": ("scorecard", "{n}: row missing"),
    "UPDATE scorecard_mark SET unit = 'roads' WHERE order_number = :n AND place = 2": (
        "scorecard_mark",
        "2: unit",
    ),
    "UPDATE mark_kind SET figures[1] = 'K1 9/9' WHERE :n <> '' AND kind ="
    " (SELECT kind FROM scorecard_mark WHERE order_number = :n AND place = 1)": (
        "scorecard_mark",
        "1: figures",
    ),
    "INSERT INTO scorecard_mark (order_number, place, kind, unit, district, type, channel,"
    " left_out, facts) SELECT order_number, 99, kind, unit, district, type, channel, left_out,"
    " facts FROM scorecard_mark WHERE order_number = :n AND place = 1": (
        "scorecard_mark",
        "99: row that no fact accounts for",
    ),
}


@pytest.fixture(scope="session")
async def number(hotline: VirtualHotline) -> str:
    """An order whose whole life is over, stored and scored."""
    number = await whole_life(hotline)
    await bring_up(hotline.engines.patient, hotline.laws)
    return number


async def say(hotline: VirtualHotline, words: str, number: str) -> None:
    """Change a table by hand, as nobody may."""
    async with hotline.engines.patient.begin() as connection:
        await connection.execute(text(words), {"n": number})


async def bytes_of(hotline: VirtualHotline, number: str) -> list[str]:
    """Every row of an order as PostgreSQL writes it."""
    rows: list[str] = []
    async with hotline.engines.patient.connect() as connection:
        for table, key in TABLES.items():
            asked = text(f"SELECT t::text FROM {table} AS t WHERE {key} = :n ORDER BY 1")
            rows += await connection.scalars(asked, {"n": number})
    return rows


async def check(hotline: VirtualHotline, number: str) -> list[Difference]:
    """Compare one order."""
    return await check_order(hotline.client, hotline.engines.patient, number)


async def test_orders_that_were_left_alone_agree(hotline: VirtualHotline, number: str) -> None:
    running, steps = await dispatched(hotline), list[tuple[int, int]]()
    found = await check_readmodel(
        hotline.client, hotline.engines.patient, lambda *step: steps.append(step)
    )
    assert found == []
    assert len(steps) >= len({number, running})
    assert steps[-1] == (len(steps), len(steps))


@pytest.mark.parametrize("words", TAMPERING)
async def test_a_row_changed_by_hand_is_named_and_mended(
    hotline: VirtualHotline, number: str, words: str
) -> None:
    before = await bytes_of(hotline, number)
    await say(hotline, words, number)
    table, where = TAMPERING[words]
    expected = Difference(order=number, what=table, where=where.format(n=number))
    assert await check(hotline, number) == [expected]
    await rebuild_order(hotline.client, hotline.engines.patient, number)
    assert await bytes_of(hotline, number) == before


async def test_figures_of_an_earlier_edition_stay_as_they_were_counted(
    hotline: VirtualHotline,
) -> None:
    number, engine = await whole_life(hotline), hotline.engines.patient
    await bring_up(engine, hotline.laws)
    await say(hotline, "UPDATE scorecard SET unit = 'by old rules' WHERE order_number = :n", number)
    await say(hotline, "DELETE FROM clock WHERE order_number = :n", number)
    before = await bytes_of(hotline, number)
    await become_earlier(engine, number)
    await rebuild_order(hotline.client, engine, number)
    await bring_up(engine, hotline.laws)
    after = await bytes_of(hotline, number)
    assert [row for row in after if "by old rules" in row]
    assert len(after) > len(before)
    await say(hotline, "UPDATE work_order SET workflow_edition = 3 WHERE number = :n", number)
    await rebuild_order(hotline.client, engine, number)
    assert await check(hotline, number) == []


async def test_the_whole_read_model_is_rebuilt_to_the_same_bytes(
    hotline: VirtualHotline, number: str
) -> None:
    numbers = [number, await dispatched(hotline)]
    await bring_up(hotline.engines.patient, hotline.laws)
    before = [await bytes_of(hotline, one) for one in numbers]
    for table in TABLES:
        await say(hotline, f"DELETE FROM {table} WHERE :n <> ''", number)
    assert [await bytes_of(hotline, one) for one in numbers] == [[], []]
    assert await rebuild(hotline.client, hotline.engines.patient) == []
    assert [await bytes_of(hotline, one) for one in numbers] == before


async def test_a_scorecard_that_waits_for_facts_is_held_against_those_it_has(
    hotline: VirtualHotline,
) -> None:
    number = await dispatched(hotline)
    await bring_up(hotline.engines.patient, hotline.laws)
    await hand_in(hotline, number, Accept(), "water-clerk")
    assert await check(hotline, number) == []
    await say(hotline, "UPDATE scorecard SET pack = 'none' WHERE order_number = :n", number)
    assert [found.what for found in await check(hotline, number)] == ["scorecard"]
    await bring_up(hotline.engines.patient, hotline.laws)
    assert await check(hotline, number) == []


async def test_an_act_changed_in_the_command_table_is_named(hotline: VirtualHotline) -> None:
    number = await registered(hotline)
    await say(
        hotline,
        "UPDATE command SET act = jsonb_set(act, '{actor,person}', '\"nobody\"')"
        " WHERE order_number = :n",
        number,
    )
    [difference] = await check(hotline, number)
    assert difference.what == "command"
    assert "register" in difference.where
    assert "is otherwise" in difference.where
    await say(
        hotline,
        "UPDATE command SET act = jsonb_set(act, '{actor,person}', '\"seat-1\"')"
        " WHERE order_number = :n",
        number,
    )
    assert await check(hotline, number) == []


async def test_an_order_without_a_history_is_named(hotline: VirtualHotline, number: str) -> None:
    ghost = "20200101-000007"
    await say(
        hotline,
        f"INSERT INTO fact SELECT '{ghost}', seq, kind, occurred_at, recorded_at, actor,"
        " actor_unit, actor_role, outsourced, basis, command_id, body FROM fact"
        " WHERE order_number = :n AND seq = 1",
        number,
    )
    found = await check_readmodel(hotline.client, hotline.engines.patient)
    assert [(d.order, d.what) for d in found] == [(ghost, "history")]
    left = await rebuild(hotline.client, hotline.engines.patient)
    assert [d.order for d in left] == [ghost]
    await say(hotline, f"DELETE FROM fact WHERE order_number = '{ghost}' AND :n <> ''", number)


async def test_a_fact_changed_in_the_history_contradicts_the_law(
    hotline: VirtualHotline, number: str
) -> None:
    [run] = await read_runs(hotline.client, number)
    assert faults_of([run]) == []
    late, in_time = b'"outcome":"late"', b'"outcome":"met"'
    [fault] = faults_of([altered(run, late, in_time)])
    assert fault.endswith("AcceptedByUnit: the core decides AcceptedByUnit otherwise")


async def test_an_act_taken_out_of_the_history_leaves_facts_without_a_cause(
    hotline: VirtualHotline, number: str
) -> None:
    [run] = await read_runs(hotline.client, number)
    kept = [
        e
        for e in run.events
        if not e.HasField("workflow_execution_update_accepted_event_attributes")
    ]
    faults = faults_of([WorkflowHistory(run.workflow_id, kept)])
    assert "recorded fact(s) follow from no act" in faults[-1]


def altered(history: WorkflowHistory, old: bytes, new: bytes) -> WorkflowHistory:
    """The same history with words replaced in what the answers to acts tell."""
    copy = WorkflowHistory.from_json(history.workflow_id, history.to_json())
    for event in copy.events:
        if event.HasField("workflow_execution_update_completed_event_attributes"):
            answer = event.workflow_execution_update_completed_event_attributes.outcome.success
            for payload in answer.payloads:
                payload.data = payload.data.replace(old, new)
    return copy
