"""A backup taken while people act is restored elsewhere, and nothing acknowledged is lost."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from operations.backup.backup import Backup
from policies.city_file import SAMPLE
from services.installation.data_directory import RunningSystem, Station
from tests.acting import known_at, named_at

pytestmark = pytest.mark.long(seconds=170)

WITHIN_S = 60.0
FEWEST = 6
FOR_OTHERS = 0o077
DEMAND = {"type": "help", "demand": "路灯不亮", "name": "张三", "phone": "13800000000"}
ACCEPTED = {200, 201, 202}
KEYS_OF = "SELECT secrecy FROM vault_key WHERE order_number = %s"


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """One installation, spoken to as a person would."""

    home: Path

    def paidan(self, *words: str) -> subprocess.CompletedProcess[str]:
        words = (*words, "--data-dir", str(self.home))
        command = [sys.executable, "-P", "-m", "cli.main", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def up(self) -> None:
        started = self.paidan("up", "--empty", "--detach")
        assert started.returncode == 0, started.stderr

    @property
    def system(self) -> RunningSystem:
        return Station(self.home).system()

    def post(self, path: str, paper: dict[str, Any], by: str = "seat-1") -> dict[str, Any]:
        headers = named_at(self.home, by, str(uuid4()))
        url = self.system.urls.api + path
        reply = httpx.post(url, json=paper, headers=headers, timeout=60, trust_env=False)
        assert reply.status_code in ACCEPTED, reply.text
        told: dict[str, Any] = reply.json()
        return told

    def dispatched(self) -> str:
        """A demand on its way to a unit: three acts, each of them acknowledged."""
        number = str(self.post("/orders?pack=sanya-2018", DEMAND, by="lead-1")["number"])
        self.post(f"/orders/{number}/accept_for_dispatch", {})
        self.post(f"/orders/{number}/dispatch", {"unit": "water"}, by="dispatcher-1")
        return number

    @contextmanager
    def workers_asleep(self) -> Iterator[None]:
        """Whatever is handed to Temporal meanwhile stays there."""
        workers = self.system.pids.worker
        try:
            for pid in workers:
                os.kill(pid, signal.SIGSTOP)
            yield
        finally:
            for pid in workers:
                os.kill(pid, signal.SIGCONT)

    def facts(self, number: str) -> Any:
        url = f"{self.system.urls.api}/orders/{number}/facts"
        reply = httpx.get(url, headers=known_at(self.home), timeout=60, trust_env=False)
        return reply.json() if reply.status_code == 200 else None

    def undecided(self) -> int:
        url = f"{self.system.urls.api}/health"
        told = httpx.get(url, headers=known_at(self.home), timeout=60, trust_env=False).json()
        return int(told["undecided"]) + int(told["starting"])

    def caught_up(self) -> None:
        deadline = time.monotonic() + WITHIN_S
        while self.undecided():
            assert time.monotonic() < deadline, "commands stay undecided"
            time.sleep(0.2)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    city = City(home=tmp_path_factory.mktemp("city") / "var")
    city.up()
    assert city.paidan("city", "load", str(SAMPLE)).returncode == 0
    yield city
    city.paidan("down")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[City]:
    city = City(home=tmp_path / "elsewhere")
    yield city
    city.paidan("down")


def test_what_was_done_between_the_two_copies_is_done_again(
    city: City, elsewhere: City, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    folder.mkdir()
    before = city.dispatched()
    backup = Backup(system=city.system, folder=folder)
    temporal_at = backup.copy_temporal()
    city.post(f"/orders/{before}/accept", {}, by="water-clerk")
    born_between = city.dispatched()
    backup.finish(temporal_at, backup.copy_database(), holds_keys=backup.copy_keys())
    told = {number: city.facts(number) for number in (before, born_between)}

    restored = elsewhere.paidan("restore", str(folder))
    assert restored.returncode == 0, restored.stderr
    assert f"{before}  Temporal's copy lacks 1 command(s)" in restored.stdout
    assert f"{born_between}  Temporal's copy lacks 3 command(s), the order" in restored.stdout
    elsewhere.up()
    elsewhere.caught_up()
    assert {number: elsewhere.facts(number) for number in told} == told
    checked = elsewhere.paidan("rebuild", "--check")
    assert checked.returncode == 0, checked.stdout


def test_a_demand_that_no_worker_had_taken_up_is_started_again(
    city: City, elsewhere: City, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    folder.mkdir()
    backup = Backup(system=city.system, folder=folder)
    temporal_at = backup.copy_temporal()
    with city.workers_asleep():
        number = str(city.post("/orders?pack=sanya-2018", DEMAND, by="lead-1")["number"])
        backup.finish(temporal_at, backup.copy_database(), holds_keys=backup.copy_keys())
    assert elsewhere.paidan("restore", str(folder)).returncode == 0
    elsewhere.up()
    elsewhere.caught_up()
    city.caught_up()
    registered = city.facts(number)
    assert registered
    assert elsewhere.facts(number) == registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A backup taken under load, and the installation that was restored from it."""

    folder: Path
    there: City
    acknowledged: list[str]
    """Orders whose three acts were all answered before the database was copied."""


