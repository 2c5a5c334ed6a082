"""Missed calls over the API: written down, called back, and listed without anybody's number."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.dependencies import OfficeOf
from api.people import NamedOf, PrincipalOf
from api.problems import problems
from services.register.missed_calls import (
    CallBackOutcome,
    CallMissed,
    MissedCallShown,
    list_missed_calls,
    record_call_back,
    record_missed_call,
)
from services.submission.command_json import CODE, Code, Text
from texts import glossed, zh

router = APIRouter(tags=[glossed("openapi.calls")], responses=problems(401, 403, 404, 409))
MOST = 500
Reference = Annotated[
    str, Path(min_length=1, max_length=64, pattern=CODE, description=zh("openapi.call_reference"))
]


class _CallSaid(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class SaidMissed(_CallSaid):
    """A call that nobody picked up; of the number a digest is kept, and nothing else."""

    reference: Annotated[Code, Field(min_length=1)]
    phone: Text
    rang_at: AwareDatetime
    line: Code = "12345"
    queue: Code = ""


class SaidCallBack(_CallSaid):
    """What came of calling back, and when that was; None: now."""

    outcome: CallBackOutcome
    called_at: AwareDatetime | None = None


class CallsMissed(BaseModel):
    """The latest missed calls, without their callers."""

    missed: tuple[MissedCallShown, ...]


@router.post("/missed-calls")
async def missed(said: SaidMissed, office: OfficeOf, principal: NamedOf) -> MissedCallShown:
    """Write a missed call down; the same one again changes nothing."""
    return await record_missed_call(principal, office, CallMissed(**said.model_dump()))


@router.post("/missed-calls/{reference}/call-backs")
async def called_back(
    reference: Reference, said: SaidCallBack, office: OfficeOf, principal: NamedOf
) -> MissedCallShown:
    """Somebody called back; every earlier missed call of that caller is settled."""
    return await record_call_back(principal, office, reference, said.outcome, said.called_at)


@router.get("/missed-calls")
async def listed(
    office: OfficeOf,
    principal: PrincipalOf,
    only_open: Annotated[bool, Query(alias="open")] = False,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> CallsMissed:
    """The latest missed calls, or those that nobody has called back."""
    found = await list_missed_calls(principal, office, only_open=only_open, most=limit)
    return CallsMissed(missed=found)
