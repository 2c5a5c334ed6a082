"""Health, readiness and what Prometheus is told: numbers that move, and nobody's name."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.gauges import Gauges
from domain.vocabulary import ClockName
from operations.virtual import VirtualHotline
from services import meters
from tests.acting import NOBODY
from tests.api.test_asked_twice import taken_in
from tests.api.window import DEMAND, a_number, is_problem, registered
from tests.audit.archives import say
from tests.audit.lives import PEOPLE, dispatched
from texts import subject

RECEIVED = "paidan_commands_received_total"
LABELS = ("command", "via", "outcome", "code", "clock", "age", "le", "round")
PYTHONS_OWN = ("generation", "implementation", "major", "minor", "patchlevel", "version")
Series = dict[tuple[str, ...], float]


async def metrics(window: httpx.AsyncClient) -> dict[str, Series]:
    """Every sample by its name and the values of its labels, these in the order of the alphabet."""
    reply = await window.get("/metrics")
    assert reply.status_code == 200
    found: dict[str, Series] = {}
    for family in text_string_to_metric_families(reply.text):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sample.labels.values())] = sample.value
    return found


async def grown(
    window: httpx.AsyncClient, before: dict[str, Series], name: str, *labels: str
) -> float:
    """By how much one number has grown; a batch that was answered may be stored a moment later."""
    for _ in range(50):
        after = (await metrics(window)).get(name, {}).get(labels, 0)
        if growth := after - before.get(name, {}).get(labels, 0):
            return growth
        await asyncio.sleep(0.1)
    return 0


async def test_an_act_its_refusal_and_its_answer_are_counted(window: httpx.AsyncClient) -> None:
    number, before = await a_number(window), await metrics(window)
    assert (await taken_in(window, number, "first")).status_code == 200
    assert (again := await taken_in(window, number, "second")).status_code == 409
    assert await grown(window, before, RECEIVED, "accept_for_dispatch", "update") == 2
    assert await grown(window, before, "paidan_commands_answered_total", "decided", "update") == 1
    assert await grown(window, before, "paidan_commands_answered_total", "refused", "update") == 1
    assert await grown(window, before, "paidan_refusals_total", again.json()["code"]) == 1
    assert await grown(window, before, "paidan_update_seconds_count") == 2
    assert await grown(window, before, "paidan_publish_lag_seconds_count") >= 1


async def test_the_same_paper_again_is_not_counted_again(window: httpx.AsyncClient) -> None:
    number = await a_number(window)
    await taken_in(window, number, "only-once")
    before = await metrics(window)
    await taken_in(window, number, "only-once")
    after = await metrics(window)
    for name in (RECEIVED, "paidan_commands_answered_total"):
        assert after[name] == before[name]


async def test_a_lapse_tells_how_late_it_was_recorded(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    number, before = await dispatched(hotline), await metrics(window)
    await hotline.pass_time(number, timedelta(hours=30))
    assert await grown(window, before, "paidan_lapse_lateness_seconds_count", "accept") >= 1


async def test_no_label_tells_of_a_person(window: httpx.AsyncClient) -> None:
    number = (await registered(window)).json()["number"]
    told = (await window.get("/metrics")).text
    for word in (number, DEMAND["name"], DEMAND["phone"], DEMAND["demand"], *PEOPLE):
        assert word not in told
    labels = set(re.findall(r'(\w+)="', told))
    assert labels <= {*LABELS, *PYTHONS_OWN}
    assert set(re.findall(r'code="([^"]*)"', told)) <= set(subject("refusals"))
    assert set(re.findall(r'clock="([^"]*)"', told)) <= set(ClockName)


async def test_what_waits_is_told_by_age(window: httpx.AsyncClient) -> None:
    found = await metrics(window)
    ages = {("under_2s",), ("under_1min",), ("under_10min",), ("older",)}
    assert found["paidan_commands_undecided"].keys() == ages
    assert found["paidan_database_up"][()] == 1
    assert found["paidan_archive_lag_seconds"][()] == 0
    assert found["paidan_findings_open"][()] == 0


async def test_the_archive_lags_by_the_oldest_run_that_is_not_kept(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    ended = (
        "INSERT INTO seen_run (run_id, order_number, previous, events, ended_at)"
        " VALUES (:run, 'gone', '', 9, clock_timestamp() - CAST(:ago AS interval))"
    )
    await say(hotline, ended, run="younger", ago=timedelta(hours=1))
    await say(hotline, ended, run="older", ago=timedelta(hours=2))
    lag = (await metrics(window))["paidan_archive_lag_seconds"][()]
    assert lag == pytest.approx(timedelta(hours=2).total_seconds(), abs=60)
    await say(hotline, "DELETE FROM seen_run WHERE order_number = 'gone'")


async def test_a_background_round_without_progress_is_told(window: httpx.AsyncClient) -> None:
    meters.round_begins("sound", timedelta(hours=1))
    meters.round_went("sound", "done")
    told = (await window.get("/health")).json()
    assert "sound" not in told["late"]
    assert 0 <= told["rounds"]["sound"] < 60
    meters.round_begins("wedged", timedelta())
    told = (await window.get("/health")).json()
    assert told["status"] == "late"
    assert "wedged" in told["late"]
    meters.round_begins("wedged", timedelta(hours=1))
    told = (await window.get("/health")).json()
    assert "wedged" not in told["late"]
    assert told["status"] == ("late" if told["late"] else "ok")


async def test_the_process_lives_and_is_ready(window: httpx.AsyncClient) -> None:
    assert (await window.get("/healthz")).text == "ok"
    ready = await window.get("/readyz")
    assert ready.json() == {"ready": True, "database": True, "temporal": True}


async def test_strangers_are_told_in_a_bare_word_whether_it_is_ready_and_no_figures(
    window: httpx.AsyncClient,
) -> None:
    meters.round_begins("wedged", timedelta())
    late = await window.get("/readyz", headers=NOBODY)
    assert (late.status_code, late.text) == (200, "late")
    meters.round_begins("wedged", timedelta(hours=1))
    ready = await window.get("/readyz", headers=NOBODY)
    assert (ready.status_code, ready.text) == (200, "ready")
    for figures in ("/health", "/metrics"):
        assert is_problem(await window.get(figures, headers=NOBODY), 401) == "nobody_named"


@pytest.mark.machine_time
def test_a_verification_has_an_age_once_there_was_one(tmp_path: Path) -> None:
    def age(note: Path | None) -> float:
        families = {f.name: f for f in Gauges(waiting=None, verified=note).collect()}
        assert "paidan_commands_undecided" not in families
        return float(families["paidan_verification_age_seconds"].samples[0].value)

    assert age(tmp_path / "never") != age(tmp_path / "never")
    (tmp_path / "verified").touch()
    assert 0 <= age(tmp_path / "verified") < 60
