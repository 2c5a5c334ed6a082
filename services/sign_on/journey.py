"""A sign-in with the city's single sign-on: begun by a browser, sent to the provider, come back to
that same browser once.

What a sign-in needs to know again lies sealed in a cookie of the browser that began it; nothing is
kept of those who never come back."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any, Final, NoReturn
from urllib.parse import urlencode, urlsplit

import structlog
from joserfc.util import urlsafe_b64encode

from services.accounts.sealed_words import ForeignWord, opened_word, sealed_word
from services.accounts.secret_words import SecretWord
from services.accounts.sessions import BySignOn, begin
from services.accounts.sign_in import ask_code
from services.office import Office
from services.sign_on.faults import SignOnFault, SignOnRefused
from services.sign_on.humans import Claims, proves_factor, settled_account
from services.sign_on.id_token import BadToken, Expected, believed
from services.sign_on.provider import CodeRefused, Provider
from services.sign_on.provider_http import ProviderAway
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.second_factors import database_now, factor_of
from store.accounts.sign_on import use_once

BEGUN: Final = "begun sign-in"
LASTS: Final = timedelta(minutes=10)
"""So long a human may take at the provider."""
LONGEST: Final = 4096
"""Of what a provider says in an address."""
log = structlog.get_logger("sign_on")


class NoSignOn(LookupError):
    """This city has set up no single sign-on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A sign-in that begins: where the browser goes, and what it keeps meanwhile."""

    url: str = field(repr=False)
    kept: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingBack:
    """What a browser brings back from the provider, and what it kept."""

    kept: str = field(repr=False, default="")
    state: str = field(repr=False, default="")
    code: str = field(repr=False, default="")
    issuer: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _BegunSignIn:
    """What a sign-in needs to know again; until when (UTC) it may come back."""

    state: str
    nonce: str
    verifier: str
    until: str


async def begin_sign_on(office: Office) -> Begun:
    """Send a browser to the provider.

    Raises NoSignOn, and SignOnRefused where the provider does not answer."""
    provider = _provider(office)
    try:
        document = await provider.document()
    except ProviderAway as away:
        await _refuse(office, _away(away))
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    async with office.engine.connect() as connection:
        until = await database_now(connection) + LASTS
    kept = _BegunSignIn(state=state, nonce=nonce, verifier=verifier, until=until.isoformat())
    known = provider.registration
    asked = {
        "response_type": "code",
        "client_id": known.client_id,
        "redirect_uri": known.back,
        "scope": " ".join(dict.fromkeys(("openid", *known.mapping.scopes))),
        "state": state,
        "nonce": nonce,
        "code_challenge": urlsafe_b64encode(sha256(verifier.encode()).digest()).decode(),
        "code_challenge_method": "S256",
    }
    return Begun(
        url=_asking(document.authorization, asked),
        kept=sealed_word(office.master, json.dumps(asdict(kept)), BEGUN, known.issuer),
    )


async def come_back(office: Office, said: ComingBack) -> SecretWord:
    """Begin a session for whoever comes back from the provider with its word; the word is what the
    session's cookie holds.

    Raises NoSignOn, SignOnRefused, SignInRefused, and CodeAsked where a code is asked besides."""
    provider = _provider(office)
    try:
        kept = await _own_sign_in(office, provider, said)
        claims = await _claims(office, provider, said, kept)
        return await _let_in(office, provider, claims)
    except SignOnRefused as refused:
        await _refuse(office, refused)


async def way_out(office: Office) -> str:
    """Where people sign out of the provider too; empty where that is nowhere, or it is away."""
    if office.sign_on is None:
        return ""
    try:
        document = await office.sign_on.document()
    except ProviderAway:
        return ""
    if not document.end_session:
        return ""
    known = office.sign_on.registration
    return _asking(document.end_session, {"client_id": known.client_id})


def _asking(address: str, asked: Mapping[str, str]) -> str:
    """An address of the provider with these words, behind those that it has already."""
    joined = "&" if urlsplit(address).query else "?"
    return f"{address}{joined}{urlencode(asked)}"


def _provider(office: Office) -> Provider:
    if office.sign_on is None:
        raise NoSignOn
    return office.sign_on


async def _own_sign_in(office: Office, provider: Provider, said: ComingBack) -> _BegunSignIn:
    """What this browser's sign-in needs to know again, once; raises SignOnRefused."""
    try:
        words = opened_word(office.master, said.kept, BEGUN, provider.registration.issuer)
    except ForeignWord:
        raise SignOnRefused(SignOnFault.NOT_BEGUN) from None
    kept = _BegunSignIn(**json.loads(words))
    if not compare_digest(kept.state.encode(), said.state.encode("utf-8", "surrogateescape")):
        raise SignOnRefused(SignOnFault.FOREIGN_STATE)
    async with office.engine.begin() as connection:
        if await database_now(connection) > datetime.fromisoformat(kept.until):
            raise SignOnRefused(SignOnFault.NOT_BEGUN)
        if not await use_once(connection, sha256(kept.state.encode()).digest()):
            raise SignOnRefused(SignOnFault.USED)
    return kept


async def _claims(
    office: Office, provider: Provider, said: ComingBack, kept: _BegunSignIn
) -> Claims:
    """What the provider says of the human, believed; raises SignOnRefused."""
    try:
        document = await provider.document()
        issuer = provider.registration.issuer
        if said.issuer != issuer and (said.issuer or document.says_issuer):
            raise SignOnRefused(SignOnFault.FOREIGN_ISSUER)
        if said.error or not 0 < len(said.code) <= LONGEST:
            raise SignOnRefused(SignOnFault.DENIED)
        token = await provider.id_token(said.code, kept.verifier)
        async with office.engine.connect() as connection:
            now = await database_now(connection)
        return await believed(provider, token, Expected(nonce=kept.nonce, now=now))
    except ProviderAway as away:
        raise _away(away) from away
    except CodeRefused:
        raise SignOnRefused(SignOnFault.CODE_REFUSED) from None
    except BadToken:
        raise SignOnRefused(SignOnFault.BAD_TOKEN) from None


async def _let_in(office: Office, provider: Provider, claims: Mapping[str, Any]) -> SecretWord:
    known = provider.registration
    proved = proves_factor(known, claims)
    async with office.engine.begin() as connection:
        account = await settled_account(connection, known, claims)
        username = account.username
        if proved or await factor_of(connection, username) is None:
            by = BySignOn(link=account.link, factor_proved=proved)
            return await begin(connection, username, by)
    raise await ask_code(office, username, account.link)


def _away(away: ProviderAway) -> SignOnRefused:
    log.warning("the city's single sign-on is away", why=str(away))
    return SignOnRefused(SignOnFault.PROVIDER_AWAY)


async def _refuse(office: Office, refused: SignOnRefused) -> NoReturn:
    """Note why somebody was not let in, and raise it: words of ours, nothing that anybody sent."""
    async with office.engine.begin() as connection:
        note = AccessNote(
            event=AccessEvent.SIGN_IN_REFUSED,
            account=refused.username,
            by=refused.username,
            detail={"sign_on": refused.fault.value},
        )
        await note_access(connection, note)
    raise refused
