"""A database knows its keys: others do not serve, and none is made where data exist."""

import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import text

from domain.order.terms import Mode
from operations.embedded import Services
from readmodel.orders.publisher import store_in
from services.archive.storing import seal_commands
from services.installation.keys import index_key, key_ring, log_signer
from services.installation.known_keys import settle_keys
from services.installation.secret_files import UnfitKey
from services.installation.settings import Settings
from store.commands.birth import open_order
from store.vault.vault_rows import open_texts
from tests.databases import DEMAND, RECORD, Database, founded, lawful, registration

FORGET = ("UPDATE vault_key SET wrapped_by = NULL", "DELETE FROM known_key")
"""As a database of before knows nothing of its keys."""


@pytest.fixture
async def empty(services: Services) -> AsyncIterator[Database]:
    async with founded(services.database_url, Mode.REAL) as database:
        yield database


async def say(database: Database, *words: str) -> None:
    async with database.engines.patient.begin() as connection:
        for one in words:
            await connection.execute(text(one))


async def settled(database: Database, home: Path) -> Settings:
    settings = Settings(data_dir=home)
    await settle_keys(database.engines.patient, settings)
    return settings


async def lived_in(database: Database, home: Path) -> str:
    """A database with its keys, an order and a signed log; the order's number."""
    settings = await settled(database, home)
    engine, asked = database.engines.patient, registration()
    asked = replace(asked, traces=index_key(settings).traces(asked.texts))
    born = await open_order(engine, key_ring(settings), RECORD, asked, lawful, store_in)
    await seal_commands(engine, log_signer(settings))
    return str(born.command.order_number)


async def refusal(database: Database, home: Path) -> str:
    with pytest.raises(UnfitKey) as unfit:
        await settled(database, home)
    return str(unfit.value)


async def test_keys_are_drawn_once_and_known_from_then_on(empty: Database, tmp_path: Path) -> None:
    number = await lived_in(empty, tmp_path)
    kept = {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()}
    assert sorted(kept) == ["checkpoint.key", "index.key", "vault.key"]
    settings = await settled(empty, tmp_path)
    assert {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()} == kept
    [texts] = (await open_texts(empty.engines.patient, key_ring(settings), number)).values()
    assert texts == DEMAND


@pytest.mark.parametrize("name", ["vault", "index", "checkpoint"])
async def test_a_key_that_is_gone_is_never_made_anew(
    empty: Database, tmp_path: Path, name: str
) -> None:
    """With the fingerprint and, in a database of before, without it."""
    await lived_in(empty, tmp_path)
    (tmp_path / "secrets" / f"{name}.key").unlink()
    for before in ((), FORGET):
        await say(empty, *before)
        told = await refusal(empty, tmp_path)
        assert f"PAIDAN_{name.upper()}_KEY" in told
        assert f"{tmp_path}/secrets/{name}.key" in told
        assert "docs/keys.md" in told
        assert not (tmp_path / "secrets" / f"{name}.key").exists()


async def test_a_second_host_without_the_keys_makes_none(empty: Database, tmp_path: Path) -> None:
    await settled(empty, tmp_path / "first")
    assert "PAIDAN_VAULT_KEY" in await refusal(empty, tmp_path / "second")
    assert not (tmp_path / "second").exists()


@pytest.mark.parametrize("name", ["vault", "index", "checkpoint"])
async def test_whoever_has_another_key_does_not_serve(
    empty: Database, tmp_path: Path, name: str
) -> None:
    await lived_in(empty, tmp_path / "first")
    copytree(tmp_path / "first", tmp_path / "other")
    (tmp_path / "other" / "secrets" / f"{name}.key").write_text(os.urandom(32).hex())
    assert "nothing is served with another" in await refusal(empty, tmp_path / "other")
    await say(empty, *FORGET)
    assert "does not open" in await refusal(empty, tmp_path / "other")
    await settled(empty, tmp_path / "first")


async def test_a_database_of_before_takes_the_keys_that_open_it(
    empty: Database, tmp_path: Path
) -> None:
    number = await lived_in(empty, tmp_path)
    await say(empty, *FORGET)
    ring = key_ring(await settled(empty, tmp_path))
    [texts] = (await open_texts(empty.engines.patient, ring, number)).values()
    assert texts == DEMAND
    assert "PAIDAN_VAULT_KEY" in await refusal(empty, tmp_path / "second")
