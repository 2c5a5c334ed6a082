"""Reading a running system's records: its histories in Temporal, its rows in PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, TypeVar

from cli.shared.exit_status import BadInput, ClearNo
from domain.decide import DamagedFact
from operations.running import running_settings
from services.access.refusals import refusals_on_record
from services.access.rights import MayNot
from services.installation.data_directory import NotRunning
from services.installation.secret_files import UnfitKey
from services.orders.ledger import NoHistory, UnreadableEvent
from services.records import Records, RecordsSilent, open_records
from texts import both
from texts.refusals import in_words

T = TypeVar("T")
UNWELL: Final = "see `paidan status`"
Question = Callable[[Records], Awaitable[T]]


def from_records(data_dir: Path, question: Question[T]) -> T:
    """Ask the records of the system that runs in a data directory.

    Raises BadInput for an unknown order; ClearNo where nothing runs, answers or can be read."""
    try:
        return asyncio.run(_asked(data_dir, question))
    except MayNot as no:
        raise ClearNo(in_words(no.refusal)) from no
    except (NotRunning, UnfitKey) as no:
        raise ClearNo(str(no)) from no
    except NoHistory as unknown:
        raise BadInput(str(unknown)) from unknown
    except UnreadableEvent as unreadable:
        raise ClearNo(f"the history cannot be read: {unreadable}") from unreadable
    except DamagedFact as damaged:
        words = both("problems.damaged_fact", order=damaged.order, seq=damaged.seq)
        raise ClearNo(f"{words}: see `paidan audit verify`") from damaged
    except RecordsSilent as silent:
        raise ClearNo(f"the records do not answer ({silent}): {UNWELL}") from silent
    except RuntimeError as silent:
        raise ClearNo(f"the records do not answer ({type(silent).__name__}): {UNWELL}") from silent


def must_read(data_dir: Path, question: Question[T]) -> T:
    """Ask the records where no answer is no verdict; raises BadInput for whatever is not read."""
    try:
        return from_records(data_dir, question)
    except ClearNo as silent:
        raise BadInput(str(silent)) from silent


async def _asked(data_dir: Path, question: Question[T]) -> T:
    settings = running_settings(data_dir)
    async with open_records(settings) as records, refusals_on_record(records.engine):
        return await question(records)
