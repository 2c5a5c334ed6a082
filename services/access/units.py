"""Rights that concern a unit: one's own, with those below it (6.1)."""

from sqlalchemy import func, select

from services.access.principal import Principal
from services.access.rights import MayNot, Right, Scope, Scopes, require
from store.unit_of_work import Source, reading


async def require_for_unit(
    principal: Principal, source: Source, right: Right, unit: str | None
) -> Scopes:
    """Insist on a right for a unit, which may be below one's own; says how far it reaches.

    Raises MayNot, and NobodyNamed where nobody is named."""
    try:
        return require(principal, right, unit=unit)
    except MayNot:
        scopes = require(principal, right)
        if Scope.BELOW in scopes and await _is_below(source, unit, principal.unit):
            return scopes
        raise


async def own_units(principal: Principal, source: Source) -> frozenset[str]:
    """The unit of a principal, and those that it has taken the place of."""
    async with reading(source) as connection:
        found = await connection.scalars(select(func.unit_and_before(principal.unit)))
        return frozenset(found) - {""}


async def _is_below(source: Source, unit: str | None, own: str) -> bool:
    async with reading(source) as connection:
        return unit in await connection.scalars(select(func.units_below(own)))
