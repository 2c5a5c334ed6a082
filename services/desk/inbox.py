"""One's own inbox: what one was told, what of it is unread, and what makes no sound."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from policies.inbox import inbox_law
from services.access.principal import Principal
from services.access.rights import Right, require
from services.office import Office
from services.views import Instant
from store.desk import inbox
from store.desk.inbox import KeptEntry
from store.desk.owner import Owner

MOST_SHOWN: Final = 200


class NoSuchKind(LookupError):
    """Nobody is told of such a kind of fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxEntryShown:
    """That one was told of a fact in an order."""

    id: int
    number: str
    kind: str
    emergency: bool
    told_at: Instant
    read_at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestShown:
    """That one was told of many facts by one line."""

    id: int
    facts: int
    told_at: Instant
    read_at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxShown:
    """One's inbox: unread emergencies first, then the latest."""

    unread: int
    emergencies: int
    entries: tuple[InboxEntryShown, ...]
    digests: tuple[DigestShown, ...]
    muted: tuple[str, ...]


async def own_inbox(
    principal: Principal, office: Office, *, digest: int | None = None
) -> InboxShown:
    """One's own inbox in this post, or what one line of it told together; raises MayNot and
    NobodyNamed."""
    owner = _owner(principal)
    unread = (await inbox.unread_of(office.engine, (owner,)))[owner]
    entries = await inbox.entries_of(office.engine, owner, digest=digest, limit=MOST_SHOWN)
    digests = await inbox.digests_of(office.engine, owner, limit=MOST_SHOWN)
    return InboxShown(
        unread=unread.unread,
        emergencies=unread.emergencies,
        entries=tuple(_entry(office, one) for one in entries),
        digests=tuple(_digest(office, one) for one in digests),
        muted=await inbox.muted_by(office.engine, owner),
    )


async def read_entries(
    principal: Principal, office: Office, entries: Collection[int], digests: Collection[int]
) -> None:
    """Note that one has read these lines of one's own; raises MayNot and NobodyNamed."""
    await inbox.note_read(office.engine, _owner(principal), entries, digests)


async def mute(principal: Principal, office: Office, kinds: Collection[str]) -> None:
    """Want no sound for these kinds of facts, and for no others; raises MayNot, NobodyNamed and
    NoSuchKind."""
    owner = _owner(principal)
    if unknown := set(kinds) - inbox_law().roles.keys():
        raise NoSuchKind(min(unknown))
    await inbox.mute(office.engine, owner, kinds)


def _owner(principal: Principal) -> Owner:
    require(principal, Right.BE_TOLD)
    return Owner(person=principal.person, account=principal.account)


def _entry(office: Office, kept: KeptEntry) -> InboxEntryShown:
    zone = office.city.zone
    return InboxEntryShown(
        id=kept.id,
        number=kept.number,
        kind=kept.kind,
        emergency=kept.emergency,
        told_at=kept.told_at.astimezone(zone),
        read_at=kept.read_at.astimezone(zone) if kept.read_at else None,
    )


def _digest(office: Office, kept: KeptEntry) -> DigestShown:
    zone = office.city.zone
    return DigestShown(
        id=kept.id,
        facts=kept.facts,
        told_at=kept.told_at.astimezone(zone),
        read_at=kept.read_at.astimezone(zone) if kept.read_at else None,
    )
