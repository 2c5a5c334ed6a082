"""The vault's key and the index's are two, and each stays what it was."""

from pathlib import Path

import pytest

from workers.keys import index_key, master_key
from workers.settings import Settings


def test_the_two_keys_are_made_once_and_lie_apart(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    made = master_key(settings).secret, index_key(settings).secret
    assert made == (master_key(settings).secret, index_key(settings).secret)
    assert made[0] != made[1]
    kept = sorted((tmp_path / "secrets").iterdir())
    assert [file.name for file in kept] == ["index.key", "vault.key"]
    assert {file.stat().st_mode & 0o777 for file in kept} == {0o600}


def test_keys_that_are_set_are_taken(tmp_path: Path) -> None:
    settings = Settings.model_validate(
        {"data_dir": tmp_path, "vault_key": "01" * 32, "index_key": "02" * 32}
    )
    assert master_key(settings).secret == b"\x01" * 32
    assert index_key(settings).secret == b"\x02" * 32
    assert list(tmp_path.iterdir()) == []


def test_no_key_is_shown(tmp_path: Path) -> None:
    assert "secret=" not in repr(index_key(Settings(data_dir=tmp_path)))
    with pytest.raises(ValueError, match="32 bytes"):
        index_key(Settings.model_validate({"index_key": "02"}))
