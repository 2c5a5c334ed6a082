"""The city's provider: what its own document says of it, its keys, and what it gives for a code."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar
from urllib.parse import quote_plus

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet, OctKey, RSAKey

from services.sign_on.addresses import is_fit_address
from services.sign_on.provider_http import AskedInVain, ProviderAway, fetched, posted
from services.sign_on.registration import Registration

DOCUMENT: Final = "/.well-known/openid-configuration"
KEPT_S: Final = 600.0
"""For so long what the provider publishes is not asked for again."""
AGAIN_S: Final = 30.0
"""A key that is not known is looked for again in a set that is older than this."""
SHORTEST_RSA: Final = 2048
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderDocument:
    """What a provider says of itself (OpenID Connect Discovery)."""

    authorization: str
    token: str
    keys: str
    end_session: str
    """Where people sign out of the provider; empty where there is no such place."""
    says_issuer: bool
    """Whether it says who it is whenever it sends somebody back (RFC 9207)."""
    secret_in_form: bool
    """Whether it wants our secret in the form, because it takes it in no header."""


class CodeRefused(PermissionError):
    """The provider gives nothing for a code."""


@dataclass(slots=True)
class _Published(Generic[T]):
    """What was fetched, for a while; however many want it at once, one asks."""

    fetch: Callable[[], Awaitable[T]]
    _had: tuple[float, T] | None = None
    _asking: asyncio.Task[T] | None = None

    async def get(self, longest_s: float) -> T:
        """What is not older than this; raises ProviderAway."""
        if self._had is not None and time.monotonic() - self._had[0] < longest_s:
            return self._had[1]
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._fetched())
        # Whoever goes away meanwhile takes the answer from nobody else.
        return await asyncio.shield(self._asking)

    async def _fetched(self) -> T:
        found = await self.fetch()
        self._had = (time.monotonic(), found)
        return found


@dataclass(slots=True)
class Provider:
    """The provider of one city, asked only when somebody wants to sign in with it."""

    registration: Registration
    _document: _Published[ProviderDocument] = field(init=False, repr=False)
    _keys: _Published[KeySet] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._document = _Published(self._read_document)
        self._keys = _Published(self._read_keys)

    async def document(self) -> ProviderDocument:
        """What the provider says of itself; raises ProviderAway."""
        return await self._document.get(KEPT_S)

    async def keys(self, *, anew: bool = False) -> KeySet:
        """The keys that the provider signs with; raises ProviderAway.

        Looked for anew, they are asked for again unless they just were."""
        return await self._keys.get(AGAIN_S if anew else KEPT_S)

    async def id_token(self, code: str, verifier: str) -> str:
        """What the provider says of whoever brought a code.

        Raises ProviderAway and CodeRefused."""
        document, known = await self.document(), self.registration
        said = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": known.back,
            "code_verifier": verifier,
        }
        secret = known.client_secret.get_secret_value()
        auth = None
        if document.secret_in_form:
            said |= {"client_id": known.client_id, "client_secret": secret}
        else:
            # Both are written as in a form first (RFC 6749, 2.3.1).
            auth = httpx.BasicAuth(quote_plus(known.client_id), quote_plus(secret))
        try:
            answer = await posted(document.token, said, auth)
        except AskedInVain as no:
            raise CodeRefused from no
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise CodeRefused
        return token

    async def _read_document(self) -> ProviderDocument:
        issuer = self.registration.issuer
        said = await fetched(f"{issuer.rstrip('/')}{DOCUMENT}")
        if said.get("issuer") != issuer:
            raise ProviderAway("of another issuer")
        methods = said.get("token_endpoint_auth_methods_supported")
        in_form = isinstance(methods, list) and "client_secret_basic" not in methods
        return ProviderDocument(
            authorization=_address(said, "authorization_endpoint"),
            token=_address(said, "token_endpoint"),
            keys=_address(said, "jwks_uri"),
            end_session=(
                _address(said, "end_session_endpoint") if "end_session_endpoint" in said else ""
            ),
            says_issuer=said.get("authorization_response_iss_parameter_supported") is True,
            secret_in_form=in_form,
        )

    async def _read_keys(self) -> KeySet:
        said = (await fetched((await self.document()).keys)).get("keys")
        if not isinstance(said, list):
            raise ProviderAway("no keys")
        return KeySet([key for one in said if (key := _public_key(one)) is not None])


def _address(said: dict[str, Any], name: str) -> str:
    address = said.get(name)
    if not isinstance(address, str) or not is_fit_address(address):
        raise ProviderAway(f"no {name}")
    return address


def _public_key(said: Any) -> Key | None:
    """A key that a signature can be held against; None for any other, such as a shared secret."""
    if not isinstance(said, dict) or said.get("use", "sig") != "sig":
        return None
    try:
        key = JWKRegistry.import_key(said)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    if isinstance(key, OctKey):
        return None
    return None if isinstance(key, RSAKey) and key.public_key.key_size < SHORTEST_RSA else key
