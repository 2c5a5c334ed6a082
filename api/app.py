"""The front window: papers in, answers and refusals out, and the questions of those who may ask."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute

from api import (
    accounts,
    assessment,
    attachments,
    break_glass,
    bulk,
    catalogue,
    changes,
    city,
    commands,
    drafts,
    exports,
    health,
    held_acts,
    inbox,
    knowledge,
    ledgers,
    live,
    looks,
    missed_calls,
    orders,
    papers,
    saved_views,
    similar,
    units,
)
from api.door import FrontDoor
from api.limits import BodyLimit
from api.problems import ProblemPage, answer_problems
from api.request_context import RequestContext
from api.security_headers import SecurityHeaders
from api.served_names import ServedNames
from services.installation.front_window import THIS_MACHINE, WindowAddress
from services.office import Office
from texts import glossed, zh

DESCRIPTION = f"""{zh("openapi.title")} · a city's 12345 hotline.
One endpoint per command, by the rulebook's names. Every POST carries `Idempotency-Key`;
every error is problem+json."""


def build(
    open_office: Callable[[], AbstractAsyncContextManager[Office]],
    pages: Sequence[BaseRoute] = (),
    window: WindowAddress = THIS_MACHINE,
    problem_page: ProblemPage | None = None,
) -> FastAPI:
    """Build the application around an office: the database, Temporal, and the law in force; the
    console's pages stand before the API, where both have the same address, and a page tells of a
    problem to whoever asks for pages. It answers to the names of its window and to no other."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_office() as office:
            app.state.office = office
            try:
                yield
            finally:
                await office.live.close()

    # The framework's own pages fetch scripts from the internet, which an office does not have.
    app = FastAPI(
        title=glossed("openapi.title"),
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.window = window
    app.state.problem_page = problem_page
    app.add_middleware(BodyLimit)
    app.add_middleware(FrontDoor)
    app.add_middleware(ServedNames, answers_to=window.answers_to)
    answer_problems(app)
    app.add_middleware(RequestContext)
    app.add_middleware(SecurityHeaders)
    app.router.routes += [*pages, *_routes()]
    return app


@cache
def _routes() -> list[BaseRoute]:
    """Every endpoint. To understand one takes the framework far longer than to answer it, so all
    applications of a process share what was understood."""
    window = APIRouter()
    orders_first = (health, similar, commands, orders, ledgers)
    for part in (
        *orders_first,
        missed_calls,
        units,
        knowledge,
        catalogue,
        assessment,
        city,
        accounts,
        break_glass,
        changes,
        looks,
        exports,
        held_acts,
        live,
        drafts,
        inbox,
        attachments,
        papers,
        bulk,
        saved_views,
    ):
        window.include_router(part.router)
    return window.routes
