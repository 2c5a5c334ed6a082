"""The embedded PostgreSQL: founded once in the data directory, then started there for ever."""

import asyncio
import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg

from operations.embedded.account import postgres_binaries, postgres_version, server_account
from operations.embedded.ports import LOOPBACK
from operations.embedded.processes import Launch, end_leftovers, living, plain_environment, send

OWNER = DATABASE = "paidan"
FOUND_OPTIONS = (
    f"--username={OWNER}",
    "--pwfile=/dev/stdin",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
)
CREATE = f"CREATE DATABASE {DATABASE};\n"
MOST_CONNECTIONS = 300
"""Each process of the office keeps up to forty, by four pools of ten; PostgreSQL's own hundred
would refuse the third."""
CRASHED_BACKENDS_GRACE = 10.0


class FoundingFailure(RuntimeError):
    """A new database could not be founded; the text quotes PostgreSQL's own words."""


class PostgresServer:
    """One PostgreSQL on the loopback address, its password known to the data directory alone."""

    name = "postgres"
    stop_signal = signal.SIGINT
    grace = 60.0

    def __init__(self, *, data_dir: Path, port: int) -> None:
        self._data_dir = data_dir
        self._port = port
        self._directory = data_dir / f"postgres-{postgres_version().split('.')[0]}"
        self._password_file = data_dir / "postgres.password"
        self._account = server_account()
        self._binaries = postgres_binaries(self._account)
        self.log = data_dir / "logs" / "postgres.log"

    @property
    def database_url(self) -> str:
        """The address of the database with its password, for SQLAlchemy."""
        return f"postgresql+psycopg://{OWNER}:{self._password}@{LOOPBACK}:{self._port}/{DATABASE}"

    @property
    def _password(self) -> str:
        return self._password_file.read_text()

    async def prepare(self) -> None:
        """Found the database at the first start; clear what a killed run left behind."""
        if not self._directory.exists():
            await asyncio.to_thread(self._found)
        await self.clear_leftovers()

    async def clear_leftovers(self) -> None:
        """End a server that a killed run left in our directory, and its lock with it."""
        await end_leftovers(self._lives_here, ask=self._ask_postmaster, grace=self._patience())
        if not living(self._lives_here):
            self._lock.unlink(missing_ok=True)

    def launch(self) -> Launch:
        """The words that start the server; nothing of PostgreSQL's durability is switched off."""
        settings = {
            "listen_addresses": LOOPBACK,
            "port": str(self._port),
            # A long data directory would not fit into a socket's name.
            "unix_socket_directories": "",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "max_connections": str(MOST_CONNECTIONS),
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return Launch(
            argv=(str(self._binaries / "postgres"), "-D", self._seen_as(self._directory), *options),
            log=self.log,
            environment=plain_environment(),
            directory=self._directory,
            account=self._account,
        )

    async def is_ready(self) -> bool:
        """Whether the database answers now."""
        url = self.database_url.replace("+psycopg", "")
        try:
            async with await psycopg.AsyncConnection.connect(url, connect_timeout=2) as connection:
                await connection.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    @property
    def _lock(self) -> Path:
        return self._directory / "postmaster.pid"

    def _seen_as(self, directory: Path) -> str:
        # As nobody the parents of the directory may be closed to us (a checkout in root's home);
        # the working directory is entered before root's rights are given up and stays open.
        linux_root = self._account is not None and sys.platform == "linux"
        return "/proc/self/cwd" if linux_root else str(directory)

    def _found(self) -> None:
        fresh = self._directory.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700, parents=True)
        if self._account is not None:
            os.chown(fresh, self._account.uid, self._account.gid)
        self._write_password()
        place = self._seen_as(fresh)
        self._run(fresh, "initdb", "-D", place, *FOUND_OPTIONS, words=self._password)
        self._run(fresh, "postgres", "--single", "-D", place, "postgres", words=CREATE)
        fresh.rename(self._directory)

    def _write_password(self) -> None:
        if not self._password_file.exists():
            descriptor = os.open(self._password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as note:
                note.write(secrets.token_urlsafe(24))

    def _run(self, directory: Path, program: str, *options: str, words: str) -> None:
        account = self._account
        with self._spoken(words) as spoken:
            done = subprocess.run(
                [self._binaries / program, *options],
                stdin=spoken,
                capture_output=True,
                text=True,
                check=False,
                cwd=directory,
                env=plain_environment(),
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
            )
        if done.returncode != 0:
            raise FoundingFailure(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")

    @contextmanager
    def _spoken(self, words: str) -> Iterator[int]:
        # A pipe, for a file with the password would have to lie where the account can read.
        reader, writer = os.pipe()
        try:
            if self._account is not None:
                os.fchown(reader, self._account.uid, self._account.gid)
            os.write(writer, words.encode())
            os.close(writer)
            yield reader
        finally:
            os.close(reader)

    def _lives_here(self, process: psutil.Process) -> bool:
        return process.name() == "postgres" and process.cwd() == str(self._directory.resolve())

    def _ask_postmaster(self, found: Iterable[psutil.Process]) -> None:
        # Its children must not be signalled: they end by themselves once their parent is gone.
        for process in found:
            if process.pid == self._locked_by():
                send(process, self.stop_signal)

    def _locked_by(self) -> int | None:
        try:
            return int(self._lock.read_text().split(maxsplit=1)[0])
        except (FileNotFoundError, ValueError, IndexError):
            return None

    def _patience(self) -> float:
        alive = {process.pid for process in living(self._lives_here)}
        return self.grace if self._locked_by() in alive else CRASHED_BACKENDS_GRACE
