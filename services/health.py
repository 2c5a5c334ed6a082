"""Whether the system can do its work, and how much waits to be done."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.service import RPCError

from domain.order.terms import Mode
from readmodel.backlog import Backlog as Backlog
from readmodel.backlog import backlog
from services.access.principal import Principal
from services.access.rights import Right, require
from services.accounts.break_glass_shown import OpenPost, open_posts
from services.progress import counted, rounds_progress
from services.records import Records
from store.commands.earlier_editions import EarlierOrders

ANSWER_WITHIN: Final = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How much waits, how long ago each background round was completed, and which is late."""

    status: str
    late: tuple[str, ...]
    rounds: Mapping[str, float]
    """How many seconds ago each background round was completed."""
    mode: Mode
    starting: int
    undecided: int
    oldest_undecided_s: float
    provisional: int
    findings: int
    earlier_edition: EarlierOrders
    """Orders that were born under an earlier edition and take no further act."""
    break_glass: tuple[OpenPost, ...]
    """Posts that two administrators have opened in an emergency, while they are open."""


async def health_of(principal: Principal, records: Records) -> Health:
    """How the system fares; raises what a database that is away raises."""
    require(principal, Right.READ_HEALTH)
    found = await backlog(records.engine)
    rounds = rounds_progress(counted(), time.time())
    late = tuple(sorted(name for name, one in rounds.items() if one.is_late))
    return Health(
        status="late" if late else "ok",
        late=late,
        rounds={name: round(one.silent_s, 1) for name, one in sorted(rounds.items())},
        mode=found.mode,
        starting=found.starting,
        undecided=found.undecided,
        oldest_undecided_s=round(found.oldest_s, 1),
        provisional=found.provisional,
        findings=found.findings,
        earlier_edition=found.earlier_edition,
        break_glass=await open_posts(principal, records),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessNow:
    """Whether papers can be taken in and delivered now."""

    database: bool
    temporal: bool
    late: bool
    """Whether a background round makes no progress."""

    @property
    def ready(self) -> bool:
        """Whether both answer."""
        return self.database and self.temporal


async def readiness_of(principal: Principal, records: Records) -> ReadinessNow:
    """Whether papers can be taken in and delivered now, and whether all rounds make progress."""
    require(principal, Right.READ_READINESS)
    waiting, temporal = await asyncio.gather(_backlog_if_known(records), _temporal_answers(records))
    rounds = rounds_progress(counted(), time.time()).values()
    late = any(one.is_late for one in rounds)
    return ReadinessNow(database=waiting is not None, temporal=temporal, late=late)


async def backlog_if_known(principal: Principal, records: Records) -> Backlog | None:
    """All that waits; None while the database does not answer."""
    require(principal, Right.READ_HEALTH)
    return await _backlog_if_known(records)


async def _backlog_if_known(records: Records) -> Backlog | None:
    try:
        return await backlog(records.engine)
    except (DBAPIError, PoolTimeout):
        return None


async def _temporal_answers(records: Records) -> bool:
    try:
        return await records.client.service_client.check_health(timeout=ANSWER_WITHIN)
    except (RPCError, RuntimeError):
        return False
