"""What the portal did not sign for this very sign-in is not believed: each forgery is refused, is
on record as such, and no word of it goes anywhere."""

import hmac
import json
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey
from joserfc.util import urlsafe_b64encode
from structlog.testing import capture_logs

from tests.console.sign_on.city import REFUSED, SignOnCity
from tests.console.sign_on.portal import CLIENT, KEY, SECRET, Claims, signed

OTHER = RSAKey.generate_key(2048, {"kid": "first"})
"""A key of somebody else, who calls it as the portal calls its own."""


def by_hand(claims: Claims, algorithm: str, sign: Callable[[bytes], bytes]) -> str:
    """A token as somebody makes it who is held back by no library."""
    header = json.dumps({"alg": algorithm, "kid": "first"}).encode()
    words = b".".join(map(urlsafe_b64encode, (header, json.dumps(claims).encode())))
    return b".".join((words, urlsafe_b64encode(sign(words)))).decode()


def with_secret(secret: bytes) -> Callable[[Claims], str]:
    """Signs with something that is known to others than the portal."""

    def sign(claims: Claims) -> str:
        return by_hand(claims, "HS256", lambda words: hmac.digest(secret, words, "sha256"))

    return sign


def altered(claims: Claims) -> str:
    """A token whose words were changed after it was signed."""
    head, _, rest = signed(claims).partition(".")
    words, _, signature = rest.partition(".")
    return ".".join((head, words[:-4] + "AAAA", signature))


FORGERIES: dict[str, Callable[[Claims], str]] = {
    "no signature": lambda claims: by_hand(claims, "none", lambda _: b""),
    "the public key as a secret": with_secret(KEY.as_pem(private=False)),
    "the published key as a secret": with_secret(json.dumps(KEY.as_dict(private=False)).encode()),
    "our secret": with_secret(SECRET.encode()),
    "an empty secret": with_secret(b""),
    "another's key": lambda claims: signed(claims, OTHER),
    "a key that nobody knows": lambda claims: signed(
        claims, RSAKey.generate_key(2048, {"kid": "x"})
    ),
    "an algorithm that is not taken": lambda claims: signed(claims, algorithm="RS512"),
    "changed words": altered,
    "no token at all": lambda _: "a.b.c",
    "nothing": lambda _: "",
}
FALSE: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://another.example"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "another"},
    "no audience": {"aud": None},
    "several audiences and not for us": {"aud": [CLIENT, "another"]},
    "several audiences and for another": {"aud": [CLIENT, "another"], "azp": "another"},
    "for another": {"azp": "another"},
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "expired": {"exp": int(time.time()) - 120},
    "no end": {"exp": None},
    "an end that is no instant": {"exp": "tomorrow"},
    "of long ago": {"iat": int(time.time()) - 3600},
    "of tomorrow": {"iat": int(time.time()) + 86_400},
    "not valid yet": {"nbf": int(time.time()) + 86_400},
    "of no instant": {"iat": None},
    "no subject": {"sub": None},
}


async def is_refused(city: SignOnCity, username: str, **claims: Any) -> None:
    """Somebody who is linked comes by a portal that lies, and is not let in."""
    human = await city.door.human(username)
    told = await city.comes(human, **claims)
    assert told.status_code == 401
    assert not await human.is_in()
    assert await city.last_note() == (REFUSED, "", "", {"sign_on": "bad_token"})


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_what_the_portal_did_not_sign_lets_nobody_in(city: SignOnCity, forgery: str) -> None:
    username = f"forged-{sha256(forgery.encode()).hexdigest()[:8]}"
    await city.linked(username, "seat-1")
    city.portal.sign = FORGERIES[forgery]
    await is_refused(city, username)


@pytest.mark.parametrize("false", FALSE)
async def test_what_the_portal_signed_for_something_else_lets_nobody_in(
    city: SignOnCity, false: str
) -> None:
    username = f"false-{sha256(false.encode()).hexdigest()[:8]}"
    await city.linked(username, "seat-1")
    await is_refused(city, username, **FALSE[false])


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        (KEY, "PS256"),
        (ECKey.generate_key("P-256", {"kid": "curve"}), "ES256"),
        (ECKey.generate_key("P-384", {"kid": "longer curve"}), "ES384"),
        (OKPKey.generate_key("Ed25519", {"kid": "edwards"}), "Ed25519"),
    ],
)
async def test_what_only_the_portal_can_sign_lets_in(
    city: SignOnCity, key: Key, algorithm: str
) -> None:
    username = f"signed-{algorithm}"
    human = await city.linked(username, "seat-1")
    city.portal.keys = [KEY, key] if key is not KEY else [KEY]
    city.portal.sign = lambda claims: signed(claims, key, algorithm, x5t="of a certificate")
    assert (await city.comes(human, aud=[CLIENT, "another"], azp=CLIENT)).status_code == 303


@pytest.mark.filterwarnings("ignore:Key size")
async def test_a_shared_secret_or_a_short_key_among_the_portals_keys_proves_nothing(
    city: SignOnCity,
) -> None:
    human = await city.linked("keys", "seat-1")
    secret = OctKey.generate_key(256, {"kid": "secret"})
    short = RSAKey.import_key(generate_private_key(65537, 1024), {"kid": "short"})
    for key, algorithm in ((secret, "HS256"), (short, "RS256")):
        city.portal.keys = [KEY, key]
        city.portal.sign = lambda claims, key=key, by=algorithm: signed(claims, key, by)
        city.maps()
        assert (await city.comes(human)).status_code == 401


async def test_a_portal_changes_its_keys_and_nobody_notices(
    city: SignOnCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    human = await city.linked("rotated", "seat-1")
    assert (await city.comes(human)).status_code == 303
    new = RSAKey.generate_key(2048, {"kid": "second"})
    city.portal.keys, city.portal.sign = [new], lambda claims: signed(claims, new)
    assert (await city.comes(human)).status_code == 401
    assert city.portal.asked.count("/keys") == 1
    monkeypatch.setattr("services.sign_on.provider.AGAIN_S", 0.0)
    assert (await city.comes(human)).status_code == 303
    assert city.portal.asked.count("/keys") == 2


async def test_no_word_of_a_token_or_code_is_kept_or_logged(city: SignOnCity) -> None:
    human = await city.linked("quiet", "seat-1")
    tokens: list[str] = []

    def sign(claims: Claims) -> str:
        tokens.append(signed(claims))
        return tokens[-1]

    city.portal.sign = sign
    with capture_logs() as lines:
        assert (await city.comes(human, email="li@portal.example")).status_code == 303
        told = await city.comes(human, email="li@portal.example", nonce="x")
    kept = str(await city.door.finds("SELECT * FROM access_log")) + str(lines) + told.text
    kept += str(await city.door.finds("SELECT * FROM session"))
    for secret in (*tokens, "li@portal.example", "sub-quiet", SECRET):
        assert secret not in kept
