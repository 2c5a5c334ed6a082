"""A history read aloud: every fact once, in order, with its instants, actors and rules."""

from datetime import UTC, datetime
from typing import get_args

import pytest
from temporalio.api.history.v1 import HistoryEvent, MarkerRecordedEventAttributes
from temporalio.client import WorkflowHistory

from audit.history.entries import EngineNote, UnreadableEvent
from audit.history.event_readers import READERS, RunReader
from audit.history.events import Event
from audit.history.histories import NoHistory, batches_of, facts_of, opening_of, read_runs
from audit.ledger.clock_kinds import CLOCK_KINDS
from audit.ledger.lines import LedgerLine, as_json, ledger_of, read_ledger, until
from audit.ledger.printed import COLUMNS, read_aloud, width
from domain.order.clock import ClockChange
from domain.order.fact import FACTS as EVERY_FACT
from operations.virtual import VirtualHotline
from readmodel.orders import queries
from tests.audit.lives import PACK, whole_life
from texts import subject

NOTHING = Event(id=1, kind="", type="", at=datetime(2026, 1, 1, tzinfo=UTC), content={}, label=None)
"""An event without content."""


@pytest.fixture(scope="session")
async def number(hotline: VirtualHotline) -> str:
    """An order whose whole life is over."""
    return await whole_life(hotline)


@pytest.fixture(scope="session")
async def runs(hotline: VirtualHotline, number: str) -> list[WorkflowHistory]:
    """Its history."""
    return await read_runs(hotline.client, number)


def with_event(history: WorkflowHistory, *strange: HistoryEvent) -> WorkflowHistory:
    """The same history with further events at its end."""
    return WorkflowHistory(history.workflow_id, [*history.events, *strange])


def of_kind(lines: list[LedgerLine], kind: str) -> LedgerLine:
    """The first line of a kind."""
    return next(line for line in lines if line.kind == kind)


async def test_every_fact_stands_in_the_ledger_once_and_in_order(
    hotline: VirtualHotline, number: str
) -> None:
    lines = [line for line in await read_ledger(hotline.client, number) if line.seq is not None]
    facts = await queries.facts(hotline.engines.patient, number)
    assert len(facts) >= 12
    assert [(line.seq, line.kind, line.occurred_at) for line in lines] == [
        (fact.seq, fact.kind, fact.occurred_at) for fact in facts
    ]
    assert all(line.virtual and line.basis for line in lines)


async def test_facts_carry_the_stamp_of_their_act_and_lapses_none(
    hotline: VirtualHotline, number: str, runs: list[WorkflowHistory]
) -> None:
    stamps = {
        str(command.id): command.received_at
        for command in await queries.commands(hotline.engines.patient, number)
    }
    lines = [line for line in ledger_of(runs) if line.seq is not None]
    assert [line.received_at for line in lines] == [
        stamps.get(line.detail.get("command_id", "")) for line in lines
    ]
    breach = of_kind(lines, "DueBreached")
    assert (breach.clock, breach.actor, breach.received_at) == ("accept/1", "system", None)
    assert breach.occurred_at is not None
    assert breach.occurred_at == breach.due_at
    assert breach.occurred_at < breach.recorded_at


async def test_clocks_timers_rings_and_acts_are_shown(runs: list[WorkflowHistory]) -> None:
    lines = ledger_of(runs)
    fired = of_kind(lines, "TimerFired")
    assert (fired.clock, fired.seq, fired.detail["timer"]) == ("accept/1", None, "accept/1 due")
    lapsed = of_kind(lines, "ClockLapsed")
    assert (lapsed.clock, lapsed.detail["fact"]) == ("accept/1", of_kind(lines, "DueBreached").seq)
    assert of_kind(lines, "RingSettled").event_id > fired.event_id
    asked = [line.detail["command"] for line in lines if line.kind == "UpdateAccepted"]
    assert asked[:3] == ["accept_for_dispatch", "dispatch", "accept"]
    assert "order_rework" not in asked, "a refused act leaves nothing behind"
    assert not [line for line in lines if line.kind == "Unknown"]


