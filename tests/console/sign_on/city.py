"""A city with a portal, and what the door's log says of whoever came by it."""

from dataclasses import dataclass, replace
from typing import Any

import httpx
from fastapi import FastAPI

from policies.sign_on_mapping import SignOnMapping
from services.accounts.asked_factor import AskedFactor
from services.sign_on.provider import Provider
from tests.console.door import Door, Human
from tests.console.sign_on.portal import BEGINNING, Portal, asked_of

PLAIN = SignOnMapping(provider="city-portal")
LOG = "SELECT event, account, by, detail FROM access_log ORDER BY id DESC LIMIT 1"
REFUSED = "sign_in_refused"


@dataclass(slots=True, kw_only=True)
class SignOnCity:
    """A city whose people may come by its portal."""

    app: FastAPI
    door: Door
    security: Human
    portal: Portal

    def maps(
        self, mapping: SignOnMapping = PLAIN, factor: AskedFactor = AskedFactor.NOBODY
    ) -> Provider:
        """Set the console up for the portal with this mapping; it has asked nothing yet."""
        provider = self.portal.provider(mapping)
        office = self.app.state.office
        self.app.state.office = replace(office, sign_on=provider, second_factor=factor)
        return provider

    async def linked(self, username: str, *posts: str) -> Human:
        """Somebody with an account that the security administrator has linked, at a browser that
        nobody is signed in at."""
        paper = {"username": username, "title": username, "posts": list(posts)}
        added = await self.security.says("/accounts", **paper)
        assert added.status_code == httpx.codes.CREATED, added.text
        done = await self.links(username, f"sub-{username}")
        assert done.status_code == httpx.codes.OK, done.text
        return await self.door.human(username)

    async def links(self, username: str, subject: str) -> httpx.Response:
        """Let the security administrator link an account."""
        path = f"/accounts/{username}/sign-on/link"
        return await self.security.says(path, subject=subject)

    async def comes(self, human: Human, subject: str = "", **claims: Any) -> httpx.Response:
        """Let somebody come by the portal, which says this of him."""
        asked = asked_of(await human.browser.get(BEGINNING))
        subject = subject or f"sub-{human.username}"
        return await human.browser.get(self.portal.lets_in(asked, subject, **claims))

    async def last_note(self) -> tuple[str, str, str, dict[str, Any]]:
        """The last entry of the door's log: the event, whose account, by whom, and its detail."""
        [(event, account, by, detail)] = await self.door.finds(LOG)
        return event, account, by, detail
