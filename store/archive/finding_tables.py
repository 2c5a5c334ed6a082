"""The tables of reconciliation: every run that was ever seen in Temporal, and what was found."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import NUMBER, WORD, Base

PLACE_LENGTH = 200


class SeenRunRow(Base):
    """One run of a workflow, and how far its history was read; a row outlives the run."""

    __tablename__ = "seen_run"
    __table_args__ = (
        CheckConstraint("events >= 0", "seen_run_events_count"),
        Index("seen_run_of_order", "order_number"),
        Index("seen_run_unarchived", "order_number", postgresql_where="NOT archived"),
    )

    run_id: Mapped[str] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(NUMBER)
    """As its identity in Temporal says; a forged one may name an order that there never was."""
    previous: Mapped[str]
    """The run that it continues or follows; empty for a first one."""
    events: Mapped[int] = mapped_column(Integer)
    ended_at: Mapped[datetime | None]
    """When it was first seen ended."""
    archived: Mapped[bool] = mapped_column(server_default="false")


class FindingRow(Base):
    """Something done to an order behind the hotline's back; never removed, only cleared."""

    __tablename__ = "finding"
    __table_args__ = (
        CheckConstraint("cleared_by = '' OR cleared_at IS NOT NULL", "finding_cleared_by_someone"),
        Index("finding_open", "id", postgresql_where="cleared_at IS NULL"),
        Index("finding_of_order", "order_number"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    order_number: Mapped[str] = mapped_column(NUMBER)
    run_id: Mapped[str]
    what: Mapped[str] = mapped_column(WORD)
    place: Mapped[str] = mapped_column(String(PLACE_LENGTH))
    since: Mapped[datetime]
    cleared_at: Mapped[datetime | None]
    cleared_by: Mapped[str] = mapped_column(server_default="")
