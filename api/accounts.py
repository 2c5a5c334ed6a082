"""Accounts over the API: kept by the security administrator; tokens by whoever they let in."""

import uuid
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import OfficeOf
from api.people import NamedOf
from api.problems import problems
from domain.vocabulary import Role
from services.accounts import administration, tokens
from services.accounts.opening import PasswordLink
from services.accounts.posts import AccountShown
from services.accounts.spans import MOST_DAYS
from services.accounts.tokens import TokenInUse, TokenMade, TokenScope
from services.sign_on import linking
from services.sign_on.humans import LONGEST_SUBJECT
from services.submission.command_json import Code, Text
from texts import glossed, zh

router = APIRouter(tags=[glossed("openapi.accounts")], responses=problems(401, 403, 404, 409))
Username = Annotated[str, Path(min_length=1, max_length=64, description=zh("openapi.username"))]
AccountAsked = Annotated[str, Query(max_length=64, description=zh("openapi.username"))]
Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class AccountOpened(_Said):
    """A human who is to sign in, and the posts that he holds."""

    username: Annotated[Code, Field(min_length=1)]
    title: Annotated[Text, Field(max_length=200)]
    posts: tuple[Code, ...] = ()


class PostGranted(_Said):
    """A post by its code in the register; with days, its holder is stood in for so long."""

    person: Annotated[Code, Field(min_length=1)]
    days: Days | None = None


class HumanLinked(_Said):
    """How the city's single sign-on calls the human, for ever and nobody else."""

    subject: Annotated[str, Field(min_length=1, max_length=LONGEST_SUBJECT)]


class TokenAsked(_Said):
    """A token for oneself: for what, and for how many days."""

    scopes: Annotated[tuple[TokenScope, ...], Field(min_length=1)] = (TokenScope.ACT,)
    days: Days = 30


class LinkTold(BaseModel):
    """Where the human chooses a password: once, within a day."""

    username: str
    url: str
    hours: int


class ResetAsked(BaseModel):
    """A last reset that the other administrator must confirm, and until when."""

    username: str
    asked_by: str
    awaits: Role
    until: datetime


class TokenRevoked(BaseModel):
    """The token that lets nobody in any more."""

    id: uuid.UUID


class Accounts(BaseModel):
    """All accounts, and who holds which posts now."""

    accounts: tuple[AccountShown, ...]


class Tokens(BaseModel):
    """Tokens that are in use; the tokens themselves are kept nowhere."""

    tokens: tuple[TokenInUse, ...]


@router.get("/accounts")
async def listed(office: OfficeOf, principal: NamedOf) -> Accounts:
    """All accounts, and who holds which posts now."""
    return Accounts(accounts=await administration.read_accounts(principal, office))


@router.post("/accounts", status_code=201)
async def opened(
    said: AccountOpened, office: OfficeOf, principal: NamedOf, request: Request
) -> LinkTold:
    """Add an account; its human chooses the password by the link that is answered this once."""
    link = await administration.open_account(
        principal, office, said.username, said.title, said.posts
    )
    return _told(link, request)


@router.post("/accounts/{username}/password")
async def reset(
    username: Username, office: OfficeOf, principal: NamedOf, request: Request
) -> LinkTold | ResetAsked:
    """Make a link by which a new password is chosen; those made before are void. For the last
    security administrator one of the other two asks, and the other one is answered the link."""
    found = await administration.reset_or_ask(principal, office, username)
    if isinstance(found, PasswordLink):
        return _told(found, request)
    return ResetAsked(
        username=found.username, asked_by=found.asked_by, awaits=found.awaits, until=found.until
    )


@router.post("/accounts/{username}/second-factor/remove")
async def second_factor_removed(
    username: Username, office: OfficeOf, principal: NamedOf
) -> AccountShown:
    """Ask this account for no code any more: its human has lost the telephone."""
    return await administration.remove_second_factor(principal, office, username)


@router.post("/accounts/{username}/sign-on/link")
async def linked(
    username: Username, said: HumanLinked, office: OfficeOf, principal: NamedOf
) -> AccountShown:
    """Let a human of the city's single sign-on in by this account."""
    return await linking.link(principal, office, username, said.subject)


@router.post("/accounts/{username}/sign-on/unlink")
async def unlinked(username: Username, office: OfficeOf, principal: NamedOf) -> AccountShown:
    """Let nobody of the city's single sign-on in by this account; what began so ends at once."""
    return await linking.unlink(principal, office, username)


@router.post("/accounts/{username}/disable")
async def disabled(username: Username, office: OfficeOf, principal: NamedOf) -> AccountShown:
    """Let nobody in by this account any more; its sessions and tokens end at once."""
    return await administration.disable(principal, office, username)


@router.post("/accounts/{username}/posts")
async def granted(
    username: Username, said: PostGranted, office: OfficeOf, principal: NamedOf
) -> AccountShown:
    """Let a human hold a post, or stand in there for some days."""
    return await administration.grant(principal, office, username, said.person, said.days)


@router.post("/accounts/{username}/posts/{person}/revoke")
async def revoked(
    username: Username, person: Username, office: OfficeOf, principal: NamedOf
) -> AccountShown:
    """Let a human hold a post no longer; what was signed in there ends at once."""
    return await administration.revoke_grant(principal, office, username, person)


@router.get("/tokens")
async def tokens_listed(office: OfficeOf, principal: NamedOf, account: AccountAsked = "") -> Tokens:
    """One's own tokens in use, or those of an account by whoever may read accounts."""
    return Tokens(tokens=await tokens.list_tokens(principal, office, account))


@router.post("/tokens", status_code=201)
async def token(said: TokenAsked, office: OfficeOf, principal: NamedOf) -> TokenMade:
    """Make a token for one's own post; it is answered this once, and only its digest is kept."""
    return await tokens.make_token(principal, office, said.scopes, said.days)


@router.post("/tokens/{id}/revoke")
async def token_revoked(id: uuid.UUID, office: OfficeOf, principal: NamedOf) -> TokenRevoked:
    """Let a token let nobody in any more: one's own, or any by whoever keeps the accounts."""
    await tokens.revoke(principal, office, id)
    return TokenRevoked(id=id)


def _told(link: PasswordLink, request: Request) -> LinkTold:
    url = link.url(request.app.state.window.console)
    return LinkTold(username=link.username, url=url, hours=link.hours)
