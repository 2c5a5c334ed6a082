"""Who asks: the human behind a token or a session, in the post that he acts in."""

from hashlib import sha256
from hmac import compare_digest
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request

from api.dependencies import OfficeOf
from domain.vocabulary import Admission
from services.access.principal import OPERATOR, UNNAMED, Known, NobodyNamed, Principal
from services.accounts.local_acting import MACHINE, BadLocalToken
from services.accounts.local_acting import PREFIX as LOCAL
from services.accounts.request_headers import AUTHORIZATION, BEARER, IN_POST
from services.accounts.secret_words import SecretWord
from services.accounts.sessions import NotSignedIn, SecondFactorOwed, Visitor, visitor_of
from services.accounts.tokens import NotAdmitted, TokenScope, TooNarrow, admitted_by_token
from services.office import Office
from services.register.people import UnknownPerson, principal_called

COOKIE: Final = "__Host-paidan"
"""A browser keeps a cookie of this kind for this address alone, and sends it over TLS only; of its
own machine it believes the same without TLS."""
FORM_WORD: Final = "X-CSRF-Token"
ASKING: Final = frozenset({"GET", "HEAD"})
IMPORT: Final = "/imported-orders"
ASKED_BY_IMPORTS: Final = ("/commands/", "/health")
"""What a program asks that brings in a file: what became of it, and whether all of it runs."""
OWN_PAGES: Final = frozenset({"same-origin", "none", None})
"""What a browser says of a request that one of our own pages, or the person himself, began."""


NOT_LET_IN: Final = (NobodyNamed, NotSignedIn, NotAdmitted, BadLocalToken)


class FromElsewhere(PermissionError):
    """A browser sent this from another page than one of ours."""


class OfAnotherPost(PermissionError):
    """A request says another post than the one that its token or session acts in."""


class NoPostChosen(PermissionError):
    """Whoever signed in has not chosen in which of several posts to act."""


async def asker_of(office: Office, request: Request) -> Principal | Visitor:
    """Who is let in with this request: looked up once, however often it is asked.

    Raises NobodyNamed where nothing is shown, and NotSignedIn, NotAdmitted, BadLocalToken,
    TooNarrow or UnknownPerson where what is shown lets nobody in."""
    if not hasattr(request.state, "asker"):
        request.state.asker = await _let_in(office, request)
    asker: Principal | Visitor = request.state.asker
    return asker


async def is_still_let_in(office: Office, request: Request, principal: Principal) -> bool:
    """Whether whoever was let in with this request, and stays, would be let in now as the same.

    To ask is no use of a session: one that nobody uses ends, whatever page stands open."""
    try:
        asker = await _let_in(office, request, is_used=False)
        return principal == (in_post(asker) if isinstance(asker, Visitor) else asker)
    except (*NOT_LET_IN, NoPostChosen, SecondFactorOwed, TooNarrow, UnknownPerson):
        return False


async def _let_in(office: Office, request: Request, *, is_used: bool = True) -> Principal | Visitor:
    word = bearer_of(request)
    if word.startswith(LOCAL):
        return await _local(office, word)
    if word:
        return await admitted_by_token(office, word, _enough(request))
    if COOKIE not in request.cookies:
        raise NobodyNamed
    cookie, asked = cookie_of(request), office.second_factor
    return await visitor_of(office, cookie, office.sessions, asked, is_used=is_used)


async def _principal(office: OfficeOf, request: Request) -> Principal:
    if shows_nothing(request):
        return UNNAMED
    asker = await asker_of(office, request)
    if isinstance(asker, Visitor):
        require_own_page(request)
        asker = in_post(asker)
    if request.headers.get(IN_POST, asker.person) != asker.person:
        raise OfAnotherPost
    return asker


async def _visitor(office: OfficeOf, request: Request) -> Visitor:
    asker = await asker_of(office, request)
    if not isinstance(asker, Visitor):
        raise NotSignedIn
    return asker


SignedIn = Annotated[Visitor, Depends(_visitor)]
"""Whoever has signed in, also where no post is chosen."""


def shows_nothing(request: Request) -> bool:
    """Whether a request carries nothing by which anybody could be let in."""
    return not bearer_of(request) and COOKIE not in request.cookies


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
    if person == MACHINE:
        return OPERATOR
    return await principal_called(office, person, Admission.LOCAL)


def _enough(request: Request) -> frozenset[TokenScope]:
    """The scopes of which a token needs one to ask for this."""
    path, scopes = request.url.path, {TokenScope.ACT}
    if request.method in ASKING:
        scopes |= {TokenScope.READ}
        scopes |= {TokenScope.IMPORT} if path.startswith(ASKED_BY_IMPORTS) else set()
    elif path == IMPORT:
        scopes |= {TokenScope.IMPORT}
    return frozenset(scopes)


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
"""Whoever asks: what that may read, the services know. Strangers come no further than to what is
open to them (api/door.py)."""


async def _named(principal: PrincipalOf) -> Principal:
    if principal.known is not Known.REGISTER:
        raise NobodyNamed
    return principal


NamedOf = Annotated[Principal, Depends(_named)]
"""A person of the register: nobody else acts."""
