"""The id token: what the provider says of a human, believed only as OpenID Connect lets us."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry

from services.sign_on.provider import Provider

ALGORITHMS: Final = ("RS256", "PS256", "ES256", "ES384", "Ed25519")
"""Signatures that only the provider can make. What is made with a secret that we share with it, or
with none, is no signature of its."""
DRIFT: Final = timedelta(minutes=1)
"""By which the provider's clock may be late or early."""
OLDEST: Final = timedelta(minutes=10)
"""A token was made for a sign-in that began no longer ago."""


class BadToken(ValueError):
    """A token is not the provider's, or not for this sign-in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the token of one sign-in must say."""

    nonce: str = field(repr=False)
    now: datetime


async def believed(provider: Provider, token: str, expected: Expected) -> Mapping[str, Any]:
    """The claims of a token that the provider signed for this sign-in.

    Raises BadToken and ProviderAway."""
    try:
        claims = await _signed_claims(provider, token)
        _registry(provider, expected).validate(claims)
    except (JoseError, ValueError, TypeError, OverflowError):
        # The error may quote the token.
        raise BadToken from None
    _require_ours(claims, provider.registration.client_id)
    if claims["iat"] < (expected.now - OLDEST - DRIFT).timestamp():
        raise BadToken
    return claims


async def _signed_claims(provider: Provider, token: str) -> dict[str, Any]:
    # Further words of a header, which a provider may add, say nothing that is believed.
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    try:
        return jwt.decode(token, await provider.keys(), ALGORITHMS, registry).claims
    except InvalidKeyIdError:
        # The provider has changed its keys since.
        anew = await provider.keys(anew=True)
        return jwt.decode(token, anew, ALGORITHMS, registry).claims


def _registry(provider: Provider, expected: Expected) -> JWTClaimsRegistry:
    known = provider.registration
    return JWTClaimsRegistry(
        now=int(expected.now.timestamp()),
        leeway=int(DRIFT.total_seconds()),
        iss={"essential": True, "value": known.issuer},
        sub={"essential": True},
        aud={"essential": True, "value": known.client_id},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": expected.nonce},
    )


def _require_ours(claims: Mapping[str, Any], client_id: str) -> None:
    """Insist that a token was made for us, where it is for several (`azp`); raises BadToken."""
    audiences = claims["aud"]
    several = isinstance(audiences, list) and len(audiences) > 1
    if ("azp" in claims or several) and claims.get("azp") != client_id:
        raise BadToken
