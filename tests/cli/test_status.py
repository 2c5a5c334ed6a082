"""`paidan status`: a system whose background rounds make no progress is not called well."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from operations.embedded import Services
from services.installation.data_directory import Station
from tests.cli.front_window import FrontWindow, front_window
from tests.cli.run import paidan

WAITING = {"undecided": 0, "oldest_undecided_s": 0.0, "starting": 0, "provisional": 0}
READY = {"ready": True, "database": True, "temporal": True}


def health(**rounds: float) -> dict[str, Any]:
    """What /health says; rounds that are silent for over a minute are late."""
    late = [name for name, silent in rounds.items() if silent > 60]
    status = "late" if late else "ok"
    earlier = {"orders": 0, "open": 0}
    told = {**WAITING, "findings": 0, "earlier_edition": earlier, "break_glass": []}
    return {**told, "status": status, "late": late, "rounds": rounds}


@pytest.fixture
def window(services: Services, tmp_path: Path) -> Iterator[FrontWindow]:
    """A running system whose parts are all well."""
    with front_window(tmp_path) as window:
        station = Station(tmp_path)
        system = station.system()
        database = services.database_url.replace("+psycopg", "")
        address = services.temporal_address
        urls = replace(system.urls, database=database, temporal_grpc=address)
        station.publish(replace(system, urls=urls))
        window.says("/healthz", (200, {"status": "ok"}))
        window.says("/readyz", (200, READY))
        yield window


def test_a_round_that_is_late_is_named_and_nothing_is_called_well(
    window: FrontWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    window.says("/health", (200, health(relay=0.2, scoring=700.4)))
    status, told, why = paidan(capsys, "status", "--data-dir", str(tmp_path))
    assert status == 1
    assert "LATE         the round of scoring was last completed 700 s ago" in told
    assert "the round of relay" not in told
    assert "not healthy" in why
    _, told, _ = paidan(capsys, "status", "--json", "--data-dir", str(tmp_path))
    said = json.loads(told)
    assert (said["healthy"], said["ready"], said["late"]) == (False, True, {"scoring": 700.4})


def test_rounds_that_make_progress_are_well(
    window: FrontWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    window.says("/health", (200, health(relay=0.2, scoring=19.0)))
    status, told, _ = paidan(capsys, "status", "--data-dir", str(tmp_path))
    assert status == 0, told
    assert "LATE" not in told


def test_orders_of_an_earlier_edition_are_told_and_make_nothing_unwell(
    window: FrontWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told_by_the_api = {**health(relay=0.2), "earlier_edition": {"orders": 40, "open": 3}}
    window.says("/health", (200, told_by_the_api))
    status, told, _ = paidan(capsys, "status", "--data-dir", str(tmp_path))
    assert status == 0, told
    assert "EARLIER      orders of an earlier edition: 40, of them open: 3;" in told
    assert "旧版工单 40 件,其中未办结 3 件" in told
    window.says("/health", (200, health(relay=0.2)))
    assert "EARLIER" not in paidan(capsys, "status", "--data-dir", str(tmp_path))[1]


def test_a_post_that_is_open_in_an_emergency_is_told_and_makes_nothing_unwell(
    window: FrontWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    until = "2026-03-02T17:00:00+08:00"
    who = {"account": "sys-admin", "person": "lead-1", "opened_by": "audit-admin"}
    opened = [{"id": 7, **who, "until": until}]
    window.says("/health", (200, {**health(relay=0.2), "break_glass": opened}))
    status, told, _ = paidan(capsys, "status", "--data-dir", str(tmp_path))
    assert status == 0, told
    assert "BREAK-GLASS  sys-admin may act as lead-1, opened by audit-admin, until 2026" in told
    _, told, _ = paidan(capsys, "status", "--json", "--data-dir", str(tmp_path))
    assert json.loads(told)["waiting"]["break_glass"] == opened
    window.says("/health", (200, health(relay=0.2)))
    assert "BREAK-GLASS" not in paidan(capsys, "status", "--data-dir", str(tmp_path))[1]


@pytest.mark.parametrize(("word", "is_well"), [("ready", True), ("late", False)])
def test_whoever_is_not_known_to_the_system_is_told_in_a_word_how_it_stands(
    window: FrontWindow,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    word: str,
    is_well: bool,
) -> None:
    (tmp_path / "secrets" / "acting.key").unlink()
    window.says("/readyz", (200, word))
    status, told, _ = paidan(capsys, "status", "--data-dir", str(tmp_path))
    assert (status == 0, "takes papers yes" in told) == (is_well, True)
    assert "waiting      told to whoever is known: PAIDAN_TOKEN" in told
    assert ("LATE         a background round makes no progress" in told) is not is_well
    assert window.askers == {""}
    window.says("/readyz", (503, "not ready"))
    status, told, _ = paidan(capsys, "status", "--data-dir", str(tmp_path))
    assert (status, "takes papers NO" in told) == (1, True)


@pytest.mark.parametrize("status_code", [200, 403])
def test_a_temporal_of_ones_own_that_answers_any_page_is_told_of(
    window: FrontWindow,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    status_code: int,
) -> None:
    window.says("/health", (200, health(relay=0.2)))
    system = Station(tmp_path).system()
    host, _, port = system.urls.api.removeprefix("http://").rpartition(":")
    monkeypatch.setenv("PAIDAN_TEMPORAL_HTTP_PORT", port)
    assert system.pids.temporal is None
    assert system.urls.temporal_grpc.startswith(host)
    window.says(f"/api/v1/namespaces/{system.namespace}", (status_code, {"namespaceInfo": {}}))
    status, told, _ = paidan(capsys, "status", "--data-dir", str(tmp_path))
    assert status == 0, told
    assert (f"OPEN DOOR    Temporal's HTTP port {host}:{port}" in told) is (status_code == 200)
    _, said, _ = paidan(capsys, "status", "--json", "--data-dir", str(tmp_path))
    assert json.loads(said)["open_door"] == (f"{host}:{port}" if status_code == 200 else "")
