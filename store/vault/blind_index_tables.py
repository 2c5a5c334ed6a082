"""The tables of traces: who called and what about, in digests; no row can be read back."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import NUMBER, WORD, Base


class BlindIndexRow(Base):
    """By what the caller of an order is found; it lives as long as the person's key."""

    __tablename__ = "blind_index"
    __table_args__ = (
        CheckConstraint("kind IN ('phone', 'id_number')", "blind_index_kind_known"),
        Index("blind_index_by_digest", "digest"),
    )

    order_number: Mapped[str] = mapped_column(
        ForeignKey("work_order.number"), type_=NUMBER, primary_key=True
    )
    kind: Mapped[str] = mapped_column(WORD, primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)


class NarrativeIndexRow(Base):
    """One gram of an open order's demand; all of them go when the order ends.

    Three in a row of the same characters are the same gram in every order that has them."""

    __tablename__ = "narrative_index"
    __table_args__ = (Index("narrative_index_of_order", "order_number"),)

    gram: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    order_number: Mapped[str] = mapped_column(NUMBER, primary_key=True)
    of: Mapped[int] = mapped_column(SmallInteger)
    """How many grams of the order are kept."""


class OtherRegisterRow(Base):
    """A case that lies with the petition office or the 110 line (AH-13, NA-11, NA-12)."""

    __tablename__ = "other_register"
    __table_args__ = (
        CheckConstraint("source IN ('petition', '110')", "other_register_source_known"),
        Index("other_register_by_digest", "digest"),
    )

    source: Mapped[str] = mapped_column(WORD, primary_key=True)
    external_id: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(server_default="clock_timestamp()")
