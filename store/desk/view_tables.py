"""The table of lists that people have named for themselves."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.desk.owner import Owned


class SavedViewRow(Owned):
    """One list of one human in one post, under a name of his own."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("account", "person", "name", name="saved_view_name"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    address: Mapped[bytes]
    """Sealed: what somebody looks for may be a telephone or a name."""
    sealed_by: Mapped[str | None] = mapped_column(ForeignKey("known_key.key_id"))
    saved_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
