"""Trying a law: the orders on record under another rulebook; nothing is written."""

from domain.law.pack import Pack
from policies.law import Law
from services.access.principal import Principal
from services.access.rights import Right, require
from services.records import Records
from services.trials.recorded_orders import InstantSpan, recorded_lives
from services.trials.what_if import Compared, compare


async def published_pack(principal: Principal, records: Records, name: str) -> Pack | None:
    """The edition of a pack that was published last, None if none ever was; raises MayNot."""
    require(principal, Right.TRY_LAW)
    return await records.laws.published(name)


async def with_published_years(principal: Principal, records: Records, pack: Pack) -> Law:
    """A pack with its calendar and every year that was published of it; raises MayNot."""
    require(principal, Right.TRY_LAW)
    return Law(pack=pack, calendar=await records.laws.calendar(pack.calendar))


async def orders_under(
    principal: Principal, records: Records, law: Law, span: InstantSpan
) -> tuple[Compared, ...]:
    """Every order that was born in a span, as it was and as it would be; raises MayNot."""
    require(principal, Right.TRY_LAW)
    lives = recorded_lives(records.engine, records.laws, span)
    return tuple([compare(life, law) async for life in lives])
