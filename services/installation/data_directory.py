"""The data directory of a running system: who holds it, and where its parts are to be found."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TextIO

LOCK_WITHIN = 1.0
LOCK_POLL = 0.05
ACCOUNTS = "accounts.txt"


class AlreadyRunning(RuntimeError):
    """Another supervisor holds the data directory."""


class NotRunning(RuntimeError):
    """No supervisor holds the data directory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Urls:
    """Where people and programs find the parts of a running system."""

    api: str
    console: str
    temporal_grpc: str
    temporal_ui: str | None
    database: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pids:
    """The process numbers of the parts; None for a service that is not ours."""

    postgres: int | None
    temporal: int | None
    worker: tuple[int, ...]
    api: int
    supervisor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSystem:
    """What the ready file tells about a running system."""

    urls: Urls
    namespace: str
    task_queue: str
    pids: Pids
    data_dir: str
    logs: dict[str, str] = field(default_factory=dict)


class Station:
    """One data directory and the notes that a running system keeps in it."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.resolve()
        self.logs = self.data_dir / "logs"
        self.ready_file = self.data_dir / "run" / "ready.json"
        self.sample_wanted = self.data_dir / "run" / "sample.wanted"
        self.verified = self.data_dir / "run" / "verified"
        self.meters = self.data_dir / "run" / "meters"
        self._certificate = self.data_dir / "run" / "window-certificate.pem"
        self._system = self.data_dir / "run" / "system.json"
        self._lock = self.data_dir / "run" / "supervisor.lock"

    def note(self, name: str) -> Path:
        """A small file among the running system's notes."""
        return self.data_dir / "run" / name

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the data directory for one supervisor; raises AlreadyRunning."""
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            # `status` and `down` take the lock for an instant to see whether it is held.
            if not _locked_within(descriptor, LOCK_WITHIN):
                raise AlreadyRunning(
                    f"a system is already running in {self.data_dir} (pid {self.supervisor()}); "
                    "stop it with `paidan down` or name another --data-dir"
                )
            os.truncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def log(self) -> Iterator[TextIO]:
        """The supervisor's own log, open for the next lines."""
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.logs / "supervisor.log").open("a") as log:
            yield log

    def accounts(self) -> Path | None:
        """Where the accounts of a sample city are written down, for the owner alone; None where
        there are none. What was written for everybody is from before there were passwords."""
        note = self.data_dir / ACCOUNTS
        return note if note.exists() and not note.stat().st_mode & 0o077 else None

    def keep_certificate(self, pem: bytes | None) -> None:
        """Keep the certificate that the window shows, for programs of this machine."""
        if pem is None:
            self._certificate.unlink(missing_ok=True)
        else:
            self._certificate.parent.mkdir(parents=True, exist_ok=True)
            self._certificate.write_bytes(pem)

    def certificate(self) -> Path | None:
        """The certificate that the window shows; None where it speaks no TLS."""
        return self._certificate if self._certificate.exists() else None

    def ever_served(self) -> bool:
        """Whether a system has run in this data directory before."""
        return (self.data_dir / "ports.json").exists()

    def supervisor(self) -> int | None:
        """The process number of the supervisor that holds the data directory, if one does."""
        try:
            with self._lock.open("r+") as note:
                if _locked_within(note.fileno(), 0.0):
                    return None
                return int(note.read() or 0)
        except FileNotFoundError:
            return None

    def publish(self, system: RunningSystem, *also: Path) -> None:
        """Tell where the parts are, in the data directory and in further files."""
        for path in (self._system, *also):
            _replace(path, json.dumps(asdict(system), indent=2))

    def withdraw(self, *also: Path) -> None:
        """Take back what was published."""
        for path in (self._system, self.ready_file, *also):
            path.unlink(missing_ok=True)

    def system(self) -> RunningSystem:
        """The system running here; raises NotRunning."""
        if self.supervisor() is None or not self._system.exists():
            hint = "`paidan up` starts it, --data-dir names another"
            raise NotRunning(f"no system is running in {self.data_dir}: {hint}")
        return _read(json.loads(self._system.read_text()))


def _read(told: dict[str, Any]) -> RunningSystem:
    pids = {**told["pids"], "worker": tuple(told["pids"]["worker"])}
    return RunningSystem(**{**told, "urls": Urls(**told["urls"]), "pids": Pids(**pids)})


def _locked_within(descriptor: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(LOCK_POLL)
        else:
            return True


def _replace(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    # The database's address carries its password.
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as note:
        note.write(words + "\n")
    fresh.replace(path)
