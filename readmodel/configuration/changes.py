"""All changes of what everybody lives by, in one list: settings, laws, rights and registers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from readmodel.scorecards.page_keys import Behind
from store.accounts.access_log import AccessEvent
from store.accounts.tables import AccessLogRow
from store.configuration.change_tables import ConfigurationChangeRow
from store.configuration.changes import ChangeKind
from store.register.tables import RegisterChangeRow
from store.unit_of_work import Source, reading

GIVES: Final = frozenset(
    {
        *(AccessEvent.ACCOUNT_ADDED, AccessEvent.POST_GRANTED, AccessEvent.LINK_MADE),
        *(AccessEvent.SECOND_FACTOR_SET, AccessEvent.PASSWORD_CHANGED, AccessEvent.TOKEN_MADE),
        *(AccessEvent.LAST_RESET_ASKED, AccessEvent.LAST_RESET_CONFIRMED),
        AccessEvent.SIGN_ON_LINKED,
        *(AccessEvent.BREAK_GLASS_ASKED, AccessEvent.BREAK_GLASS_OPENED),
    }
)
"""What is there after it, and was not before."""
TAKES: Final = frozenset(
    {
        *(AccessEvent.ACCOUNT_DISABLED, AccessEvent.POST_REVOKED, AccessEvent.TOKEN_REVOKED),
        *(AccessEvent.SECOND_FACTOR_REMOVED, AccessEvent.BREAK_GLASS_SHUT),
        AccessEvent.SIGN_ON_UNLINKED,
    }
)
"""What was there before it, and is not after."""
DIGITS: Final = 10
Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: who, when, of what, and all that was said of it before and after."""

    at: datetime
    key: str
    """Where it stands among those of the same instant."""
    kind: ChangeKind
    what: str
    """What kind of thing it is: a unit, a person, a pack, or what was done at the door."""
    code: str
    by: str
    before: Said | None
    after: Said | None

    @property
    def place(self) -> Behind:
        """Where it stands among all changes."""
        return Behind(self.at, self.key, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesWanted:
    """Which changes are wanted."""

    since: datetime
    until: datetime
    kind: ChangeKind | None
    after: Behind | None
    limit: int


async def changes(source: Source, wanted: ChangesWanted) -> tuple[Change, ...]:
    """Changes within a time, the newest first, behind a place."""
    listed = union_all(_of_files(), _of_registers(), _of_rights()).subquery()
    asked = select(listed).where(listed.c.at >= wanted.since, listed.c.at < wanted.until)
    if wanted.kind is not None:
        asked = asked.where(listed.c.kind == wanted.kind.value)
    if wanted.after is not None:
        behind = tuple_(wanted.after.at, wanted.after.order)
        asked = asked.where(tuple_(listed.c.at, listed.c.key) < behind)
    newest = asked.order_by(listed.c.at.desc(), listed.c.key.desc()).limit(wanted.limit)
    async with reading(source) as connection:
        return tuple(_change(row._mapping) for row in await connection.execute(newest))


def _of_files() -> Select[Any]:
    row = ConfigurationChangeRow
    return select(
        *(row.changed_at.label("at"), _key("file", row.id), row.kind.label("kind")),
        *(row.kind.label("what"), row.code.label("code"), row.changed_by.label("by")),
        *(row.before.label("before"), row.after.label("after")),
    )


def _of_registers() -> Select[Any]:
    row = RegisterChangeRow
    return select(
        *(row.changed_at, _key("register", row.id), literal(ChangeKind.REGISTER.value)),
        *(row.kind, row.code, row.changed_by, row.before, row.after),
    )


def _of_rights() -> Select[Any]:
    """The log of the door says what was given or taken: it stands on one side, nothing on the
    other."""
    row = AccessLogRow
    of_account = func.jsonb_build_object("account", row.account)
    of_post = func.jsonb_build_object("post", row.person)
    said = case((row.person == "", of_account), else_=of_post).op("||")(row.detail)
    gives, takes = ([one.value for one in sorted(events)] for events in (GIVES, TAKES))
    return select(
        *(row.at, _key("door", row.id), literal(ChangeKind.RIGHTS.value)),
        *(row.event, row.account, row.by),
        *(case((row.event.in_(takes), said)), case((row.event.in_(gives), said))),
    ).where(row.event.in_((*gives, *takes)))


def _key(source: str, id: InstrumentedAttribute[int]) -> ColumnElement[str]:
    """Numbers of the same length, so that they stand in the order of their letters."""
    return (source + "-" + func.lpad(cast(id, String), DIGITS, "0")).label("key")


def _change(row: RowMapping) -> Change:
    return Change(**{**row, "kind": ChangeKind(row["kind"])})
