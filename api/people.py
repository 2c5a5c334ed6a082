"""Who asks: the human behind a token or a session, in the post that he acts in."""

from hashlib import sha256
from hmac import compare_digest
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request

from api.dependencies import OfficeOf
from domain.vocabulary import Admission
from services.access.principal import UNNAMED, NobodyNamed, Principal
from services.accounts.local_acting import PREFIX as LOCAL
from services.accounts.local_acting import BadLocalToken
from services.accounts.request_headers import AUTHORIZATION, BEARER, IN_POST
from services.accounts.secret_words import SecretWord
from services.accounts.sessions import SecondFactorOwed, Visitor, visitor_of
from services.accounts.tokens import TokenScope, admitted_by_token
from services.office import Office
from services.register.people import principal_called

COOKIE: Final = "__Host-paidan"
"""A browser keeps a cookie of this kind for this address alone, and sends it over TLS only; of its
own machine it believes the same without TLS."""
FORM_WORD: Final = "X-CSRF-Token"
ASKING: Final = frozenset({"GET", "HEAD"})
IMPORT: Final = "/imported-orders"
OWN_PAGES: Final = frozenset({"same-origin", "none", None})
"""What a browser says of a request that one of our own pages, or the person himself, began."""


class FromElsewhere(PermissionError):
    """A browser sent this from another page than one of ours."""


class OfAnotherPost(PermissionError):
    """A request says another post than the one that its token or session acts in."""


class NoPostChosen(PermissionError):
    """Whoever signed in has not chosen in which of several posts to act."""


async def _principal(office: OfficeOf, request: Request) -> Principal:
    admitted = await _admitted(office, request)
    if admitted is not UNNAMED and request.headers.get(IN_POST, admitted.person) != admitted.person:
        raise OfAnotherPost
    return admitted


async def _admitted(office: Office, request: Request) -> Principal:
    word = bearer_of(request)
    if word.startswith(LOCAL):
        return await _local(office, word)
    if word:
        return await admitted_by_token(office, word, _needed(request))
    if COOKIE not in request.cookies:
        return UNNAMED
    require_own_page(request)
    return in_post(await visitor_by_cookie(office, request))


async def visitor_by_cookie(office: Office, request: Request) -> Visitor:
    """Who comes with a session's cookie; raises NotSignedIn."""
    return await visitor_of(office, cookie_of(request), office.sessions, office.second_factor)


def cookie_of(request: Request) -> SecretWord:
    """What the session's cookie holds; empty where there is none."""
    return SecretWord(word=request.cookies.get(COOKIE, ""))


def bearer_of(request: Request) -> str:
    """The token that a request carries; empty where it carries none."""
    said = request.headers.get(AUTHORIZATION, "")
    return said[len(BEARER) :].strip() if said.lower().startswith(BEARER.lower()) else ""


async def _local(office: Office, word: str) -> Principal:
    if office.acting is None:
        raise BadLocalToken
    person = office.acting.person_of(word)
    return await principal_called(office, person, Admission.LOCAL)


def _needed(request: Request) -> TokenScope:
    if request.method in ASKING:
        return TokenScope.READ
    return TokenScope.IMPORT if request.url.path == IMPORT else TokenScope.ACT


def require_own_page(request: Request) -> None:
    """Insist that what changes something comes from a page of ours; raises FromElsewhere.

    What says nothing of where it comes from shows that it knows the session (X-CSRF-Token)."""
    if request.method in ASKING:
        return
    require_no_other_page(request)
    said = request.headers.get(FORM_WORD)
    told = "Sec-Fetch-Site" in request.headers or "Origin" in request.headers
    if said is None and told:
        return
    if not compare_digest(form_word(request).encode(), (said or "").encode()):
        raise FromElsewhere


def require_no_other_page(request: Request) -> None:
    """Insist that no page of somebody else sent this; raises FromElsewhere.

    A browser says so by `Sec-Fetch-Site`, an older one by `Origin`; a program says neither."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is None and origin is not None:
        own = urlsplit(origin).netloc == request.headers.get("Host")
        site = "same-origin" if own else "cross-site"
    if site not in OWN_PAGES:
        raise FromElsewhere


def form_word(request: Request) -> str:
    """A word that a session's forms carry: no other page can know it."""
    return sha256(b"form " + cookie_of(request).word.encode("latin-1")).hexdigest()


def require_settled(visitor: Visitor) -> None:
    """Insist that whoever signed in owes no second factor; raises SecondFactorOwed."""
    if visitor.owes_second_factor:
        raise SecondFactorOwed


def in_post(visitor: Visitor) -> Principal:
    """Whoever signed in, in the post that was chosen; raises SecondFactorOwed and NoPostChosen."""
    require_settled(visitor)
    if visitor.principal is None:
        raise NoPostChosen
    return visitor.principal


PrincipalOf = Annotated[Principal, Depends(_principal)]
"""Whoever asks, named or not: what that may read, the services know."""


async def _named(principal: PrincipalOf) -> Principal:
    if principal is UNNAMED:
        raise NobodyNamed
    return principal


NamedOf = Annotated[Principal, Depends(_named)]
"""A person of the register: nobody else acts."""
