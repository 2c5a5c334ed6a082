"""The project's own processes, worker and API, as parts that the supervisor runs."""

import os
import signal
import socket
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import psutil

from operations.embedded.processes import Launch, StartFailure, end_leftovers, send
from operations.own_certificate import trusting
from services.installation.data_directory import Station
from services.installation.front_window import UnfitWindow, window_address
from services.installation.process_notes import SHARED_COUNTS
from services.installation.settings import Settings
from services.installation.sign_on import UnfitSignOn, sign_on_asked

MODULES = ("workers.main", "console.main", "cli.operators.sample")
LEFTOVER_GRACE = 15.0
ANSWER_WITHIN = 2.0


def python(module: str) -> tuple[str, ...]:
    """The words that run one of our modules; -P keeps the caller's folder out of the imports."""
    return (sys.executable, "-P", "-m", "operations.quick_start", module)


class _OwnProcess:
    stop_signal = signal.SIGTERM
    grace = 20.0

    def __init__(self, *, name: str, module: str, settings: Settings, station: Station) -> None:
        self.name = name
        self.log = station.logs / f"{name}.log"
        self._module = module
        self._settings = settings
        self._meters = station.meters

    async def prepare(self) -> None:
        """Make the folder that all processes count into."""
        self._meters.mkdir(parents=True, exist_ok=True)

    def launch(self) -> Launch:
        """The words that start the process, its settings passed as variables."""
        return Launch(
            argv=python(self._module),
            log=self.log,
            environment={
                **os.environ,
                **self._settings.environment(),
                SHARED_COUNTS: str(self._meters),
            },
        )


class WorkerPart(_OwnProcess):
    """One worker process; it is ready when it has written its ready note."""

    def __init__(self, *, number: int, settings: Settings, station: Station) -> None:
        name = f"worker-{number}"
        self._note = station.note(f"{name}.ready")
        own = settings.model_copy(update={"ready_note": self._note})
        super().__init__(name=name, module="workers.main", settings=own, station=station)

    async def prepare(self) -> None:
        """Take back the note of an earlier process."""
        await super().prepare()
        self._note.unlink(missing_ok=True)

    async def is_ready(self) -> bool:
        """Whether the worker polls Temporal."""
        return self._note.exists()


class ApiPart(_OwnProcess):
    """The process that serves the API and the console at a window that is held for it."""

    def __init__(self, *, settings: Settings, station: Station, window: socket.socket) -> None:
        own = settings.model_copy(update={"api_socket": window.fileno()})
        super().__init__(name="api", module="console.main", settings=own, station=station)
        self._window, self._station, self._api = window, station, ""

    async def prepare(self) -> None:
        """Note the certificate that the process will show, which may have been renewed since.

        Raises StartFailure."""
        await super().prepare()
        try:
            address = window_address(self._settings, datetime.now(UTC))
            sign_on_asked(self._settings, address)
        except (UnfitWindow, UnfitSignOn) as unfit:
            raise StartFailure(self.name, self.log, str(unfit)) from unfit
        shown = address.certificate
        self._station.keep_certificate(None if shown is None else shown.pem)
        self._api = address.api

    def launch(self) -> Launch:
        """The words that start the process, which is handed the window."""
        return replace(super().launch(), handed_on=(self._window.fileno(),))

    async def is_ready(self) -> bool:
        """Whether the API can take papers in and deliver them."""
        return await answers(f"{self._api}/readyz", self._station.certificate())


async def answers(url: str, certificate: Path | None = None) -> bool:
    """Whether a GET of this address succeeds within 2 s; by TLS, where it shows a certificate."""
    try:
        async with httpx.AsyncClient(
            timeout=ANSWER_WITHIN, trust_env=False, verify=trusting(certificate)
        ) as http:
            return (await http.get(url)).is_success
    except httpx.HTTPError:
        return False


async def end_own_leftovers(data_dir: Path) -> None:
    """End workers and APIs that a killed supervisor left behind in this data directory."""

    def ours(process: psutil.Process) -> bool:
        words = process.cmdline()
        if not any(module in words for module in MODULES):
            return False
        return process.environ().get("PAIDAN_DATA_DIR") == str(data_dir)

    await end_leftovers(ours, ask=_ask_to_end, grace=LEFTOVER_GRACE)


def _ask_to_end(found: Iterable[psutil.Process]) -> None:
    for process in found:
        send(process, signal.SIGTERM)
