"""The list of orders, for whoever reads some: filters, sorting and page stand in its address."""

import re
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from api.dependencies import OfficeOf
from api.people import NamedOf
from console.pages.list_question import QuestionOf
from console.pages.page import page, see_other
from console.pages.page_route import page_router
from domain.vocabulary import UNIT_FILES, ItemType, State, Urgency
from services.orders.desk_list import Sorting, list_for_desk
from services.register.units import list_units

router = page_router()
ON_A_PAGE: Final = 30
WHOLE_NUMBER: Final = re.compile(r"[A-Za-z0-9-]{0,16}\d{8}-\d{6,12}")
STATES: Final = tuple(state for state in State if state not in UNIT_FILES)


@router.get("/orders")
async def orders(
    request: Request, office: OfficeOf, principal: NamedOf, question: QuestionOf
) -> Response:
    """Orders that this reader sees, the most pressing first; a whole number leads to its order."""
    if question.number and WHOLE_NUMBER.fullmatch(question.number):
        return see_other(f"/orders/{question.number}")
    found = await list_for_desk(
        principal, office, question.wanted, question.sort, limit=ON_A_PAGE, page=question.page
    )
    return page(
        request,
        "orders.html",
        question=question,
        found=found,
        states=STATES,
        types=tuple(ItemType),
        urgencies=tuple(Urgency),
        sortings=tuple(Sorting),
        units=await list_units(principal, office),
    )
