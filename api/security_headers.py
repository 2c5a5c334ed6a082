"""What every answer tells a browser: to show it within no other page, to fetch nothing for it from
elsewhere, and to keep no copy."""

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.served_names import host_named
from services.installation.front_window import OF_THIS_MACHINE

EVERYWHERE: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    # Browsers from before frame-ancestors.
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # By `no-referrer` a browser would hide from us too that a form is one of our own.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cache-Control": "no-store",
}
"""An answer that says otherwise itself, such as a style sheet of how long it may be kept, is left
as it is."""
TLS_ONLY: Final = "Strict-Transport-Security"
A_YEAR: Final = "max-age=31536000"
"""For so long a browser asks this name by TLS and no other way, whatever a link says."""


class SecurityHeaders:
    """Adds to every answer what it tells a browser."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add to its answer."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in EVERYWHERE.items():
                    headers.setdefault(name, value)
                # Of an answer without TLS no browser may believe it. Of a machine's own name it
                # would be believed for whatever else is served there.
                if scope["scheme"] == "https" and host_named(scope) not in OF_THIS_MACHINE:
                    headers.setdefault(TLS_ONLY, A_YEAR)
            await send(message)

        return await self.app(scope, receive, guarded)