@pytest.fixture(scope="module")
def moved(city: City, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moved]:
    home = tmp_path_factory.mktemp("moved")
    answered = backed_up_under_load(city, home / "backup")
    copied = datetime.fromisoformat(manifest_of(home / "backup")["database_at"]).timestamp()
    there = City(home=home / "var")
    restored = there.paidan("restore", str(home / "backup"))
    assert restored.returncode == 0, restored.stderr
    there.up()
    acknowledged = [number for number, at in answered.items() if at < copied]
    yield Moved(folder=home / "backup", there=there, acknowledged=acknowledged)
    there.paidan("down")


def backed_up_under_load(city: City, folder: Path) -> dict[str, float]:
    """Three desks act while the backup is taken; when each order's last act was answered."""
    answered, enough = dict[str, float](), threading.Event()

    def desk() -> None:
        while not enough.is_set():
            number = city.dispatched()
            answered[number] = time.time()

    desks = [threading.Thread(target=desk) for _ in range(3)]
    for each in desks:
        each.start()
    while len(answered) < FEWEST:
        time.sleep(0.1)
    taken = city.paidan("backup", str(folder))
    enough.set()
    for each in desks:
        each.join()
    assert taken.returncode == 0, taken.stderr
    assert "HOLDS THE KEYS" in taken.stdout
    return answered


def manifest_of(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return told


def test_nothing_that_was_acknowledged_is_lost(city: City, moved: Moved) -> None:
    moved.there.caught_up()
    assert len(moved.acknowledged) >= FEWEST
    for number in moved.acknowledged:
        assert moved.there.facts(number) == city.facts(number)


def test_rows_and_histories_agree_after_the_restore(moved: Moved) -> None:
    moved.there.caught_up()
    checked = moved.there.paidan("rebuild", "--check")
    assert (checked.returncode, checked.stdout) == (0, "read model and histories agree 一致\n")


def test_the_keys_are_in_the_backup_and_the_owners_alone(city: City, moved: Moved) -> None:
    for path in (moved.folder, *moved.folder.rglob("*")):
        assert path.stat().st_mode & FOR_OTHERS == 0, path
    for key in ("secrets/vault.key", "secrets/index.key"):
        assert (moved.there.home / key).read_bytes() == (city.home / key).read_bytes()
        assert (moved.there.home / key).stat().st_mode & FOR_OTHERS == 0


def test_who_was_erased_since_is_erased_again_in_what_is_restored(
    city: City, elsewhere: City, tmp_path: Path
) -> None:
    number, folder, erased = city.dispatched(), tmp_path / "backup", tmp_path / "erased.json"
    city.post(f"/orders/{number}/withdraw", {"reason": "自行解决"})
    assert city.paidan("backup", str(folder), "--keep-days", "30").returncode == 0
    city.post(f"/orders/{number}/request_erasure", {"reason": "本人要求"}, by="lead-1")
    city.post(f"/orders/{number}/approve_erasure", {}, by="head-1")
    deadline = time.monotonic() + WITHIN_S
    while number not in city.paidan("keys", "erasures").stdout:
        assert time.monotonic() < deadline, "the round erases nobody"
        time.sleep(0.5)
    assert city.paidan("keys", "erasures", "--json", str(erased)).returncode == 0
    [told] = json.loads(erased.read_text())["erasures"]
    assert str(folder) in [one["place"] for one in told["backups"]]

    restored = elsewhere.paidan("restore", str(folder), "--erasures", str(erased))
    assert restored.returncode == 0, restored.stderr
    assert "1 callers of the list are erased here too" in restored.stdout
    elsewhere.up()
    with psycopg.connect(elsewhere.system.urls.database) as database:
        kept = database.execute(KEYS_OF, [number]).fetchall()
    assert kept == [("official",)]
    unasked = City(home=tmp_path / "unasked").paidan("restore", str(folder))
    assert "can be read again in what was restored" in unasked.stdout


def test_nothing_is_written_over_and_nothing_half_is_left(city: City, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "note").write_text("mine")
    refused = city.paidan("backup", str(folder))
    assert (refused.returncode, "not empty" in refused.stderr) == (1, True)
    assert [path.name for path in folder.iterdir()] == ["note"]
    assert City(home=tmp_path / "nowhere").paidan("backup", str(tmp_path / "b")).returncode == 1
    assert not (tmp_path / "b").exists()
