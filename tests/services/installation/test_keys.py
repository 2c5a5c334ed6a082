"""The vault's key, the index's and the log's are apart, and reading one never makes one."""

from pathlib import Path
from typing import Any

import pytest

from audit.log.national import UnusableKey, new_secret
from services.installation.keys import index_key, key_ring, log_signer
from services.installation.secret_files import UnfitKey, by_chance, draw_secret
from services.installation.settings import Settings
from store.vault.fingerprints import KeyKind, fingerprint


def settled(**said: Any) -> Settings:
    return Settings.model_validate(said)


def test_a_key_is_read_and_never_made_by_reading(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    assert key_ring(settings).key_ids == ()
    for reading, name in ((index_key, "index"), (log_signer, "checkpoint")):
        with pytest.raises(UnfitKey, match=f"{name}.key") as missing:
            reading(settings)
        assert f"PAIDAN_{name.upper()}_KEY" in str(missing.value)
    assert list(tmp_path.iterdir()) == []


def test_of_two_processes_that_draw_one_key_remains(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    made = draw_secret(settings, "index.key")
    assert draw_secret(settings, "index.key") == made == index_key(settings).secret
    [kept] = (tmp_path / "secrets").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_keys_that_are_set_are_taken(tmp_path: Path) -> None:
    settings = settled(
        data_dir=tmp_path,
        vault_key="01" * 32,
        vault_further_keys=f"{'03' * 32} {'04' * 32}",
        index_key="02" * 32,
    )
    secrets = [bytes([byte]) * 32 for byte in (1, 3, 4)]
    ids = tuple(fingerprint(KeyKind.VAULT, secret) for secret in secrets)
    assert key_ring(settings).key_ids == ids
    assert index_key(settings).secret == b"\x02" * 32
    assert list(tmp_path.iterdir()) == []


def test_a_fingerprint_is_of_one_key_and_one_use_and_does_not_show_it() -> None:
    secret = bytes(range(32))
    seen = {fingerprint(kind, secret) for kind in KeyKind}
    assert len(seen) == len(KeyKind)
    assert fingerprint(KeyKind.VAULT, bytes(32)) not in seen
    assert not any(secret.hex().count(one) for one in seen)


def test_a_former_sm2_key_stays_known(tmp_path: Path) -> None:
    first = settled(data_dir=tmp_path, national_algorithms=True, checkpoint_key="06" * 32)
    assert first.environment()["PAIDAN_NATIONAL_ALGORITHMS"] == "True"
    draw_secret(first, "national.key", new_secret)
    [former] = log_signer(first).key.national
    given = {"national_key": "05" * 32, "national_former_keys": former.note.written()}
    renewed = log_signer(settled(**{**first.model_dump(), **given}))
    assert renewed.key.national[1:] == (former,)
    assert renewed.key.national[0] != former


@pytest.mark.parametrize(
    "wrong", [{"national_key": "00" * 32}, {"national_key": "05"}, {"national_former_keys": "x"}]
)
def test_an_sm2_key_that_is_none_is_refused(tmp_path: Path, wrong: dict[str, str]) -> None:
    said = {"checkpoint_key": "06" * 32, "national_key": "05" * 32}
    settings = {"data_dir": tmp_path, "national_algorithms": True, **said, **wrong}
    with pytest.raises(UnusableKey, match="SM2"):
        log_signer(settled(**settings))


def test_no_key_is_shown_and_one_that_is_none_is_told(tmp_path: Path) -> None:
    assert "secret=" not in repr(index_key(settled(index_key="02" * 32)))
    with pytest.raises(ValueError, match="32 bytes"):
        index_key(settled(index_key="02"))
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "vault.key").write_text("no key")
    with pytest.raises(UnfitKey, match=r"vault\.key"):
        key_ring(Settings(data_dir=tmp_path)).key_ids  # noqa: B018 (asking is what is tried)
    assert by_chance() != by_chance()
