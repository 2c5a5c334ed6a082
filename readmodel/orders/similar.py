"""What may belong together: it is only shown; people merge (X13, X14, X15)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.vocabulary import OVER, State
from store.engines import single
from store.vault.blind_index import TraceKind, Traces
from store.wire import Instant

ALIKE_FROM: Final = 0.25
"""Of 1: two narratives that share less are not about the same matter."""
MOST: Final = 20
"""Nobody reads a longer list while somebody is on the telephone."""
FRESH: Final = "24 hours"
RESULTS: Final = ("Answered", "ResultSubmitted", "FinalReplyIssued", "Closed")
PROTECTED: Final = """(s.type = 'report' OR EXISTS (
    SELECT FROM fact f WHERE f.order_number = s.number AND f.kind = 'ConfidentialitySet'))"""
"""Whose caller is found by nobody: a report, and whoever asked for secrecy (WF-08, default)."""
COLUMNS: Final = "s.number, s.state, s.type, s.district, s.unit, s.born_at"
OWN_TRACES: Final = text(f"""
SELECT s.district, coalesce(s.born_at, clock_timestamp()) AS born_at,
       ARRAY(SELECT gram FROM narrative_index WHERE order_number = s.number) AS grams,
       ARRAY(SELECT digest FROM blind_index
              WHERE order_number = s.number AND NOT {PROTECTED}) AS digests
  FROM order_state s WHERE s.number = :number
""")
ALIKE: Final = """
SELECT order_number,
       2.0 * count(*) / (max("of") + cardinality(CAST(:grams AS bigint[]))) AS likeness
  FROM narrative_index WHERE gram = ANY(:grams) GROUP BY order_number"""
BY_CALLER: Final = text(f"""
WITH caller AS (SELECT DISTINCT order_number FROM blind_index WHERE digest = ANY(:digests)),
     alike AS ({ALIKE})
SELECT {COLUMNS}, s.state = ANY(:over) AS over, coalesce(alike.likeness, 0) AS likeness,
       result.seq, result.content
  FROM caller JOIN order_state s ON s.number = caller.order_number
  LEFT JOIN alike ON alike.order_number = s.number
  LEFT JOIN LATERAL (
       SELECT f.seq, f.body -> 'content' AS content FROM fact f
        WHERE f.order_number = s.number AND f.kind = ANY(:results)
        ORDER BY f.seq DESC LIMIT 1) result ON true
 WHERE s.number <> :number AND NOT {PROTECTED}
 ORDER BY likeness DESC, s.number DESC LIMIT :most
""")
BY_NARRATIVE: Final = text(f"""
WITH alike AS ({ALIKE})
SELECT {COLUMNS}, alike.likeness,
       s.district = :district AND s.born_at > CAST(:since AS timestamptz) - interval '{FRESH}'
       AS near
  FROM alike JOIN order_state s ON s.number = alike.order_number
 WHERE alike.likeness >= :alike_from AND s.number <> :number AND s.state <> ALL(:over)
 ORDER BY near DESC, alike.likeness DESC, s.number DESC LIMIT :most
""")
DATABASE_TIME: Final = text("SELECT clock_timestamp()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What is looked for: the traces of a demand, where it is, and since when it is known."""

    traces: Traces
    district: str
    since: datetime
    number: str = ""
    """The order itself, where the demand is one already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """An order that may belong to the demand."""

    number: str
    state: State
    type: str
    district: str
    unit: str
    born_at: Instant | None
    likeness: float
    """How much the two narratives share, 0 to 1."""
    result: dict[str, Any] | None = None
    """Which fact holds the earlier result: its seq, kind and content (X15)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """What may belong to a demand, by the rule that says what to do about it."""

    same_caller: tuple[Alike, ...]
    """The caller's open orders (X13)."""
    other_callers: tuple[Alike, ...]
    """Other callers' open orders: of the same district and the last 24 hours first (X14)."""
    settled: tuple[Alike, ...]
    """The caller's orders that are over, with their result (X15)."""


async def probe_of(engine: AsyncEngine, number: str) -> Probe | None:
    """What an order is looked for by; None while it is not published."""
    async with single(engine).connect() as connection:
        row = (await connection.execute(OWN_TRACES, {"number": number})).one_or_none()
    if row is None:
        return None
    # Which kind a digest was taken of plays no part any more: the kind is within the digest.
    caller = tuple((TraceKind.PHONE, bytes(digest)) for digest in row.digests)
    traces = Traces(caller=caller, grams=tuple(row.grams))
    return Probe(traces=traces, district=row.district, since=row.born_at, number=number)


async def database_time(engine: AsyncEngine) -> datetime:
    """PostgreSQL's clock, for a demand that is no order yet."""
    async with single(engine).connect() as connection:
        now: datetime = (await connection.execute(DATABASE_TIME)).scalar_one()
        return now


async def similar(engine: AsyncEngine, probe: Probe) -> Similar:
    """Find what may belong to a demand."""
    asked: dict[str, Any] = {
        "number": probe.number,
        "digests": list(probe.traces.digests),
        "grams": list(probe.traces.grams),
        "over": [state.value for state in OVER],
        "most": MOST,
    }
    near = {"district": probe.district, "since": probe.since, "alike_from": ALIKE_FROM}
    async with single(engine).connect() as connection:
        own = (await connection.execute(BY_CALLER, {**asked, "results": list(RESULTS)})).all()
        alike = (await connection.execute(BY_NARRATIVE, {**asked, **near})).all()
    own_numbers = {row.number for row in own}
    return Similar(
        same_caller=tuple(_alike(row) for row in own if not row.over),
        other_callers=tuple(_alike(row) for row in alike if row.number not in own_numbers),
        settled=tuple(_alike(row, _result(row)) for row in own if row.over),
    )


def _alike(row: Any, result: dict[str, Any] | None = None) -> Alike:
    return Alike(
        number=row.number,
        state=State(row.state),
        type=row.type,
        district=row.district,
        unit=row.unit,
        born_at=row.born_at,
        likeness=round(float(row.likeness), 2),
        result=result,
    )


def _result(row: Any) -> dict[str, Any] | None:
    return None if row.seq is None else {"seq": row.seq, "content": row.content}
