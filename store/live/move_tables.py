"""The log of what moved. It is kept for a day, for pages that were away; facts stay for ever."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import NUMBER, Base

THIS_TRANSACTION = text("CAST(CAST(pg_current_xact_id() AS text) AS bigint)")


class OrderMovedRow(Base):
    """That facts were stored for an order, and how it stood before them."""

    __tablename__ = "order_moved"
    __table_args__ = (
        Index("order_moved_in", "moved_in"),
        Index("order_moved_at", "moved_at"),
        Index("order_moved_untold", "position", postgresql_where="NOT is_told"),
    )

    position: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    number: Mapped[str] = mapped_column(NUMBER)
    version: Mapped[int]
    moved_in: Mapped[int] = mapped_column(BigInteger, server_default=THIS_TRANSACTION)
    """PostgreSQL's number of the transaction, which never comes round again."""
    moved_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    standing: Mapped[dict[str, Any] | None]
    """The row of order_state as it was; None at an order's birth."""
    parties: Mapped[dict[str, Any] | None]
    """The row of order_parties as it was; None where nobody had to do with it."""
    is_told: Mapped[bool] = mapped_column(server_default="false")
    """Whether those whom it concerns have been told in their inboxes."""
