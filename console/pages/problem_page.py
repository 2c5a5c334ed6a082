"""A problem as a page: what happened, what to do, and the way back; never an error alone."""

from typing import Final

from fastapi import Request
from fastapi.responses import Response

from api.problem_table import ProblemTold
from console.pages.chrome import chrome_of
from console.pages.page import page, see_other
from console.pages.visitors import OWN, SECOND_FACTOR
from services.accounts.sessions import Visitor
from texts import subject

UNKNOWN: Final = 401
NOT_FOUND: Final = 404
LED_ELSEWHERE: Final = {"no_post_chosen": OWN, "second_factor_owed": SECOND_FACTOR}
"""Problems that one's own pages solve."""
AS_IF_NOT_THERE: Final = frozenset({"role_may_not", "unknown_order"})
"""What one may not see looks like what is not there (criterion 26)."""
DATABASE: Final = "database_unavailable"


async def told_as_page(request: Request, told: ProblemTold) -> Response:
    """Tell a problem to whoever asks for pages; a part of a page is told in a part."""
    if told.code in LED_ELSEWHERE and request.method == "GET":
        return see_other(LED_ELSEWHERE[told.code])
    await _frame(request, told)
    template = "problem_part.html" if "HX-Request" in request.headers else "problem.html"
    absent = told.code in AS_IF_NOT_THERE or told.status == NOT_FOUND
    status = NOT_FOUND if told.code in AS_IF_NOT_THERE else told.status
    return page(request, template, status, told=told, token=_token(told), absent=absent)


def _token(told: ProblemTold) -> str:
    """The token of what is said; of what has no words of its own, that something went wrong."""
    if told.status == UNKNOWN:
        return "console.problem.sign_in_first"
    for name in ("problems", "refusals"):
        if told.code in subject(name) and not subject(name)[told.code].values:
            return f"{name}.{told.code}"
    return "console.problem.unnamed"


async def _frame(request: Request, told: ProblemTold) -> None:
    """Put the frame around it where somebody signed in and the database answers."""
    asker = getattr(request.state, "asker", None)
    framed = hasattr(request.state, "chrome")
    if isinstance(asker, Visitor) and not framed and told.code != DATABASE:
        request.state.chrome = await chrome_of(request, request.app.state.office, asker)
