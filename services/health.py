"""Whether the system can do its work, and how much waits to be done."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.service import RPCError

from domain.vocabulary import Mode
from readmodel.backlog import Backlog as Backlog
from readmodel.backlog import backlog
from services.access.principal import Principal
from services.access.rights import Right, require
from services.records import Records

ANSWER_WITHIN: Final = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The mode of time, the orders not started yet and the commands not decided yet."""

    status: str
    mode: Mode
    starting: int
    undecided: int
    oldest_undecided_s: float
    provisional: int
    findings: int


async def health_of(principal: Principal, records: Records) -> Health:
    """How the system fares; raises what a database that is away raises."""
    require(principal, Right.READ_HEALTH)
    found = await backlog(records.engine)
    return Health(
        status="ok",
        mode=found.mode,
        starting=found.starting,
        undecided=found.undecided,
        oldest_undecided_s=round(found.oldest_s, 1),
        provisional=found.provisional,
        findings=found.findings,
    )


async def backlog_if_known(principal: Principal, records: Records) -> Backlog | None:
    """All that waits; None while the database does not answer."""
    require(principal, Right.READ_HEALTH)
    try:
        return await backlog(records.engine)
    except (DBAPIError, PoolTimeout):
        return None


async def temporal_answers(principal: Principal, records: Records) -> bool:
    """Whether Temporal answers now."""
    require(principal, Right.READ_HEALTH)
    try:
        return await records.client.service_client.check_health(timeout=ANSWER_WITHIN)
    except (RPCError, RuntimeError):
        return False
