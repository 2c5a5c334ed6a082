"""Missed calls and calls back: each caller is a digest, and is settled by one call back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment.missed_calls import MissedCalls
from domain.assessment.period import Period
from store.engines import single
from store.vault.blind_index_tables import CallBackRow, MissedCallRow

BACK: Final = """
SELECT missed.*, back.called_at, back.spoke
  FROM missed_call AS missed LEFT JOIN LATERAL (
       SELECT min(call.called_at) AS called_at, bool_or(call.outcome = 'spoke') AS spoke
         FROM call_back AS call JOIN missed_call AS other USING (reference)
        WHERE other.digest = missed.digest AND call.called_at >= missed.rang_at) AS back ON true
"""
LISTED: Final = text(
    f"{BACK} WHERE (:only_open IS FALSE OR back.called_at IS NULL)"
    " ORDER BY missed.rang_at DESC, missed.reference LIMIT :most"
)
ONE: Final = text(f"{BACK} WHERE missed.reference = :reference")
SUMS: Final = text(f"""
SELECT count(*) AS missed, count(called_at) AS called_back, count(*) FILTER (WHERE spoke) AS spoke,
       count(due) FILTER (WHERE called_at IS NOT NULL OR due < :now) AS owed,
       count(*) FILTER (WHERE called_at <= due) AS in_time
  FROM ({BACK} WHERE missed.rang_at >= :begin AND missed.rang_at < :until) AS told
""")


class UnknownCall(LookupError):
    """No missed call bears this reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedCall:
    """A call that nobody picked up, as it is kept; all instants are UTC."""

    reference: str
    rang_at: datetime
    line: str
    queue: str
    due: datetime | None
    called_at: datetime | None = None
    """When somebody first called back to its caller; None: nobody has."""
    spoke: bool = False
    """Whether the caller was reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByWhom:
    """Who wrote something down, and when."""

    person: str
    at: datetime


async def keep(engine: AsyncEngine, call: MissedCall, digest: bytes, by: ByWhom) -> bool:
    """Keep a missed call; the same one again changes nothing. False: another has its reference."""
    told = {
        "digest": digest,
        "rang_at": call.rang_at,
        "line": call.line,
        "queue": call.queue,
    }
    row = {
        "reference": call.reference,
        "due": call.due,
        "recorded_at": by.at,
        "recorded_by": by.person,
        **told,
    }
    kept = select(*(getattr(MissedCallRow, name) for name in told)).where(
        MissedCallRow.reference == call.reference
    )
    async with engine.begin() as connection:
        await connection.execute(insert(MissedCallRow).values(row).on_conflict_do_nothing())
        return (await connection.execute(kept)).one()._mapping == told


async def keep_call_back(
    engine: AsyncEngine, reference: str, called_at: datetime, outcome: str, by: ByWhom
) -> None:
    """Keep a call back; the same one again changes nothing."""
    row = {
        "reference": reference,
        "called_at": called_at,
        "outcome": outcome,
        "recorded_at": by.at,
        "called_by": by.person,
    }
    async with engine.begin() as connection:
        await connection.execute(insert(CallBackRow).values(row).on_conflict_do_nothing())


async def missed_call(engine: AsyncEngine, reference: str) -> MissedCall:
    """One missed call; raises UnknownCall."""
    async with single(engine).connect() as connection:
        row = (await connection.execute(ONE, {"reference": reference})).one_or_none()
    if row is None:
        raise UnknownCall(reference)
    return _call(row)


async def missed_calls(engine: AsyncEngine, *, only_open: bool, most: int) -> Sequence[MissedCall]:
    """The latest missed calls, or those of them that nobody has called back."""
    asked = {"only_open": only_open, "most": most}
    async with single(engine).connect() as connection:
        return tuple(_call(row) for row in await connection.execute(LISTED, asked))


async def missed_in(engine: AsyncEngine, period: Period, now: datetime) -> MissedCalls:
    """What became of the calls that rang in a period, as far as it is known now."""
    asked = {"begin": period.since, "until": period.until, "now": now}
    async with single(engine).connect() as connection:
        return MissedCalls(**(await connection.execute(SUMS, asked)).one()._mapping)


def _call(row: Row[Any]) -> MissedCall:
    return MissedCall(
        reference=row.reference,
        rang_at=row.rang_at,
        line=row.line,
        queue=row.queue,
        due=row.due,
        called_at=row.called_at,
        spoke=bool(row.spoke),
    )
