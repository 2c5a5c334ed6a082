"""A backup that was damaged is refused, and the file is named."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from operations.backup.manifest import FORMAT, Manifest, checked, digest, seal
from tests.cli.run import paidan

pytestmark = pytest.mark.long(seconds=5)

FILES = ("paidan.dump", "temporal.db", "secrets/vault.key")
INSTANT = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    folder = tmp_path / "backup"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"the bytes of {name}")
    seal(
        folder,
        Manifest(
            format=FORMAT,
            version="1",
            temporal_at=INSTANT,
            database_at=INSTANT,
            holds_keys=True,
            files={name: digest(folder / name) for name in FILES},
        ),
    )
    return folder


def refused(capsys: pytest.CaptureFixture[str], backup: Path, into: Path) -> str:
    status, out, err = paidan(capsys, "restore", str(backup), "--data-dir", str(into))
    assert (status, out) == (1, "")
    return err


def test_a_whole_backup_is_found_whole(backup: Path) -> None:
    assert checked(backup).temporal_at == INSTANT


@pytest.mark.parametrize("name", FILES)
def test_one_changed_byte_is_found_and_the_file_is_named(
    backup: Path, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = bytearray((backup / name).read_bytes())
    content[3] ^= 1
    (backup / name).write_bytes(content)
    assert f"{name}: is not as it was backed up" in refused(capsys, backup, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", [*FILES, "manifest.json", "manifest.json.sha256"])
def test_a_file_that_is_gone_is_named(
    backup: Path, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (backup / name).unlink()
    assert f"{name}:" in refused(capsys, backup, tmp_path / "new")


def test_an_instant_that_was_changed_in_the_manifest_is_found(
    backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads((backup / "manifest.json").read_text())
    (backup / "manifest.json").write_text(json.dumps({**told, "temporal_at": "2026-01-01"}))
    assert "manifest.json: is not as it was written" in refused(capsys, backup, tmp_path / "new")


def test_nothing_is_restored_over_what_is_there(
    backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note").write_text("mine")
    assert "is not empty" in refused(capsys, backup, tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["note"]


def test_a_database_of_somebody_elses_is_never_restored_into(
    backup: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PAIDAN_DATABASE_URL", "postgresql://paidan@example.invalid/paidan")
    assert "by its own means" in refused(capsys, backup, tmp_path / "new")
    assert not (tmp_path / "new").exists()
