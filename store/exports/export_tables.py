"""The table of exports: asked for by one person, answered by another, fetched once."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import CODE, WORD, Base

NOW = text("clock_timestamp()")


class TextExportRow(Base):
    """One export of texts; it holds no text itself, and why it was asked for lies sealed."""

    __tablename__ = "text_export"
    __table_args__ = (
        CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)"
            " AND (answered_at IS NULL) = (approved IS NULL)",
            "text_export_answered",
        ),
        CheckConstraint("fetched_at IS NULL OR approved", "text_export_fetched"),
        CheckConstraint("answered_by <> asked_by", "text_export_two_people"),
        Index("text_export_asked", "asked_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    asked_by: Mapped[str]
    account: Mapped[str]
    """The human who asked; empty where the post alone is known."""
    unit: Mapped[str]
    orders: Mapped[list[str]] = mapped_column(ARRAY(CODE))
    fields: Mapped[list[str]] = mapped_column(ARRAY(WORD))
    reason: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_by: Mapped[str | None] = mapped_column(ForeignKey("known_key.key_id"))
    """The fingerprint of the master key under which the reason lies."""
    asked_at: Mapped[datetime] = mapped_column(server_default=NOW)
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    approved: Mapped[bool | None]
    fetched_at: Mapped[datetime | None]
