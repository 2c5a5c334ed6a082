"""Break-glass as it is shown: all of it to the three administrators, what is open to everybody."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.vocabulary import Role
from policies.break_glass import break_glass_law
from services.access.principal import Principal
from services.access.rights import Right, require
from services.records import Records
from services.views import Instant
from store.accounts.break_glass import BreakGlass, break_glasses, open_break_glasses


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlassShown:
    """A break-glass: who asked for which post and why, who opened it, and until when."""

    id: int
    account: str
    administrator_role: Role
    person: str
    role: Role
    reason: str
    hours: int
    asked_at: Instant
    opened_by: str | None
    opened_at: Instant | None
    until: Instant | None
    shut_by: str | None
    shut_at: Instant | None
    waits: bool
    """Whether an administrator of another kind may open it still."""
    is_open: bool

    @classmethod
    def of(cls, one: BreakGlass, zone: ZoneInfo) -> "BreakGlassShown":
        """A break-glass with its instants as the city's clocks show them."""
        return cls(
            id=one.id,
            account=one.account,
            administrator_role=one.administrator_role,
            person=one.person,
            role=one.role,
            reason=one.reason,
            hours=one.hours,
            asked_at=one.asked_at.astimezone(zone),
            opened_by=one.opened_by,
            opened_at=one.opened_at and one.opened_at.astimezone(zone),
            until=one.until and one.until.astimezone(zone),
            shut_by=one.shut_by,
            shut_at=one.shut_at and one.shut_at.astimezone(zone),
            waits=one.waits,
            is_open=one.is_open,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPost:
    """A post that is open by a break-glass now, as everybody of the register is told."""

    id: int
    person: str
    account: str
    opened_by: str
    until: Instant


async def listed(principal: Principal, records: Records) -> tuple[BreakGlassShown, ...]:
    """What was asked for and what became of it, the newest first; raises MayNot and NobodyNamed."""
    require(principal, Right.OPEN_BREAK_GLASS)
    found = await break_glasses(records.engine, break_glass_law().waits)
    return tuple(BreakGlassShown.of(one, records.city.zone) for one in found)


async def open_posts(principal: Principal, records: Records) -> tuple[OpenPost, ...]:
    """The posts that are open now; raises MayNot and NobodyNamed."""
    require(principal, Right.READ_HEALTH)
    zone = records.city.zone
    return tuple(
        OpenPost(
            id=one.id,
            person=one.person,
            account=one.account,
            opened_by=one.opened_by,
            until=one.until.astimezone(zone),
        )
        for one in await open_break_glasses(records.engine, break_glass_law().waits)
        if one.opened_by is not None and one.until is not None
    )
