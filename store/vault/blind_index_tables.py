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


class MissedCallRow(Base):
    """A call that nobody picked up, known by the switch's own number of it, never by its caller's
    (NA-15)."""

    __tablename__ = "missed_call"
    __table_args__ = (
        Index("missed_call_by_digest", "digest"),
        Index("missed_call_by_ring", "rang_at"),
    )

    reference: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    rang_at: Mapped[datetime]
    line: Mapped[str]
    queue: Mapped[str]
    due: Mapped[datetime | None]
    """Until when it was to be called back by the law of that time; None: no limit."""
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class CallBackRow(Base):
    """A call back to whoever was missed; it settles every earlier missed call of that caller."""

    __tablename__ = "call_back"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('spoke', 'no_answer', 'unreachable')", "call_back_outcome_known"
        ),
    )

    reference: Mapped[str] = mapped_column(ForeignKey("missed_call.reference"), primary_key=True)
    called_at: Mapped[datetime] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(WORD)
    recorded_at: Mapped[datetime]
    called_by: Mapped[str]


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
