"""What was changed of settings, laws, rights and registers, by whom, from what to what (6.4)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from readmodel.configuration.changes import Change, ChangesWanted, changes
from readmodel.configuration.differences import ValueChanged, differences
from readmodel.scorecards.page_keys import read_cursor, write_cursor
from services.access.principal import Principal
from services.access.rights import Right, require
from services.installation.started_with import HASH
from services.records import Records
from services.views import Instant
from store.configuration.changes import ChangeKind as ChangeKind

LARGEST_PAGE: Final = 200
SECRET: Final = "secret"
CHANGED: Final = "changed"
"""All that is told of a secret that is another one now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which changes somebody wants to see: of whole days of the city, from one to another."""

    first: date
    until_day: date
    kind: ChangeKind | None = None
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeShown:
    """One change: when, by whom, of what, and every value that is otherwise."""

    at: Instant
    by: str
    kind: ChangeKind
    what: str
    """A unit, a person, a rule, a pack, a file, or what was done at the door."""
    code: str
    is_first: bool
    """Whether nothing was on record before."""
    values: tuple[ValueChanged, ...]
    """Of a whole document that is the first one on record, none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesListed:
    """A page of changes, the newest first; `next` continues, None ends."""

    changes: tuple[ChangeShown, ...]
    next: str | None


async def list_changes(principal: Principal, records: Records, asked: Asked) -> ChangesListed:
    """What was changed within some days; raises MayNot, NobodyNamed and BadCursor."""
    require(principal, Right.SEE_CHANGES)
    zone = records.city.zone
    wanted = ChangesWanted(
        since=datetime.combine(asked.first, time(), zone),
        until=datetime.combine(asked.until_day, time(), zone),
        kind=asked.kind,
        after=None if asked.after is None else read_cursor(asked.after),
        limit=asked.limit + 1,
    )
    found = await changes(records.engine, wanted)
    page, more = found[: asked.limit], len(found) > asked.limit
    return ChangesListed(
        changes=tuple(_shown(records, one) for one in page),
        next=write_cursor(page[-1].place) if more else None,
    )


def _shown(records: Records, change: Change) -> ChangeShown:
    return ChangeShown(
        at=change.at.astimezone(records.city.zone),
        by=change.by,
        kind=change.kind,
        what=change.what,
        code=change.code,
        is_first=change.before is None,
        values=_values(change),
    )


def _values(change: Change) -> tuple[ValueChanged, ...]:
    """The first edition of a long document says nothing of what changed."""
    is_long = change.key.startswith("file-")
    if is_long and change.before is None:
        return ()
    return tuple(_told(one) for one in differences(change.before or {}, change.after or {}))


def _told(value: ValueChanged) -> ValueChanged:
    name, _, last = value.path.rpartition(".")
    if last != HASH:
        return value
    before, after = value.before and SECRET, value.after and CHANGED
    return ValueChanged(path=name, before=before, after=after)
