"""The servers that all processes of one test run share: started once, ended with the run.

The run owns a directory and holds a lock in it for as long as it lives. Whichever of its processes
asks first starts the keeper, a process of its own, which starts the servers, says where they are
and waits for the run's lock. The kernel frees that lock however the run ends, so nothing is left.
"""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from google.protobuf.duration_pb2 import Duration
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.api.workflowservice.v1 import RegisterNamespaceRequest
from temporalio.client import Client

from operations.embedded import Services, embedded_services
from operations.embedded.processes import POLL
from operations.embedded.temporal import RETENTION
from services.installation.settings import Settings
from tests.run_home import home_of_this_run, locked
from workflows.search_attributes import SEARCH_ATTRIBUTES

ROOT: Final = Path(__file__).parents[1]
KEPT: Final = Duration(seconds=int(RETENTION.total_seconds()))


class NoServers(RuntimeError):
    """The shared servers did not come up; the text quotes what the keeper wrote."""


@asynccontextmanager
async def services_of_this_run() -> AsyncIterator[Services]:
    """The run's servers, started if they are not, with a namespace for this process alone."""
    home = home_of_this_run()
    services = await asyncio.to_thread(_shared, home)
    if Settings().temporal_address is None:
        services = await _apart(services)
    yield services


def _shared(home: Path) -> Services:
    note = home / "services.json"
    with locked(home / "starting"):
        if not note.exists():
            note.write_text(_start_keeper(home))
        return Services(**json.loads(note.read_text()))


def _start_keeper(home: Path) -> str:
    log = home / "keeper.log"
    with log.open("w") as complaints:
        keeper = subprocess.Popen(
            [sys.executable, "-P", "-m", "tests.servers", str(home)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            start_new_session=True,
            text=True,
        )
    assert keeper.stdout is not None
    said = keeper.stdout.readline()
    if not said:
        raise NoServers(log.read_text())
    return said


async def _apart(services: Services) -> Services:
    """Orders of two databases may bear the same number, so no two processes see each other's."""
    name = f"tests-{os.getpid()}"
    client = await Client.connect(services.temporal_address)
    await client.workflow_service.register_namespace(
        RegisterNamespaceRequest(namespace=name, workflow_execution_retention_period=KEPT)
    )
    kinds = {
        word: IndexedValueType.Value(f"INDEXED_VALUE_TYPE_{kind.upper()}")
        for word, kind in SEARCH_ATTRIBUTES.items()
    }
    await client.operator_service.add_search_attributes(
        AddSearchAttributesRequest(namespace=name, search_attributes=kinds)
    )
    asked = ListSearchAttributesRequest(namespace=name)
    while True:
        known = await client.operator_service.list_search_attributes(asked)
        if kinds.keys() <= known.custom_attributes.keys():
            return replace(services, namespace=name)
        await asyncio.sleep(POLL)


async def keep(home: Path) -> None:
    """Run the servers until the run that owns the directory has ended."""
    async with embedded_services(
        home / "data", time_skipping=True, search_attributes=SEARCH_ATTRIBUTES
    ) as services:
        print(json.dumps(asdict(services)), flush=True)
        await asyncio.to_thread(_until_free, home / "run")
    shutil.rmtree(home, ignore_errors=True)


def _until_free(file: Path) -> None:
    with locked(file):
        return


def main() -> None:
    """Keep the servers of the run whose directory is named."""
    home = Path(sys.argv[1])
    with locked(home / "keeper"):
        asyncio.run(keep(home))


if __name__ == "__main__":
    main()
