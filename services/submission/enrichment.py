"""What the counter does before it receives a paper: hold it against the registers, complete it."""

from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.chapters.caller.commands import Persuade
from domain.chapters.dispatch.commands import Designate, Dispatch
from domain.chapters.intake.commands import Answer, Reclassify, Register
from domain.chapters.together.commands import Merge, SetHosts, Split, SubDispatch
from domain.chapters.units.commands import OpenUnitFile
from services.submission.caller_conduct import by_the_caller
from services.submission.citations import require_citable
from services.submission.dispatch_catalogue import by_the_catalogue
from services.submission.order_references import require_named_orders
from services.submission.unit_references import by_the_register
from store.commands.stamping import was_asked
from store.commands.stored import Request

NAMES_SOMETHING: Final = (
    *(Register, Reclassify, Dispatch, SubDispatch, Designate, SetHosts, OpenUnitFile),
    *(Merge, Split, Answer, Persuade),
)
"""The papers that name an order, a unit, an entry or a caller which a register knows."""


async def completed(
    engine: AsyncEngine, request: Request, number: str = "", offset: timedelta = timedelta()
) -> Request:
    """Check and complete a paper; one that was handed in before has its answer, whatever the
    registers say by now.

    Raises BadPaper, UnfitUnit and NotInForce; nothing is stored then."""
    if not isinstance(request.command, NAMES_SOMETHING) or await was_asked(engine, request):
        return request
    await require_named_orders(engine, request.command)
    await require_citable(engine, number, request.command)
    request = await by_the_register(engine, request, number)
    request = await by_the_caller(engine, request, number)
    return await by_the_catalogue(engine, request, number, offset)
