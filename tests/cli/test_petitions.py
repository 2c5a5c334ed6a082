"""`paidan petitions import` into a running system's database."""

import asyncio
import json
import os
from pathlib import Path

import pytest

from services.installation.data_directory import Pids, RunningSystem, Station, Urls
from store.register.other_registers import LocalRegister, OtherCase
from store.vault.blind_index import IndexKey
from tests.cli.run import paidan
from tests.databases import Database
from tests.services.assessment.books import text_file

ROWS = "source,external_id,phone,state\npetition,E-1,139 1234 0001,已受理\n110,E-2,无,出警中\n"
SECRET = bytes(32)


def running(data_dir: Path, database: Database) -> Station:
    """A station that tells where the database of the running system is."""
    station = Station(data_dir)
    address = database.engines.patient.url.set(drivername="postgresql")
    here = "http://127.0.0.1:1"
    urls = Urls(
        api=here,
        console=here,
        temporal_grpc="127.0.0.1:1",
        temporal_ui=None,
        database=address.render_as_string(hide_password=False),
    )
    pids = Pids(postgres=None, temporal=None, worker=(), api=0, supervisor=os.getpid())
    system = RunningSystem(
        urls=urls, namespace="n", task_queue="q", pids=pids, data_dir=str(data_dir)
    )
    with station.held():
        station.publish(system)
    return station


async def test_a_list_is_taken_in_and_told_row_by_row(
    capsys: pytest.CaptureFixture[str],
    office: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PAIDAN_INDEX_KEY", SECRET.hex())
    station, file = running(tmp_path / "var", office), text_file(tmp_path / "list.csv", ROWS)
    words = ("petitions", "import", str(file), "--data-dir", str(tmp_path / "var"))
    with station.held():
        told = await asyncio.to_thread(paidan, capsys, *words)
        again = await asyncio.to_thread(paidan, capsys, *words, "--json")
    assert told[:2] == (0, "new 1, renewed 0, rejected 1\nrow 3: phone: is no telephone number\n")
    renewed = {"new": 0, "renewed": 1, "rejected": [[3, "phone: is no telephone number"]]}
    assert json.loads(again[1]) == renewed
    digests = IndexKey(secret=SECRET).phone_digests("13912340001")
    found = await LocalRegister(engine=office.engines.patient).matching(digests, [])
    assert found == (OtherCase(source="petition", external_id="E-1", state="已受理"),)
