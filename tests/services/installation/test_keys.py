"""The vault's key and the index's are two, and each stays what it was."""

from pathlib import Path

import pytest

from audit.log.national import UnusableKey
from services.installation.keys import index_key, log_signer, master_key
from services.installation.settings import Settings


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


def test_the_sm2_key_is_made_only_where_the_national_algorithms_are_on(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets"
    assert log_signer(Settings(data_dir=tmp_path)).key.national == ()
    assert not (secrets / "national.key").exists()
    on = Settings(data_dir=tmp_path, national_algorithms=True)
    assert on.environment()["PAIDAN_NATIONAL_ALGORITHMS"] == "True"
    [made] = log_signer(on).key.national
    assert log_signer(on).key.national == (made,)
    assert (secrets / "national.key").stat().st_mode & 0o777 == 0o600


def test_a_former_sm2_key_stays_known(tmp_path: Path) -> None:
    first = Settings(data_dir=tmp_path, national_algorithms=True)
    [former] = log_signer(first).key.national
    given = {"national_key": "05" * 32, "national_former_keys": former.note.written()}
    renewed = log_signer(Settings.model_validate({**first.model_dump(), **given}))
    assert renewed.key.national[1:] == (former,)
    assert renewed.key.national[0] != former


@pytest.mark.parametrize(
    "wrong", [{"national_key": "00" * 32}, {"national_key": "05"}, {"national_former_keys": "x"}]
)
def test_an_sm2_key_that_is_none_is_refused(tmp_path: Path, wrong: dict[str, str]) -> None:
    settings = {"data_dir": tmp_path, "national_algorithms": True, **wrong}
    with pytest.raises(UnusableKey, match="SM2"):
        log_signer(Settings.model_validate(settings))


def test_no_key_is_shown(tmp_path: Path) -> None:
    assert "secret=" not in repr(index_key(Settings(data_dir=tmp_path)))
    with pytest.raises(ValueError, match="32 bytes"):
        index_key(Settings.model_validate({"index_key": "02"}))
