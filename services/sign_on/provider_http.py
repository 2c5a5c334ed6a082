"""Asking the city's provider: briefly, no more than is believed to come, and nobody else.

No redirect is followed and no proxy of the environment asked: what the provider's own document
names is asked, at that address."""

import asyncio
import json
import ssl
from functools import cache
from typing import Any, Final

import httpx

TIMEOUT: Final = httpx.Timeout(5.0)
"""For each of: to connect, to send, and between two pieces of an answer."""
ALTOGETHER_S: Final = 10
LONGEST: Final = 256 * 1024
"""Of bytes in an answer: a set of forty keys takes a third of it."""


class ProviderAway(ConnectionError):
    """The provider does not answer, or not so that it is understood."""


class AskedInVain(PermissionError):
    """The provider understood what was asked, and says no."""


async def fetched(url: str) -> dict[str, Any]:
    """What the provider publishes at an address; raises ProviderAway."""
    try:
        return await _asked("GET", url)
    except AskedInVain as no:
        raise ProviderAway from no


async def posted(url: str, said: dict[str, str], auth: httpx.Auth | None) -> dict[str, Any]:
    """What the provider answers to a form; raises ProviderAway and AskedInVain."""
    return await _asked("POST", url, said, auth)


async def _asked(
    method: str, url: str, said: dict[str, str] | None = None, auth: httpx.Auth | None = None
) -> dict[str, Any]:
    headers = {"Accept": "application/json"}
    try:
        async with (
            asyncio.timeout(ALTOGETHER_S),
            httpx.AsyncClient(
                timeout=TIMEOUT, trust_env=False, follow_redirects=False, verify=_trusted()
            ) as http,
            http.stream(method, url, data=said, auth=auth, headers=headers) as answer,
        ):
            content = await _at_most(answer, LONGEST)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as away:
        # The error itself may quote what was sent.
        raise ProviderAway(type(away).__name__) from None
    return _understood(answer.status_code, content)


async def _at_most(answer: httpx.Response, most: int) -> bytes:
    content = bytearray()
    async for piece in answer.aiter_bytes():
        content += piece
        if len(content) > most:
            raise ProviderAway("too long")
    return bytes(content)


def _understood(status: int, content: bytes) -> dict[str, Any]:
    if 400 <= status < 500:
        raise AskedInVain(str(status))
    if status != httpx.codes.OK:
        raise ProviderAway(str(status))
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise ProviderAway("no JSON") from None
    if not isinstance(said, dict):
        raise ProviderAway("no JSON object")
    return said


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities that this machine trusts: a city's own is added there, by the system's own
    means."""
    return ssl.create_default_context()
