"""What may belong together: shown to those who may merge, and to nobody else.

What lies with another authority already is shown beside it; whether the demand is refused for that
is people's decision (AH-06, HD-13)."""

from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.commands import Number
from api.dependencies import OfficeOf
from api.people import ActorOf
from api.problems import Problem, refused
from domain.act import Actor, Refusal
from readmodel.orders.similar import Alike, Probe, database_time, probe_of, similar
from services.office import Office
from services.submission.command_json import Code, Text
from store.commands.settlement import UnknownOrder

router = APIRouter(tags=["orders 工单"])
MAY_ASK: Final = ("merge", "suggest_duplicate")
LISTS: Final = {"same_caller": "X:X13", "other_callers": "X:X14", "settled": "X:X15"}
RULES: Final = {**LISTS, "elsewhere": "AH-13"}
"""What each list rests on: the rule says what to do about its orders."""


class DemandInQuestion(BaseModel):
    """A demand that is not written down yet; nothing of it is stored."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    phone: Text | None = None
    id_number: Text | None = None
    demand: Text | None = None
    district: Code = ""
    anonymous: bool = False


@router.get("/orders/{number}/similar")
async def similar_to_order(number: Number, office: OfficeOf, actor: ActorOf) -> dict[str, Any]:
    """疑似重复: which orders may belong together with this one."""
    await _require_may_ask(office, actor)
    probe = await probe_of(office.engines.patient, number)
    if probe is None:
        raise UnknownOrder(number)
    return await _told(office, probe)


@router.post("/demands/similar")
async def similar_to_demand(
    demand: Annotated[DemandInQuestion, Field()], office: OfficeOf, actor: ActorOf
) -> dict[str, Any]:
    """疑似重复: the same question before a demand is registered; it needs no idempotency key."""
    await _require_may_ask(office, actor)
    said = demand.model_dump(include={"phone", "id_number", "demand"}, exclude_none=True)
    traces = office.counter.index.traces(said, anonymous=demand.anonymous)
    since = await database_time(office.engines.patient)
    return await _told(office, Probe(traces=traces, district=demand.district, since=since))


async def _told(office: Office, probe: Probe) -> dict[str, Any]:
    found = await similar(office.engines.patient, probe)
    lists = {name: getattr(found, name) for name in LISTS}
    told = {name: [_line(alike) for alike in alikes] for name, alikes in lists.items()}
    traces = probe.traces
    elsewhere = await office.others.matching(traces.digests, traces.grams)
    return {**told, "elsewhere": [asdict(case) for case in elsewhere], "rules": RULES}


def _line(alike: Alike) -> dict[str, Any]:
    born = alike.born_at.isoformat() if alike.born_at else None
    return {**asdict(alike), "born_at": born}


async def _require_may_ask(office: Office, actor: Actor) -> None:
    """AH-13, default: who may merge may see what could be merged; so may the matching system."""
    law = await office.laws.in_force(office.city.pack)
    if law is None:
        raise Problem(404, "unknown_pack", f"no rule pack is called {office.city.pack!r}")
    permissions = [law.pack.permission(name) for name in MAY_ASK]
    roles = {role for permission in permissions if permission for role in permission.roles}
    if actor.role not in roles:
        about = (actor.role, MAY_ASK[0])
        raise refused(Refusal(code="role_may_not", basis=("AH-13",), about=about))
