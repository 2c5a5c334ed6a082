"""What reconciliation finds: which order, which run, what was done to it, and since when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine


class What(StrEnum):
    """What can be otherwise in Temporal, the archive or the tables than the hotline left it."""

    TERMINATED = "terminated"
    CANCELED = "canceled"
    CANCEL_ASKED = "cancel_asked"
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    RESET = "reset"
    DELETED = "deleted"
    STOPPED = "stopped"
    """The order lives, and no run of it is running."""
    PAUSED = "paused"
    OPTIONS_CHANGED = "options_changed"
    FORGED_ORDER = "forged_order"
    FORGED_RUN = "forged_run"
    FORGED_ACT = "forged_act"
    FACTS_NOT_STORED = "facts_not_stored"
    """A history had facts that no row told and no answer was to bring; they are stored by now."""
    UNKNOWN_SIGNAL = "unknown_signal"
    UNREADABLE = "unreadable"
    NOT_ARCHIVED = "not_archived"
    STANDING_WITHOUT_FACT = "standing_without_fact"
    ANSWER_WITHOUT_FACT = "answer_without_fact"


STATES: Final = frozenset(
    {
        What.DELETED,
        What.STOPPED,
        What.NOT_ARCHIVED,
        What.STANDING_WITHOUT_FACT,
    }
)
"""What is so or not so; looked at in every round, and cleared by the round that finds it over.
Everything else is a deed: once done, only a person clears it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something done behind the hotline's back; it quotes nothing of what a stranger wrote."""

    order: str
    """Empty if what was found is no order's."""
    run: str
    what: What
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFinding:
    """A finding as it is on record."""

    id: int
    finding: Finding
    since: datetime
    cleared_at: datetime | None
    cleared_by: str
    """The person who cleared it; empty where a round found it over."""


KEPT: Final = text(
    "SELECT id, order_number, run_id, what, place, since, cleared_at, cleared_by FROM finding"
    " WHERE cleared_at IS NULL OR :all ORDER BY id"
)


async def kept_findings(engine: AsyncEngine, *, cleared_too: bool = False) -> list[KeptFinding]:
    """The findings that stand open, the oldest first, or all that there ever were."""
    async with engine.connect() as connection:
        return [
            KeptFinding(
                id=row.id,
                finding=Finding(
                    order=row.order_number, run=row.run_id, what=What(row.what), where=row.place
                ),
                since=row.since,
                cleared_at=row.cleared_at,
                cleared_by=row.cleared_by,
            )
            for row in await connection.execute(KEPT, {"all": cleared_too})
        ]
