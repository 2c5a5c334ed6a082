"""Restoring a backup into an empty folder, until `paidan up` can serve it."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from audit.history.unreadable import UnreadableEvent as UnreadableEvent
from operations.backup.backup import NotOurs
from operations.backup.manifest import DATABASE, OWNER_ONLY_FOLDER, Manifest, checked, kept
from operations.backup.postgres_tools import run_tool
from operations.embedded import Services, embedded_services
from operations.preflight import plain_url
from services.archive.redelivery import HandedAgain, hand_again
from services.installation.settings import Settings
from services.installation.temporal_connection import connect as connect_temporal
from services.keys.destroying import erase_again
from store.engines import connect as connect_database
from workflows.search_attributes import SEARCH_ATTRIBUTES

UNFINISHED: Final = ".restoring"


class NotEmpty(RuntimeError):
    """There is something in the folder already, and nothing is ever written over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did besides."""

    again: list[HandedAgain]
    """What Temporal's copy lacked and will get again."""
    taken_at: datetime
    erased: tuple[str, ...]
    """The orders whose caller was erased again, because it had been since."""


async def restore(backup: Path, data_dir: Path, erased_since: Sequence[str] = ()) -> Restored:
    """Make a data directory of a backup, without the callers of these orders.

    Raises NotOurs, DamagedBackup, NotEmpty, ToolFailed and StartFailure; then nothing is left."""
    _require_own_services(Settings())
    manifest, data_dir = checked(backup), _empty(data_dir)
    fresh = data_dir.with_name(data_dir.name + UNFINISHED)
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        _lay_out(backup, fresh, manifest)
        restored = await _fill(fresh, manifest, erased_since)
        fresh.rename(data_dir)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return restored


def _require_own_services(settings: Settings) -> None:
    if settings.database_url or settings.temporal_address:
        raise NotOurs("a PostgreSQL or Temporal of your own is set: restore it by its own means")


def _empty(data_dir: Path) -> Path:
    """The data directory by its full name; raises NotEmpty."""
    data_dir = data_dir.resolve()
    if data_dir.exists() and (not data_dir.is_dir() or any(data_dir.iterdir())):
        raise NotEmpty(f"{data_dir} is not empty: name another --data-dir")
    return data_dir


def _lay_out(backup: Path, fresh: Path, manifest: Manifest) -> None:
    """Put every file at its place."""
    fresh.mkdir(parents=True)
    for name in manifest.files:
        target = fresh / name
        target.parent.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
        shutil.copyfile(backup / name, target)
        kept(target)


async def _fill(fresh: Path, manifest: Manifest, erased_since: Sequence[str]) -> Restored:
    """Load the database, erase what was erased since, and hand Temporal what its older copy does
    not hold."""
    async with embedded_services(fresh, search_attributes=SEARCH_ATTRIBUTES) as services:
        dump, url = fresh / DATABASE, plain_url(services.database_url)
        options = ("--single-transaction", "--exit-on-error", "--no-owner")
        dbname = url.rpartition("/")[2]
        run_tool("pg_restore", url, *options, f"--dbname={dbname}", str(dump))
        dump.unlink()
        os.sync()
        return await _reconciled(services, manifest, erased_since)


async def _reconciled(
    services: Services, manifest: Manifest, erased_since: Sequence[str]
) -> Restored:
    settings = Settings(
        temporal_address=services.temporal_address, temporal_namespace=services.namespace
    )
    engines = connect_database(services.database_url)
    try:
        client = await connect_temporal(settings)
        erased = await erase_again(engines.patient, erased_since)
        again = await hand_again(client, engines.patient, manifest.temporal_at)
        return Restored(again=again, taken_at=manifest.database_at, erased=erased)
    finally:
        await engines.close()
