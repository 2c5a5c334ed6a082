"""The door of a city, and the humans who come to it: each with a browser that keeps cookies."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from services.accounts.first_accounts import begin_administration
from tests.api.window import DEMAND, visitor
from tests.hotline import comes_true

PASSWORD = "four words are long enough"
WAITS = (
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


@dataclass(slots=True)
class Human:
    """Somebody with a browser."""

    browser: httpx.AsyncClient
    username: str

    async def signs_in(self, password: str = PASSWORD, **more: str) -> httpx.Response:
        """Fill in the form at the door."""
        said = {"username": self.username, "password": password, **more}
        return await self.browser.post("/sign-in", data=said, headers=OWN_PAGE)

    async def says(self, path: str, **paper: Any) -> httpx.Response:
        """Send a paper from a page of ours."""
        headers = {**OWN_PAGE, "Idempotency-Key": str(uuid4())}
        return await self.browser.post(path, json=paper, headers=headers)

    async def fills_in(self, path: str, **said: str) -> httpx.Response:
        """Send one of our own forms."""
        page = await self.browser.get("/me", follow_redirects=True)
        data = {"form_word": hidden(page, "form_word"), **said}
        return await self.browser.post(path, data=data, headers=OWN_PAGE)

    async def registers(self) -> httpx.Response:
        """Write a demand down."""
        return await self.says("/orders", **DEMAND)

    async def is_in(self) -> bool:
        """Whether the door knows this browser."""
        return (await self.browser.get("/me")).status_code == httpx.codes.OK


def hidden(page: httpx.Response, name: str) -> str:
    """What a form of a page carries unseen."""
    return page.text.partition(f'name="{name}" value="')[2].partition('"')[0]


@dataclass(slots=True)
class Door:
    """The door, what is on record behind it, and the security administrator."""

    app: FastAPI
    engine: AsyncEngine
    leaving: AsyncExitStack = field(default_factory=AsyncExitStack)
    links: dict[str, str] = field(default_factory=dict)

    async def human(self, username: str) -> Human:
        """Somebody who comes to the door."""
        return Human(await self.leaving.enter_async_context(visitor(self.app)), username)

    async def administrator(self, username: str) -> Human:
        """One of the three, signed in."""
        human = await self.human(username)
        await self.chooses(human, self.links[username])
        assert (await human.signs_in()).status_code == httpx.codes.SEE_OTHER
        return human

    async def chooses(self, human: Human, link: str, password: str = PASSWORD) -> httpx.Response:
        """Choose a password by a link."""
        said = {"link": link, "password": password}
        return await human.browser.post("/choose-password", data=said, headers=OWN_PAGE)

    async def newcomer(self, security: Human, username: str, *posts: str) -> Human:
        """Somebody who was given an account, has chosen a password and signed in."""
        paper = {"username": username, "title": username, "posts": list(posts)}
        added = await security.says("/accounts", **paper)
        assert added.status_code == httpx.codes.CREATED, added.text
        human = await self.human(username)
        await self.chooses(human, added.json()["url"].partition("#")[2])
        assert (await human.signs_in()).status_code == httpx.codes.SEE_OTHER
        return human

    async def does(self, statement: str, **said: object) -> None:
        """Change what is on record: time passes there, or a hand that may not reaches in."""
        async with self.engine.begin() as connection:
            await connection.execute(text(statement), said)

    async def finds(self, question: str, **said: object) -> list[tuple[Any, ...]]:
        """Ask what is on record."""
        async with self.engine.connect() as connection:
            return [tuple(row) for row in await connection.execute(text(question), said)]

    async def somebody_waits(self) -> None:
        """Wait until somebody waits for what another one holds."""

        async def waits() -> bool:
            return await self.finds(WAITS) != []

        await comes_true(waits)


@asynccontextmanager
async def opened_door(app: FastAPI, engine: AsyncEngine) -> AsyncIterator[Door]:
    """The door of a city whose three administrators have been given their links."""
    links = {link.username: link.word for link in await begin_administration(engine)}
    async with AsyncExitStack() as leaving:
        yield Door(app, engine, leaving, links)
