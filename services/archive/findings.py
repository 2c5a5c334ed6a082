"""Findings of reconciliation: reading them, and noting who has dealt with one."""

from audit.reconcile.findings import KeptFinding as KeptFinding
from audit.reconcile.findings import kept_findings
from services.access.principal import Principal
from services.access.rights import Right, require
from services.records import Records
from store.archive.findings import clear_by_hand


async def read_findings(
    principal: Principal, records: Records, *, cleared_too: bool = False
) -> list[KeptFinding]:
    """The findings that stand open, the oldest first, or all there ever were; raises MayNot."""
    require(principal, Right.AUDIT_RECORDS)
    return await kept_findings(records.engine, cleared_too=cleared_too)


async def settle_finding(principal: Principal, records: Records, id: int) -> bool:
    """Note that this person has dealt with a finding; False if none of this number stands open.

    Raises MayNot and NobodyNamed."""
    require(principal, Right.SETTLE_FINDINGS)
    return await clear_by_hand(records.engine, id, principal.actor.person)
