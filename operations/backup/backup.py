"""Taking a backup while the system runs and people act.

Temporal is copied first, the database second. Whatever was acknowledged stands in the database
before anybody was told, so the younger copy of it lacks nothing; what Temporal's older copy lacks
is found in the command table and handed to it again. The other way round the database would know
nothing of what Temporal went on with: texts and keys would be lost, and numbers given twice.
"""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from operations.backup.manifest import (
    DATABASE,
    FORMAT,
    KEYS,
    OWNER_ONLY_FOLDER,
    TEMPORAL,
    Manifest,
    digest,
    kept,
    now,
    seal,
)
from operations.backup.on_record import on_record
from operations.backup.postgres_tools import run_tool
from services.installation.data_directory import ACCOUNTS, RunningSystem


class NotOurs(RuntimeError):
    """A service of the system is not run by it, and is backed up by its own means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that is being taken: each part in its turn, the manifest last."""

    system: RunningSystem
    folder: Path

    def copy_temporal(self) -> datetime:
        """Copy Temporal's file as it stands at one instant; returns an instant before it."""
        begun = now()
        source = Path(self.system.data_dir) / TEMPORAL
        target = self.folder / TEMPORAL
        with (
            closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as running,
            closing(sqlite3.connect(target)) as copy,
        ):
            running.backup(copy)
        kept(target)
        return begun

    def copy_database(self) -> datetime:
        """Copy the database as it stands at one instant; returns an instant before it."""
        begun = now()
        target = self.folder / DATABASE
        run_tool("pg_dump", self.system.urls.database, "--format=custom", f"--file={target}")
        kept(target)
        return begun

    def copy_keys(self) -> bool:
        """Copy the keys, and the note of the accounts; False where the keys lie elsewhere."""
        home = Path(self.system.data_dir)
        if (home / ACCOUNTS).exists():
            self._copy(home / ACCOUNTS, ACCOUNTS)
        keys = sorted((home / KEYS).glob("*.key"))
        if keys:
            (self.folder / KEYS).mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
        for key in keys:
            self._copy(key, f"{KEYS}/{key.name}")
        return bool(keys)

    def finish(self, temporal_at: datetime, database_at: datetime, *, holds_keys: bool) -> Manifest:
        """Write the manifest."""
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        manifest = Manifest(
            format=FORMAT,
            version=version("paidan"),
            temporal_at=temporal_at,
            database_at=database_at,
            holds_keys=holds_keys,
            files={path.relative_to(self.folder).as_posix(): digest(path) for path in files},
        )
        seal(self.folder, manifest)
        return manifest

    def _copy(self, source: Path, name: str) -> None:
        shutil.copyfile(source, self.folder / name)
        kept(self.folder / name)


def take(system: RunningSystem, folder: Path, keep_days: int | None = None) -> Manifest:
    """Back a running system up into an empty folder, to be kept so many days.

    Raises NotOurs, FileExistsError, ToolFailed and NotNoted.
    What could not be finished is taken away again."""
    if system.pids.postgres is None or system.pids.temporal is None:
        raise NotOurs("PostgreSQL or Temporal is not run by this system: use its own backup")
    folder = folder.resolve()
    folder.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    folder.chmod(OWNER_ONLY_FOLDER)
    backup = Backup(system=system, folder=folder)
    try:
        with on_record(system.urls.database, folder, keep_days):
            temporal_at = backup.copy_temporal()
            # A key may come into the ring or leave it meanwhile: what the copy of the database
            # lies under is in one of both.
            backup.copy_keys()
            database_at = backup.copy_database()
            return backup.finish(temporal_at, database_at, holds_keys=backup.copy_keys())
    except (sqlite3.Error, subprocess.SubprocessError, OSError, RuntimeError):
        shutil.rmtree(folder)
        raise
