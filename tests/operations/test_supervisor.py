"""`paidan up`, `down` and `status`: the system stands up again, whatever is killed."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg
import pytest

from operations.embedded.ports import is_free
from operations.embedded.processes import runs
from tests.acting import known_at

pytestmark = pytest.mark.long(seconds=90)

WITHIN = 60.0
PARTS = ("postgres", "temporal", "worker", "api")
READY_KEYS = {"urls", "namespace", "task_queue", "pids", "logs", "data_dir"}
AN_OLD_ORDER = """
INSERT INTO work_order (number, mode, pack, pack_edition, calendar, calendar_edition, started,
                        workflow_edition, rules_edition)
VALUES ('OLD-1', 'real', 'p', '1', 'cn', '1', true, 1, 1)
"""
URL_KEYS = {"api", "console", "temporal_grpc", "temporal_ui", "database"}


def eventually(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + WITHIN
    while not true():
        assert time.monotonic() < deadline, f"not within {WITHIN:.0f} s: {what}"
        time.sleep(0.1)


def holds_nothing(killed: int) -> bool:
    """A dead process keeps its open files until its last thread is gone."""
    return not runs(killed) and psutil.Process(killed).num_threads() <= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """One installation in a directory of its own, spoken to as a person would."""

    home: Path

    def paidan(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "cli.main", *words, "--data-dir", self.home / "var"],
            capture_output=True,
            text=True,
            check=False,
        )

    def up(self) -> subprocess.CompletedProcess[str]:
        return self.paidan("up", "--empty", "--detach", "--ready-file", str(self.ready))

    @property
    def ready(self) -> Path:
        return self.home / "ready.json"

    @property
    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.ready.read_text())
        return found

    def pid(self, part: str) -> int:
        pid = self.told["pids"][part]
        return int(pid[0] if part == "worker" else pid)

    @property
    def port(self) -> int:
        return int(self.told["urls"]["api"].rpartition(":")[2])

    def pids(self) -> dict[str, int]:
        return {part: self.pid(part) for part in PARTS}

    def is_well(self) -> bool:
        return self.paidan("status").returncode == 0


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    city = City(home=tmp_path_factory.mktemp("city"))
    started = city.up()
    assert started.returncode == 0, started.stderr
    yield city
    stopped = city.paidan("down")
    assert stopped.returncode == 0, stopped.stderr


def test_the_ready_file_tells_where_everything_is(city: City) -> None:
    assert city.told.keys() == READY_KEYS
    assert city.told["urls"].keys() == URL_KEYS
    assert city.told["pids"].keys() == {*PARTS, "supervisor"}
    assert city.told["data_dir"] == str(city.home / "var")
    assert all(Path(log).exists() for log in city.told["logs"].values())
    with psycopg.connect(city.told["urls"]["database"]) as database:
        assert database.execute("SELECT current_database()").fetchone() == ("paidan",)


def test_the_status_names_every_part(city: City) -> None:
    told = json.loads(city.paidan("status", "--json").stdout)
    assert told["healthy"] is True
    assert told["parts"].keys() == {"postgres", "temporal", "worker-1", "api", "supervisor"}
    assert (told["ready"], told["checks"]) == (True, {"database": True, "temporal": True})
    assert told["waiting"]["undecided"] == 0
    assert told["waiting"]["findings"] == 0


def test_prometheus_finds_what_every_process_counted(city: City) -> None:
    def counted() -> bool:
        metrics, known = f"{city.told['urls']['api']}/metrics", known_at(city.home / "var")
        told = httpx.get(metrics, headers=known, trust_env=False).text
        counter = r'^paidan_rounds_total{outcome="done",round="relay"} (\S+)$'
        rounds = re.search(counter, told, re.MULTILINE)
        return rounds is not None and float(rounds[1]) > 1

    eventually(counted, "the worker's rounds stand among the API's metrics")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_killed_is_started_again_where_it_was(city: City, part: str) -> None:
    urls, killed = city.told["urls"], city.pid(part)
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: city.pid(part) != killed, f"{part} is renewed in the ready file")
    eventually(city.is_well, "the system is well again")
    assert city.told["urls"] == urls


def test_while_a_killed_window_is_started_again_nobody_else_can_take_its_address(
    city: City,
) -> None:
    port, supervisor, killed = city.port, city.pid("supervisor"), city.pid("api")
    os.kill(supervisor, signal.SIGSTOP)
    try:
        os.kill(killed, signal.SIGKILL)
        eventually(lambda: holds_nothing(killed), "the window is dead")
        assert not is_free(port)
    finally:
        os.kill(supervisor, signal.SIGCONT)
    eventually(lambda: city.pid("api") != killed, "the window is renewed in the ready file")
    eventually(city.is_well, "the system is well again")
    assert city.port == port


def test_all_parts_killed_at_once_are_started_again(city: City) -> None:
    killed = city.pids()
    for pid in killed.values():
        os.kill(pid, signal.SIGKILL)
    eventually(lambda: not killed.items() & city.pids().items(), "every part is renewed")
    eventually(city.is_well, "the system is well again")


def test_a_second_system_in_the_same_place_is_refused(city: City) -> None:
    second = city.paidan("up")
    assert second.returncode == 1
    assert f"already running in {city.home / 'var'}" in second.stderr
    assert city.is_well()


def test_a_killed_supervisor_is_succeeded_without_loss(city: City) -> None:
    with psycopg.connect(city.told["urls"]["database"]) as database:
        database.execute("CREATE TABLE paper AS SELECT 1 AS number")
    old, supervisor = city.pids(), city.pid("supervisor")
    os.kill(supervisor, signal.SIGKILL)
    eventually(lambda: not runs(supervisor), "the supervisor is gone")
    assert not city.is_well()
    assert city.up().returncode == 0
    assert not [part for part, pid in old.items() if runs(pid)]
    with psycopg.connect(city.told["urls"]["database"]) as database:
        assert database.execute("SELECT number FROM paper").fetchone() == (1,)


def test_a_port_that_is_taken_is_refused_in_words(city: City, tmp_path: Path) -> None:
    taken = city.port
    refused = City(home=tmp_path).paidan("up", "--empty", "--port", str(taken))
    assert refused.returncode == 1
    assert f"port {taken} is in use" in refused.stderr


def test_what_was_stopped_is_gone_and_says_so(city: City) -> None:
    pids = [*city.pids().values(), city.pid("supervisor")]
    assert city.paidan("down").returncode == 0
    assert not [pid for pid in pids if runs(pid)]
    assert not city.ready.exists()
    asked = city.paidan("status")
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "no system is running" in asked.stderr


def test_another_city_than_the_database_was_born_for_is_refused_in_words(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAIDAN_CITY_ZONE", "Europe/Lisbon")
    refused = city.up()
    assert refused.returncode == 1
    assert "counts its days in Asia/Shanghai, for ever: leave PAIDAN_CITY_ZONE" in refused.stderr


@pytest.mark.parametrize("name", ["vault", "checkpoint"])
def test_a_city_without_one_of_its_keys_is_not_served_and_gets_no_other(
    city: City, name: str
) -> None:
    key, put_by = city.home / "var" / "secrets" / f"{name}.key", city.home / f"{name}.key"
    key.rename(put_by)
    try:
        refused = city.up()
        assert refused.returncode == 1
        assert f"the key of the {name} (" in refused.stderr
        assert f"PAIDAN_{name.upper()}_KEY, {key}" in refused.stderr
        assert not key.exists()
    finally:
        put_by.rename(key)


def test_a_city_that_could_not_count_its_days_is_refused_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAIDAN_CITY_ZONE", "Europe/Atlantis")
    refused = City(home=tmp_path).up()
    assert refused.returncode == 1
    assert "PAIDAN_CITY_ZONE=Europe/Atlantis is no zone" in refused.stderr
    assert not (tmp_path / "var" / "ports.json").exists()


def test_whoever_starts_the_system_is_told_of_orders_that_it_does_not_continue(city: City) -> None:
    assert "earlier edition" not in city.up().stdout
    with psycopg.connect(city.told["urls"]["database"]) as database:
        database.execute(AN_OLD_ORDER)
    assert city.paidan("down").returncode == 0
    told = city.up().stdout
    assert "orders of an earlier edition: 1, of them open: 1;" in told
    assert "paidan order list --earlier-edition" in told
    assert "EARLIER" in city.paidan("status").stdout
    assert city.paidan("down").returncode == 0


def test_what_a_killed_supervisor_left_is_stopped_too(city: City) -> None:
    assert city.up().returncode == 0
    left, supervisor = city.pids(), city.pid("supervisor")
    os.kill(supervisor, signal.SIGKILL)
    eventually(lambda: not runs(supervisor), "the supervisor is gone")
    assert city.paidan("down").returncode == 0
    assert not [part for part, pid in left.items() if runs(pid)]


def test_bad_usage_is_told_apart_from_a_clear_no(city: City) -> None:
    assert city.paidan("up", "--port", "many").returncode == 2
    assert city.paidan("fly").returncode == 2
