"""The table of drafts: readable under their own keys alone, and gone with them."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.desk.owner import Owned
from store.tables import NUMBER


class DraftRow(Owned):
    """One draft of one human in one post."""

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint("version >= 1", "draft_version_counts"),
        Index("draft_of_owner", "person", "account"),
        Index("draft_of_order", "order_number", postgresql_where="order_number IS NOT NULL"),
        Index("draft_saved", "saved_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    form: Mapped[str]
    """Which form it fills in."""
    order_number: Mapped[str | None] = mapped_column(ForeignKey("work_order.number"), type_=NUMBER)
    version: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    key: Mapped[bytes]
    """The draft's own key, wrapped."""
    sealed_by: Mapped[str | None] = mapped_column(ForeignKey("known_key.key_id"))
    nonce: Mapped[bytes]
    ciphertext: Mapped[bytes]
