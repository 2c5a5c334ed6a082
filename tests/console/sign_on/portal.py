"""A city's portal of the tests' own: a provider (OpenID Connect) that a test lets say anything."""

import asyncio
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import uvicorn
from joserfc import jwt
from joserfc.jwk import Key, KeySet, RSAKey
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from policies.sign_on_mapping import SignOnMapping
from services.sign_on.provider import Provider
from services.sign_on.registration import Registration
from tests.hotline import comes_true

CLIENT, SECRET = "paidan", "a secret & of the portal"
CONSOLE = "https://window"
BEGINNING = "/sign-in/with-the-city"
BACK = f"{CONSOLE}{BEGINNING}/back"
KEY = RSAKey.generate_key(2048, {"kid": "first"})
Claims = dict[str, Any]


def signed(claims: Claims, key: Key = KEY, algorithm: str = "RS256", **header: Any) -> str:
    """A token as the portal signs it, unless something else is said."""
    said = {"alg": algorithm, "kid": key.kid, **header}
    return jwt.encode(said, claims, key, [algorithm])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a browser is sent to the portal with."""

    state: str
    nonce: str
    challenge: str
    said: dict[str, str]


def asked_of(reply: httpx.Response) -> Asked:
    """With what the console sends a browser to the portal."""
    assert reply.status_code == 303, reply.text
    query = parse_qs(urlsplit(reply.headers["location"]).query)
    said = {name: values[0] for name, values in query.items()}
    return Asked(
        state=said["state"], nonce=said["nonce"], challenge=said["code_challenge"], said=said
    )


@dataclass(slots=True)
class Portal:
    """The portal: whom it names in which words is the test's to say."""

    issuer: str
    keys: list[Key] = field(default_factory=lambda: [KEY])
    document: Claims = field(default_factory=dict)
    """What its own document says otherwise."""
    sign: Callable[[Claims], str] = signed
    away: bool = False
    lax: bool = False
    """Whether a code is good twice, and for whoever brings it."""
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    """Until it is set questions are taken and not answered."""
    asked: list[str] = field(default_factory=list)
    """The paths that it was asked, in order."""
    codes: dict[str, tuple[Asked, Claims]] = field(default_factory=dict)

    def as_new(self) -> "Portal":
        """The same portal, of which nothing odd was asked yet."""
        self.keys, self.document, self.sign = [KEY], {}, signed
        self.away = self.lax = False
        self.answers.set()
        self.asked.clear()
        self.codes.clear()
        return self

    def provider(self, mapping: SignOnMapping) -> Provider:
        """The portal as the console knows it, whose memory is empty."""
        return Provider(
            Registration(
                issuer=self.issuer,
                client_id=CLIENT,
                client_secret=SecretStr(SECRET),
                console=CONSOLE,
                label="",
                mapping=mapping,
            )
        )

    def lets_in(self, asked: Asked, subject: str, **claims: Any) -> str:
        """Let a human in, of whom this is said; the address that his browser is sent back to."""
        code = secrets.token_urlsafe()
        self.codes[code] = (asked, {"sub": subject, **claims})
        return f"{BACK}?{urlencode({'code': code, 'state': asked.state})}"

    def app(self) -> Starlette:
        """What it answers."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._document),
                Route("/keys", self._keys),
                Route("/token", self._token, methods=["POST"]),
                Route("/moved", self._moved, methods=["POST"]),
                Route("/elsewhere", self._token, methods=["GET", "POST"]),
            ]
        )

    async def _document(self, request: Request) -> Response:
        await self.answers.wait()
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/leave",
            **self.document,
        }
        return self._answer(request, said)

    async def _keys(self, request: Request) -> Response:
        return self._answer(request, dict(KeySet(self.keys).as_dict()))

    async def _moved(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        return Response(status_code=307, headers={"Location": f"{self.issuer}/elsewhere"})

    async def _token(self, request: Request) -> Response:
        said = {name: str(value) for name, value in (await request.form()).items()}
        asked, claims = self.codes.get(said["code"], (None, {}))
        if not self.lax:
            self.codes.pop(said["code"], None)
        verifier = sha256(said["code_verifier"].encode()).digest()
        challenge = urlsafe_b64encode(verifier).decode().rstrip("=")
        if asked is None or not (self.lax or challenge == asked.challenge):
            return self._answer(request, {"error": "invalid_grant"}, 400)
        assert (said["redirect_uri"], said["grant_type"]) == (BACK, "authorization_code")
        return self._answer(request, {"id_token": self.sign(self._said(asked, claims))})

    def _said(self, asked: Asked, claims: Claims) -> Claims:
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": CLIENT, "nonce": asked.nonce, "iat": now}
        said = {**usual, "exp": now + 300, **claims}
        return {name: value for name, value in said.items() if value is not None}

    def _answer(self, request: Request, said: Claims, status: int = 200) -> Response:
        self.asked.append(request.url.path)
        return Response(status_code=503) if self.away else JSONResponse(said, status)


@asynccontextmanager
async def open_portal() -> AsyncIterator[Portal]:
    """Open a portal in this loop."""
    portal = Portal("")
    server = uvicorn.Server(uvicorn.Config(portal.app(), port=0, log_config=None))

    async def is_open() -> bool:
        return server.started

    serving = asyncio.create_task(server.serve())
    try:
        await comes_true(is_open)
        (listening,) = server.servers[0].sockets
        portal.issuer = f"http://127.0.0.1:{listening.getsockname()[1]}"
        yield portal
    finally:
        portal.answers.set()
        server.should_exit = True
        await serving
