"""Reading a running system's records: its histories in Temporal, its rows in PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client
from temporalio.service import RPCError

from audit.history.entries import UnreadableEvent
from audit.history.histories import NoHistory
from cli.shared.exit_status import BadInput, ClearNo
from domain.decide import DamagedFact
from operations.running import running_settings
from services.installation.data_directory import NotRunning
from services.installation.temporal_connection import LAST_WORDS_S
from services.installation.temporal_connection import connect as connect_temporal
from store.engines import connect as connect_database

T = TypeVar("T")
UNWELL: Final = "see `paidan status`"
Question = Callable[[Client, AsyncEngine], Awaitable[T]]


def from_records(data_dir: Path, question: Question[T]) -> T:
    """Ask the records of the system that runs in a data directory.

    Raises BadInput for an unknown order; ClearNo where nothing runs, answers or can be read."""
    try:
        return asyncio.run(_asked(data_dir, question))
    except NotRunning as not_running:
        raise ClearNo(str(not_running)) from not_running
    except NoHistory as unknown:
        raise BadInput(str(unknown)) from unknown
    except UnreadableEvent as unreadable:
        raise ClearNo(f"the history cannot be read: {unreadable}") from unreadable
    except DamagedFact as damaged:
        raise ClearNo(f"{damaged}: see `paidan audit verify`") from damaged
    except (RPCError, SQLAlchemyError, RuntimeError) as silent:
        raise ClearNo(f"the records do not answer ({type(silent).__name__}): {UNWELL}") from silent


def must_read(data_dir: Path, question: Question[T]) -> T:
    """Ask the records where no answer is no verdict; raises BadInput for whatever is not read."""
    try:
        return from_records(data_dir, question)
    except ClearNo as silent:
        raise BadInput(str(silent)) from silent


async def _asked(data_dir: Path, question: Question[T]) -> T:
    settings = running_settings(data_dir)
    client = await connect_temporal(settings)
    engines = connect_database(str(settings.database_url))
    try:
        return await question(client, engines.patient)
    finally:
        await engines.close()
        await asyncio.sleep(LAST_WORDS_S)
