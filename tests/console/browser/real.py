"""A real browser before the console: it fails its test on whatever a user's browser would mind."""

import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright

from tests.browsers import NO_BROWSER
from tests.console.door import PASSWORD

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
FLAGS: Final = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
HOW_MANY: Final = re.compile(r"status of (\d+)")
SERIOUS: Final = ("serious", "critical")


@asynccontextmanager
async def one_browser() -> AsyncIterator[Browser]:
    """The machine's Chromium; where there is none a test is skipped, and fails where CI runs."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_BROWSER)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        await browser.close()


@dataclass
class Seat:
    """Somebody before a browser of his own."""

    page: Page
    address: str
    answers: set[int] = field(default_factory=set)
    """What may be refused here: a browser notes every such answer among its errors."""
    minded: list[str] = field(default_factory=list)

    async def opens(self, path: str) -> None:
        """Go to an address of the console."""
        await self.page.goto(self.address + path)

    async def signs_in(self, username: str) -> None:
        """Fill in the form at the door."""
        await self.opens("/sign-in")
        await self.page.fill("#username", username)
        await self.page.fill("#password", PASSWORD)
        await self.page.click("button.main")

    async def keys(self, *pressed: str) -> None:
        """Press keys one after another."""
        for key in pressed:
            await self.page.keyboard.press(key)

    async def current(self) -> str:
        """The number of the row that is the current one; empty where none is."""
        row = self.page.locator("[data-row].cur")
        return str(await row.get_attribute("data-row")) if await row.count() else ""

    async def numbers(self) -> list[str]:
        """The numbers of the rows, from above."""
        rows = await self.page.locator("[data-row]").all()
        return [str(await row.get_attribute("data-row")) for row in rows]

    async def faults_by_axe(self) -> list[str]:
        """What hinders people, as axe finds it; a moment later where a colour is still moving."""
        found = (await Axe().run(self.page)).response["violations"]
        return [
            f"{one['id']}: {node['html'][:120]}"
            for one in found
            if one["impact"] in SERIOUS
            for node in one["nodes"]
        ]

    async def is_too_wide(self) -> bool:
        """Whether the page scrolls sideways."""
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        return bool(await self.page.evaluate(wide))

    def minds(self, message: ConsoleMessage) -> None:
        """Note what the browser says, but refusals that are meant."""
        status = HOW_MANY.search(message.text)
        if not (status and int(status[1]) in self.answers):
            self.minded.append(f"{message.type}: {message.text}")

    def asks(self, request: Request) -> None:
        """Note a request that leaves this address."""
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.minded.append(f"off the host: {request.url}")


@asynccontextmanager
async def seated(browser: Browser, address: str, **context: Any) -> AsyncIterator[Seat]:
    """A browser of one's own; whatever it minded fails the test at the end."""
    opened = await browser.new_context(locale="zh-CN", **context)
    seat = Seat(await opened.new_page(), address)
    seat.page.on("console", seat.minds)
    seat.page.on("pageerror", lambda error: seat.minded.append(str(error)))
    seat.page.on("request", seat.asks)
    try:
        yield seat
        if seat.minded:
            pytest.fail("\n".join(seat.minded))
    finally:
        await opened.close()
