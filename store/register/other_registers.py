"""The local register of what lies with the petition office or the 110 line: digests, no callers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from store.engines import single
from store.vault.blind_index_tables import OtherRegisterRow

AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCase:
    """A matter in another authority's register, known by that authority's own number."""

    source: str
    external_id: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredCase:
    """A case with the digest of a number that its caller left there."""

    case: OtherCase
    digest: bytes


CASES: Final = select(
    OtherRegisterRow.source, OtherRegisterRow.external_id, OtherRegisterRow.state
).order_by(
    OtherRegisterRow.received_at.desc(), OtherRegisterRow.source, OtherRegisterRow.external_id
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRegister:
    """What was imported from the other authorities' lists."""

    engine: AsyncEngine

    async def matching(
        self,
        caller: Sequence[bytes],
        narrative: Sequence[int],  # noqa: ARG002 (no list that is imported tells the narrative)
    ) -> tuple[OtherCase, ...]:
        """The cases of a caller, the latest imported first."""
        wanted = CASES.where(OtherRegisterRow.digest.in_(caller))
        async with single(self.engine).connect() as connection:
            return tuple(
                OtherCase(source=row.source, external_id=row.external_id, state=row.state)
                for row in await connection.execute(wanted)
            )


async def keep(engine: AsyncEngine, entries: Sequence[RegisteredCase]) -> int:
    """Keep a list, whole or not at all, and say how many cases are new to the register.

    A case that is already there takes the state and the caller of the list."""
    async with engine.begin() as connection:
        before = await _count(connection)
        for start in range(0, len(entries), AT_ONCE):
            await _put(connection, entries[start : start + AT_ONCE])
        return await _count(connection) - before


async def _put(connection: AsyncConnection, entries: Iterable[RegisteredCase]) -> None:
    statement = insert(OtherRegisterRow)
    fresh = {name: statement.excluded[name] for name in ("digest", "state", "received_at")}
    rows = [
        {
            "source": entry.case.source,
            "external_id": entry.case.external_id,
            "digest": entry.digest,
            "state": entry.case.state,
        }
        for entry in entries
    ]
    told = statement.values(rows).on_conflict_do_update(
        index_elements=["source", "external_id"], set_=fresh
    )
    await connection.execute(told)


async def _count(connection: AsyncConnection) -> int:
    counted = select(func.count()).select_from(OtherRegisterRow)
    return int((await connection.execute(counted)).scalar_one())
