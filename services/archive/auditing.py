"""Auditing: what is on record held against the histories, and packed so that others can."""

from audit.export.package import ExportedPeriod as ExportedPeriod
from audit.export.package import NothingToExport as NothingToExport
from audit.export.package import export
from audit.log import log_rows
from audit.log.checkpoints import Checkpoint as Checkpoint
from audit.log.checkpoints import ForgedCheckpoint as ForgedCheckpoint
from audit.log.checkpoints import LogKey as LogKey
from audit.log.national import UnusableKey as UnusableKey
from audit.verify.comparison import Difference as Difference
from audit.verify.comparison import Progress, check_readmodel
from audit.verify.verification import Question as Question
from audit.verify.verification import Verified as Verified
from audit.verify.verification import verify
from services.access.principal import Principal
from services.access.rights import Right, require
from services.archive.rebuilding import rebuild
from services.records import Records


async def verify_records(
    principal: Principal, records: Records, question: Question, progress: Progress
) -> Verified:
    """Prove bytes, log, law and read model; raises MayNot."""
    require(principal, Right.AUDIT_RECORDS)
    return await verify(records.client, records.engine, question, progress)


async def check_rows(
    principal: Principal, records: Records, progress: Progress
) -> list[Difference]:
    """Hold the read model against the histories and write nothing; raises MayNot."""
    require(principal, Right.AUDIT_RECORDS)
    return await check_readmodel(records.client, records.engine, progress)


async def rebuild_rows(
    principal: Principal, records: Records, progress: Progress
) -> list[Difference]:
    """Write the read model anew from the histories; names what could not be. Raises MayNot."""
    require(principal, Right.REBUILD_RECORDS)
    return await rebuild(records.client, records.engine, progress)


async def last_checkpoint(principal: Principal, records: Records) -> str | None:
    """The last signed checkpoint, None while nothing was archived; raises MayNot."""
    require(principal, Right.AUDIT_RECORDS)
    return await log_rows.last_checkpoint(records.engine)


async def export_package(
    principal: Principal, records: Records, key: LogKey, wanted: str | ExportedPeriod
) -> bytes:
    """Pack an order, or all that happened in a period; raises MayNot and NothingToExport."""
    require(principal, Right.AUDIT_RECORDS)
    return await export(records.engine, key, wanted)
