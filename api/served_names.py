"""Only what is meant for this window is answered: a request names the host that it is sent to.

A page of anywhere may let its own name lead to this machine's address; to the browser our answers
would then be that page's own."""

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send


class NotServedHere(PermissionError):
    """A request names a host that is not one of ours."""


class ServedNames:
    """Answers only requests that name a host of ours."""

    def __init__(self, app: ASGIApp, answers_to: Callable[[str], bool]) -> None:
        self.app, self.answers_to = app, answers_to

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; raises NotServedHere."""
        if scope["type"] == "http" and not self.answers_to(host_named(scope)):
            raise NotServedHere
        await self.app(scope, receive, send)


def host_named(scope: Scope) -> str:
    """The host that a request names, without its port; empty where there is none or no sense."""
    try:
        return urlsplit(f"//{Headers(scope=scope).get('Host', '')}").hostname or ""
    except ValueError:
        return ""