async def test_a_stored_history_reads_like_the_living_one(runs: list[WorkflowHistory]) -> None:
    stored = [WorkflowHistory.from_json(run.workflow_id, run.to_json()) for run in runs]
    assert ledger_of(stored) == ledger_of(runs)
    assert opening_of(stored[0]).order.dossier.pack.id == PACK
    assert [len(batch.facts) for batch in batches_of(stored)]
    assert as_json(ledger_of(stored)[0])["occurred_at"].endswith("+08:00")


async def test_a_ledger_ends_where_the_reader_asks(runs: list[WorkflowHistory]) -> None:
    lines = ledger_of(runs)
    breach = of_kind(lines, "DueBreached")
    earlier = until(lines, breach.occurred_at)  # type: ignore[arg-type]
    assert [line.seq for line in earlier if line.seq][-1] == breach.seq + 2  # type: ignore[operator]


async def test_what_nobody_knows_is_shown_and_counted(runs: list[WorkflowHistory]) -> None:
    marker = MarkerRecordedEventAttributes(marker_name="core_patch")
    strange = with_event(
        runs[-1],
        HistoryEvent(event_id=901, marker_recorded_event_attributes=marker),
        HistoryEvent(event_id=902),
    )
    unknown = [line for line in ledger_of([strange]) if line.kind == "Unknown"]
    assert [(line.event_id, line.detail["count"]) for line in unknown] == [(901, 1), (902, 2)]
    assert unknown[0].detail["event"] == "marker core_patch"
    assert "2 event(s) of unknown kind" in read_aloud("1", ledger_of([strange]))[-1]


async def test_a_damaged_event_is_named(runs: list[WorkflowHistory]) -> None:
    copy = WorkflowHistory.from_json(runs[0].workflow_id, runs[0].to_json())
    damaged = next(e for e in copy.events if "update_accepted" in str(e.WhichOneof("attributes")))
    attributes = damaged.workflow_execution_update_accepted_event_attributes
    attributes.accepted_request.input.args.payloads[0].data = b'{"command_id": 1}'
    with pytest.raises(UnreadableEvent, match=f"event {damaged.event_id}"):
        ledger_of([copy])
    with pytest.raises(UnreadableEvent, match="begins in the middle"):
        facts_of([WorkflowHistory(copy.workflow_id, copy.events[1:])])


async def test_an_order_that_nobody_opened_has_no_ledger(hotline: VirtualHotline) -> None:
    with pytest.raises(NoHistory):
        await read_ledger(hotline.client, "20200101-000001")


async def test_the_ledger_fits_on_a_page_and_names_each_fact_in_both_tongues(
    number: str, runs: list[WorkflowHistory]
) -> None:
    rows = read_aloud(number, ledger_of(runs))
    assert max(map(width, rows)) <= COLUMNS
    breach = next(row for row in rows if "逾期 DueBreached" in row)
    assert breach.lstrip().split()[0] == str(of_kind(ledger_of(runs), "DueBreached").seq)
    assert "by system" in breach
    assert "SY18-03" in breach


def test_there_are_words_for_everything_that_can_happen() -> None:
    kinds = {c.__dataclass_fields__["kind"].default for c in EVERY_FACT.classes()}
    facts = set(subject("facts"))
    assert kinds == facts, "give every fact kind its words in texts/facts.toml"
    assert set(CLOCK_KINDS) == set(get_args(ClockChange))
    simple = [r for name, r in READERS.items() if not name.startswith(("timer", "marker"))]
    noted = (_said(reader) for reader in simple)
    assert {said.kind for said in noted if isinstance(said, EngineNote)} <= facts | set(
        subject("ledger_lines")
    )


def _said(reader: object) -> object:
    """What a reader says of an event without content; None if it needs content."""
    try:
        return reader(RunReader(run_id="r"), NOTHING)  # type: ignore[operator]
    except LookupError:
        return None
