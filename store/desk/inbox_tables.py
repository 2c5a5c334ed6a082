"""The tables of the inbox: codes and instants, and no word of what an order is about."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from store.desk.owner import Owned
from store.tables import CODE, NUMBER

NOW = text("clock_timestamp()")


class InboxDigestRow(Owned):
    """That somebody was told of many things at once, by one line."""

    __tablename__ = "inbox_digest"
    __table_args__ = (Index("inbox_digest_of", "account", "person", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.username"))
    told_at: Mapped[datetime] = mapped_column(server_default=NOW)
    read_at: Mapped[datetime | None]


class InboxEntryRow(Owned):
    """That one human was told of one fact, in one post."""

    __tablename__ = "inbox_entry"
    __table_args__ = (
        UniqueConstraint("account", "person", "number", "seq", name="inbox_entry_once"),
        Index(
            "inbox_entry_unread",
            *("account", "person", "id"),
            postgresql_where="read_at IS NULL AND gone_at IS NULL",
        ),
        Index("inbox_entry_of_order", "number", postgresql_where="gone_at IS NULL"),
        Index("inbox_entry_in_digest", "digest", postgresql_where="digest IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.username"))
    number: Mapped[str] = mapped_column(NUMBER)
    seq: Mapped[int]
    kind: Mapped[str]
    emergency: Mapped[bool]
    digest: Mapped[int | None] = mapped_column(ForeignKey("inbox_digest.id"))
    told_at: Mapped[datetime] = mapped_column(server_default=NOW)
    read_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]
    """When the order left his sight: he was told, and is told no more."""


class InboxMutedRow(Owned):
    """Of which facts somebody wants no sound and no notification."""

    __tablename__ = "inbox_muted"

    account: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    kinds: Mapped[list[str]] = mapped_column(ARRAY(CODE))
