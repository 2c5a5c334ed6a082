"""`paidan audit` on a running system, as an auditor and a third party use it."""

import json
from pathlib import Path

import pytest

from audit.log.national import new_secret
from operations.virtual import VirtualHotline
from services.archive.archiving import Archivist
from services.installation.data_directory import Station
from services.installation.keys import log_signer
from services.installation.secret_files import draw_secret
from services.installation.settings import Settings
from store.tables import WORKFLOW_EDITION
from tests.audit.archives import say
from tests.audit.lives import dispatched, short_life
from tests.cli.run import types
from tests.earlier_orders import become_earlier


@pytest.fixture(scope="module")
async def number(hotline: VirtualHotline, data_dir: str) -> str:
    """A closed order that is in the archive."""
    number = await short_life(hotline)
    signer = log_signer(Settings(data_dir=Path(data_dir)))
    archivist = Archivist(engines=hotline.engines, client=hotline.client, signer=signer)
    while not await say(hotline, "SELECT 1 FROM archive_history"):
        await archivist.sweep()
    return number


async def test_a_sound_system_is_verified_and_a_changed_one_is_not(
    hotline: VirtualHotline, number: str, data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--data-dir", data_dir)
    status, out, _ = await types(capsys, "audit", "verify", "--json", *where)
    told = json.loads(out)
    assert (status, told["histories"], told["faults"]) == (0, 1, [])
    assert all(told[name] for name in ("bytes_ok", "chain_ok", "rederived_ok", "readmodel_ok"))
    noted = Station(Path(data_dir)).verified
    noted.unlink()
    await say(hotline, "UPDATE fact SET actor = actor || 'x' WHERE seq = 2")
    status, out, _ = await types(capsys, "audit", "verify", "--json", *where)
    [fault] = json.loads(out)["faults"]
    assert (status, fault) == (1, {"order": number, "what": "fact", "where": "2: actor"})
    assert "faulty 有误" in (await types(capsys, "audit", "verify", *where))[1]
    assert not noted.exists()
    await say(hotline, "UPDATE fact SET actor = rtrim(actor, 'x') WHERE seq = 2")


async def test_what_was_not_decided_again_is_said(
    hotline: VirtualHotline, number: str, data_dir: str, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--data-dir", data_dir)
    assert "earlier edition" not in (await types(capsys, "audit", "verify", *where))[1]
    await become_earlier(hotline.engines.patient, number)
    status, out, _ = await types(capsys, "audit", "verify", *where)
    assert (status, "sound, but for orders of an earlier edition" in out) == (0, True)
    assert "of an earlier edition: 1 order(s); proved: bytes, log" in out
    assert "their facts were not decided again" in out
    told = json.loads((await types(capsys, "audit", "verify", "--json", *where))[1])
    assert told["as_written"] == 1
    await say(hotline, f"UPDATE work_order SET workflow_edition = {WORKFLOW_EDITION}")


@pytest.mark.usefixtures("number")
async def test_who_kept_a_checkpoint_holds_the_hotline_to_it(
    hotline: VirtualHotline, data_dir: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    where, kept = ("--data-dir", data_dir), tmp_path / "kept"
    assert (await types(capsys, "audit", "checkpoint", "--publish", str(kept), *where))[0] == 0
    status, out, _ = await types(capsys, "audit", "checkpoint", *where)
    assert (status, out) == (0, kept.read_text())
    against = ("audit", "verify", "--against", str(kept), *where)
    assert (await types(capsys, *against))[0] == 0
    for table in ("archive_history", "archive_leaf", "checkpoint"):
        await say(hotline, f"CREATE TABLE sound_{table} AS TABLE {table}")
        await say(hotline, f"DELETE FROM {table}")
    status, out, _ = await types(capsys, *against)
    assert (status, "was kept elsewhere" in out) == (1, True)
    for table in ("archive_history", "archive_leaf", "checkpoint"):
        await say(hotline, f"INSERT INTO {table} TABLE sound_{table}")
    kept.write_text(kept.read_text().replace("paidan/", "padian/"))
    assert (await types(capsys, *against))[0] == 2


@pytest.mark.usefixtures("number")
async def test_both_public_keys_are_shown_where_the_national_algorithms_are_on(
    data_dir: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("audit", "checkpoint", "--key", "--data-dir", data_dir)
    [line] = (await types(capsys, *asked))[1].splitlines()
    monkeypatch.setenv("PAIDAN_NATIONAL_ALGORITHMS", "true")
    status, _, told = await types(capsys, *asked)
    assert (status, "PAIDAN_NATIONAL_KEY" in told) == (2, True)
    draw_secret(Settings(data_dir=Path(data_dir)), "national.key", new_secret)
    first, second = (await types(capsys, *asked))[1].splitlines()
    assert (first, second.partition("/")[0]) == (line, "paidan-sm2")
    assert (await types(capsys, "audit", "verify", "--data-dir", data_dir))[0] == 0
    monkeypatch.setenv("PAIDAN_NATIONAL_KEY", "00")
    status, _, told = await types(capsys, *asked)
    assert (status, "PAIDAN_NATIONAL_" in told) == (2, True)


async def test_an_order_is_packed_and_bad_asking_is_told(
    hotline: VirtualHotline,
    number: str,
    data_dir: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    where, out = ("--data-dir", data_dir), str(tmp_path / "package.zip")
    assert (await types(capsys, "audit", "export", number, "--out", out, *where))[0] == 0
    assert (tmp_path / "package.zip").stat().st_size > 1000
    still_open = await dispatched(hotline)
    for wrong in (
        ("--from", "2026-01-01"),
        ("--from", "2026-01-01", "--to", "2099-01-01"),
        ("--from", "2026-02-01", "--to", "2026-01-01"),
        (still_open,),
    ):
        assert (await types(capsys, "audit", "export", *wrong, "--out", out, *where))[0] == 2


async def test_what_cannot_be_read_is_no_verdict(
    data_dir: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert (await types(capsys, "audit", "verify", "--data-dir", str(tmp_path)))[0] == 2
    where = ("--data-dir", data_dir)
    assert (await types(capsys, "audit", "verify", "--since", "noon", *where))[0] == 2
    assert (await types(capsys, "audit", "verify", "--against", "nowhere", *where))[0] == 2
