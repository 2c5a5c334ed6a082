"""A history says the same whether Temporal gives it or the archive kept it, and no law is lost."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from temporalio.client import WorkflowHistory

from audit.history.archived_runs import unpacked_run
from audit.history.entries import RunOpened
from audit.history.histories import run_of
from audit.history.laws import read_opening
from audit.history.runs import Run
from audit.history.unreadable import UnreadableEvent
from audit.log.leaves import kept
from domain.order.order import Dossier, Order
from policies.library import calendar_for, load_pack
from tests.replay.record import HISTORIES
from workflows.order_input import Opening

STORED = sorted(HISTORIES.glob("*/*.json.gz"))
OPENING = TypeAdapter(Opening)


def opening(number: str, pack_id: str = "sanya-2018") -> Opening:
    """What an order of this number is opened with."""
    pack = load_pack(pack_id)
    calendar = calendar_for(pack).from_year(2026)
    return Opening(order=Order(dossier=Dossier(number=number, pack=pack, calendar=calendar)))


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.name.partition(".")[0])
def test_the_archive_says_what_temporal_said(path: Path) -> None:
    text = gzip.decompress(path.read_bytes()).decode()
    history = WorkflowHistory.from_json("order/1", text)
    stored = kept("1", history, datetime.now(UTC))
    run = unpacked_run("1", stored.packed, stored.sha256)
    assert run.entries == run_of(history).entries
    assert run.run_id == history.run_id == stored.run_id
    assert isinstance(run.entries[0].said, RunOpened)


@pytest.mark.parametrize("number", ["1", "20260302-000001", 'odd"one\\'])
def test_a_remembered_law_is_the_one_that_was_written(number: str) -> None:
    for pack_id in ("sanya-2018", "national-default"):
        asked = opening(number, pack_id)
        assert read_opening(OPENING.dump_json(asked)) == (asked, None)


def test_a_law_is_read_once_for_all_orders() -> None:
    first, second = (read_opening(OPENING.dump_json(opening(number)))[0] for number in ("1", "2"))
    assert first.order.dossier.pack is second.order.dossier.pack
    assert first.order.dossier.calendar is second.order.dossier.calendar
    assert (first.order.number, second.order.number) == ("1", "2")


def test_another_law_is_another_law() -> None:
    read_opening(OPENING.dump_json(opening("1")))
    changed = OPENING.dump_json(opening("1")).replace(b'"edition":"', b'"edition":"other ', 1)
    assert read_opening(changed) == (OPENING.validate_json(changed), None)
    assert read_opening(changed) != (opening("1"), None)


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"[]",
        b"{}",
        b'{"events":[]}',
        b'{"events":[7]}',
        b'{"events":{"a":1}}',
        b'{"events":[{"timerStartedEventAttributes":7}]}',
    ],
)
def test_what_is_no_history_is_named(written: bytes) -> None:
    with pytest.raises(UnreadableEvent):
        Run.kept("order/1", written)


def strange(**content: Any) -> Run:
    """A run whose beginning is not what it should be."""
    begun = {"eventId": "1", "workflowExecutionStartedEventAttributes": content}
    return Run.kept("order/1", TypeAdapter(Any).dump_json({"events": [begun]}))


@pytest.mark.parametrize("given", [{}, {"payloads": []}, {"payloads": [{"data": "?"}]}, "x", 7])
def test_an_opening_that_cannot_be_read_is_named(given: Any) -> None:
    with pytest.raises(UnreadableEvent, match="event 1"):
        _ = strange(originalExecutionRunId="r", input=given).opening
