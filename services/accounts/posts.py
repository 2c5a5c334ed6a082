"""Accounts and their posts as they are shown: to whoever keeps or audits them, and to oneself."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.vocabulary import Role
from services.accounts.sessions import Visitor
from services.records import Records
from store.accounts.accounts import Account, HeldPost, account_called
from store.accounts.break_glass import posts_open_to
from store.accounts.last_resets import LastReset
from store.unit_of_work import snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class PostShown:
    """A post that an account holds."""

    person: str
    role: Role
    unit: str
    title: str
    stands_in: bool
    until: datetime | None
    by_break_glass: bool = False
    """Whether it is open in an emergency only, and not held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetShown:
    """That two administrators let a security administrator in again, or one of them asks for it."""

    asked_by: str
    confirmed_by: str | None
    until: datetime
    """Until when the other may confirm it, and until when it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountShown:
    """An account as whoever keeps or audits them sees it."""

    username: str
    title: str
    disabled: bool
    has_password: bool
    has_second_factor: bool
    posts: tuple[PostShown, ...]
    subject: str | None = None
    """How the city's single sign-on calls its human, where it is linked to one."""
    last_reset: ResetShown | None = None


async def own_posts(visitor: Visitor, records: Records) -> tuple[PostShown, ...]:
    """The posts in which somebody who signed in may act today, by a break-glass too."""
    async with snapshot(records.engine) as connection:
        held = shown(await account_called(connection, visitor.account)).posts
        opened = await posts_open_to(connection, visitor.account)
    return (*held, *(replace(_post(one), by_break_glass=True) for one in opened))


def shown(account: Account, reset: LastReset | None = None) -> AccountShown:
    """An account without what is nobody's business."""
    return AccountShown(
        username=account.username,
        title=account.title,
        disabled=account.disabled,
        has_password=account.has_password,
        has_second_factor=account.has_second_factor,
        posts=tuple(map(_post, account.posts)),
        subject=account.subject,
        last_reset=None if reset is None else _reset(reset),
    )


def _post(post: HeldPost) -> PostShown:
    return PostShown(
        person=post.actor.person,
        role=post.actor.role,
        unit=post.actor.unit,
        title=post.title,
        stands_in=post.stands_in,
        until=post.until,
    )


def _reset(reset: LastReset) -> ResetShown:
    by, until = reset.asked_by, reset.until
    return ResetShown(asked_by=by, confirmed_by=reset.confirmed_by, until=until)
