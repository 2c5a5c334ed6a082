"""The tables of the archive: rows are added and never changed; the database refuses it."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import NUMBER, WORD, Base

LEAF_LENGTH = 2048
NOTE_LENGTH = 1024


class ArchiveHistoryRow(Base):
    """One closed run of an order: its history, canonical and packed."""

    __tablename__ = "archive_history"
    __table_args__ = (Index("archive_history_of_order", "order_number"),)

    run_id: Mapped[str] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("work_order.number"), type_=NUMBER)
    previous: Mapped[str]
    """The run before it; empty for an order's first."""
    packed: Mapped[bytes]
    sha256: Mapped[bytes]
    """Over the canonical text, before it was packed."""
    events: Mapped[int]
    archived_at: Mapped[datetime]


class ArchiveLeafRow(Base):
    """One leaf of the log; the index counts from 0 without a gap."""

    __tablename__ = "archive_leaf"
    __table_args__ = (
        CheckConstraint("leaf_index >= 0", "archive_leaf_counts"),
        CheckConstraint(
            "kind IN ('history', 'command', 'assessment', 'access')", "archive_leaf_kind_known"
        ),
        UniqueConstraint("kind", "subject", name="archive_leaf_once"),
        Index("archive_leaf_of_order", "order_number"),
    )

    leaf_index: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(WORD)
    subject: Mapped[str]
    """The run, the command, the month, or the entry of the log of the door."""
    order_number: Mapped[str | None] = mapped_column(NUMBER)
    content: Mapped[str] = mapped_column(String(LEAF_LENGTH))
    hash: Mapped[bytes]


class CheckpointRow(Base):
    """The log at one size, signed."""

    __tablename__ = "checkpoint"

    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    root: Mapped[bytes]
    signed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH))
    frontier: Mapped[bytes]
    """The full subtrees, so that the log can grow without being read again."""
