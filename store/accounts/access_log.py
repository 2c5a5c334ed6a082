"""The log of the door: who signed in, who was refused, who was granted what and by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.accounts.tables import AccessLogRow


class AccessEvent(StrEnum):
    """What can be done or tried at the door."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    POST_CHOSEN = "post_chosen"
    PASSWORD_CHANGED = "password_changed"
    LINK_MADE = "link_made"
    LAST_RESET_ASKED = "last_reset_asked"
    LAST_RESET_CONFIRMED = "last_reset_confirmed"
    BREAK_GLASS_ASKED = "break_glass_asked"
    BREAK_GLASS_OPENED = "break_glass_opened"
    BREAK_GLASS_SHUT = "break_glass_shut"
    BREAK_GLASS_USED = "break_glass_used"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_DISABLED = "account_disabled"
    POST_GRANTED = "post_granted"
    POST_REVOKED = "post_revoked"
    SECOND_FACTOR_SET = "second_factor_set"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    REFUSED = "refused"
    SIGN_ON_LINKED = "sign_on_linked"
    SIGN_ON_UNLINKED = "sign_on_unlinked"
    TOKEN_MADE = "token_made"
    TOKEN_REVOKED = "token_revoked"
    KEY_ROTATED = "key_rotated"
    KEY_RETIRED = "key_retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessNote:
    """One entry of the log; codes only, nothing that somebody typed freely."""

    event: AccessEvent
    by: str
    account: str = ""
    person: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict[str, Any])


async def note_access(connection: AsyncConnection, *notes: AccessNote) -> None:
    """Write entries into the log, in the transaction of what they tell of."""
    rows = [
        {
            "event": note.event.value,
            "by": note.by,
            "account": note.account,
            "person": note.person,
            "detail": dict(note.detail),
        }
        for note in notes
    ]
    await connection.execute(insert(AccessLogRow), rows)


async def unsealed_entries(connection: AsyncConnection, most: int) -> list[dict[str, Any]]:
    """Entries that have no leaf in the signed log yet, the oldest first."""
    asked = select(AccessLogRow).with_only_columns(*AccessLogRow.__table__.c)
    waiting = asked.where(~AccessLogRow.archived).order_by(AccessLogRow.id).limit(most)
    found = await connection.execute(waiting.with_for_update())
    return [dict(row) for row in found.mappings()]


async def mark_entries_sealed(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """Note that these entries have their leaf."""
    sealed = update(AccessLogRow).where(AccessLogRow.id.in_(ids))
    await connection.execute(sealed.values(archived=True))
