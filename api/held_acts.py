"""Held acts: those of whoever asks that still wait, and taking one back."""

import uuid

from fastapi import APIRouter

from api.dependencies import OfficeOf
from api.people import NamedOf
from api.problems import problems
from services.orders.holding import HeldActShown, own_held_acts, take_back
from texts import glossed

router = APIRouter(tags=[glossed("openapi.held_acts")], responses=problems(401, 403, 404, 409))


@router.get("/held-acts")
async def waiting(office: OfficeOf, principal: NamedOf) -> tuple[HeldActShown, ...]:
    """One's own acts that have not left yet."""
    return await own_held_acts(principal, office)


@router.post("/held-acts/{id}/take-back")
async def taken_back(id: uuid.UUID, office: OfficeOf, principal: NamedOf) -> HeldActShown:
    """Take one's own act back before it leaves; then nothing of it is on record."""
    return await take_back(principal, office, id)
