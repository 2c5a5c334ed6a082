"""What the scenarios amount to: counted from the fact and clock rows, after these were verified."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.vocabulary import OVER, ClockName, Level

SHOWN: Final = (
    ClockName.ACCEPT,
    ClockName.HANDLE,
    ClockName.ARRIVE,
    ClockName.EXTENSION_DECISION,
    ClockName.RETURN_DECISION,
    ClockName.SUPERVISION,
    ClockName.CALLBACK,
)
KINDS: Final = text("SELECT kind, count(*) FROM fact GROUP BY kind")
STATES: Final = text("SELECT state, count(*) FROM order_state GROUP BY state")
PACKS: Final = text("SELECT DISTINCT pack FROM work_order ORDER BY pack")
LEVELS: Final = text(
    "SELECT CAST(body #>> '{content,level}' AS integer), count(*)"
    " FROM fact WHERE kind = 'SupervisionRaised' GROUP BY 1"
)
ARMED: Final = text("SELECT name, count(*) FROM clock GROUP BY name")
LAPSED: Final = text(
    "SELECT body #>> '{content,name}', count(*) FROM fact WHERE kind = 'DueBreached' GROUP BY 1"
)
REFUSED: Final = text("SELECT count(*) FROM command WHERE status = 'refused'")
PUNCTUALITY: Final = text(
    "SELECT owner, name, count(*), count(*) FILTER (WHERE lapsed IS NULL)"
    " FROM clock WHERE name IN ('accept', 'handle')"
    " AND (outcome IN ('met', 'late') OR lapsed IS NOT NULL) GROUP BY owner, name"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PunctualShare:
    """Of so many duties that were judged, so many were done in time."""

    judged: int = 0
    in_time: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationTally:
    """The figures of a demonstration."""

    kinds: dict[str, int]
    states: dict[str, int]
    packs: tuple[str, ...]
    levels: dict[int, int]
    armed: dict[str, int]
    lapsed: dict[str, int]
    refused: int
    punctuality: dict[str, dict[str, PunctualShare]]
    """Share of sign-ins and handlings in time, by unit and by clock."""

    @property
    def orders(self) -> int:
        """Orders opened."""
        return sum(self.states.values())

    @property
    def closed(self) -> int:
        """Orders that ended, one way or another."""
        return sum(self.states.get(state.value, 0) for state in OVER)

    def as_json(self) -> dict[str, Any]:
        """The counts by the names that scripts rely on."""
        kinds = self.kinds
        return {
            "orders": self.orders,
            "closed": self.closed,
            "facts": sum(kinds.values()),
            "packs": list(self.packs),
            "emergencies": kinds.get("EmergencyDeclared", 0),
            "returns": kinds.get("ReturnRequested", 0),
            "designations": kinds.get("Designated", 0),
            "reworks": kinds.get("ReworkOrdered", 0),
            "unreachable": kinds.get("Unreachable", 0),
            "fallbacks": kinds.get("TerritorialFallback", 0),
            "force_majeure": kinds.get("ForceMajeureClaimed", 0),
            "extensions": {
                "approved": kinds.get("ExtensionApproved", 0),
                "rejected": kinds.get("ExtensionRejected", 0),
                "silent": kinds.get("ExtensionLapsed", 0),
            },
            "supervision": {
                level.name: self.levels.get(level.value, 0) for level in Level if level
            },
            "by_timer": {
                name.value: {
                    "armed": self.armed.get(name, 0),
                    "lapsed": self.lapsed.get(name, 0),
                }
                for name in SHOWN
            },
        }


async def tally_of(engine: AsyncEngine) -> DemonstrationTally:
    """Count what stands in the tables."""
    async with engine.connect() as connection:
        punctuality: dict[str, dict[str, PunctualShare]] = {}
        for owner, name, judged, in_time in await connection.execute(PUNCTUALITY):
            share = PunctualShare(judged=judged, in_time=in_time)
            punctuality.setdefault(owner, {})[name] = share
        return DemonstrationTally(
            kinds=await _counts(connection, KINDS),
            states=await _counts(connection, STATES),
            packs=tuple(await connection.scalars(PACKS)),
            levels=await _counts(connection, LEVELS),
            armed=await _counts(connection, ARMED),
            lapsed=await _counts(connection, LAPSED),
            refused=await connection.scalar(REFUSED) or 0,
            punctuality=punctuality,
        )


async def _counts(connection: AsyncConnection, statement: Any) -> dict[Any, int]:
    found = await connection.execute(statement)
    return {row[0]: row[1] for row in found}
