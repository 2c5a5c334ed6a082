"""What may belong together: shown to those who may merge, and to nobody else (AH-13).

What lies with another authority already is shown beside it; whether the demand is refused for that
is people's decision (AH-06, HD-13)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from readmodel.orders.similar import Alike, Probe, database_time, probe_of, similar
from services.access.orders import require_sees, seen_among
from services.access.principal import Principal
from services.access.rights import Right, require
from services.office import Office
from store.commands.settlement import UnknownOrder
from store.register.other_registers import OtherCase

RULES: Final[Mapping[str, str]] = {
    "same_caller": "X:X13",
    "other_callers": "X:X14",
    "settled": "X:X15",
    "elsewhere": "AH-13",
}
"""What each list rests on: the rule says what to do about its orders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandInQuestion:
    """A demand that is not written down yet; nothing of it is stored."""

    texts: Mapping[str, str]
    """Its telephone number, identity number and narrative, where they are told."""
    district: str = ""
    anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarFound:
    """What may belong to a demand, by the rule that says what to do about it."""

    same_caller: tuple[Alike, ...]
    other_callers: tuple[Alike, ...]
    settled: tuple[Alike, ...]
    elsewhere: tuple[OtherCase, ...]
    """What lies with another authority."""
    rules: Mapping[str, str]


async def similar_to_order(principal: Principal, office: Office, number: str) -> SimilarFound:
    """Which orders may belong together with this one; raises MayNot and UnknownOrder."""
    await _require_may_ask(principal, office)
    await require_sees(principal, office.engine, number)
    probe = await probe_of(office.engine, number)
    if probe is None:
        raise UnknownOrder(number)
    return await _found(principal, office, probe)


async def similar_to_demand(
    principal: Principal, office: Office, demand: DemandInQuestion
) -> SimilarFound:
    """The same question before a demand is registered; raises MayNot."""
    await _require_may_ask(principal, office)
    traces = office.counter.index.traces(dict(demand.texts), anonymous=demand.anonymous)
    since = await database_time(office.engine)
    return await _found(
        principal, office, Probe(traces=traces, district=demand.district, since=since)
    )


async def _found(principal: Principal, office: Office, probe: Probe) -> SimilarFound:
    found = await similar(office.engine, probe)
    seen = await _seen(
        principal, office, (*found.same_caller, *found.other_callers, *found.settled)
    )
    elsewhere = await office.others.matching(probe.traces.digests, probe.traces.grams)
    return SimilarFound(
        same_caller=_among(seen, found.same_caller),
        other_callers=_among(seen, found.other_callers),
        settled=_among(seen, found.settled),
        elsewhere=tuple(elsewhere),
        rules=RULES,
    )


async def _seen(principal: Principal, office: Office, found: Sequence[Alike]) -> frozenset[str]:
    """The numbers of those that whoever asks would be given by their number."""
    return await seen_among(principal, office.engine, [one.number for one in found])


def _among(seen: frozenset[str], found: tuple[Alike, ...]) -> tuple[Alike, ...]:
    return tuple(one for one in found if one.number in seen)


async def _require_may_ask(principal: Principal, office: Office) -> None:
    law = await office.law_in_force()
    require(principal, Right.FIND_SIMILAR, pack=law.pack)
