"""The tables of the assessment: what each order gives the figures, in rows that SQL can sum."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, SmallInteger, String, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import NUMBER, WORD, Base

ASKED_ABOUT: Final = (
    "left_out",
    "anew",
    "ends_after",
    "ends_by",
    "unit",
    "district",
    "type",
    "channel",
)
"""What decides whether a mark counts; those asked about most often stand first."""
MANY_CHANGES: Final = 50_000
TIDIED: Final = {
    f"autovacuum_{work}_{limit}": MANY_CHANGES if limit == "threshold" else 0
    for work in ("vacuum", "vacuum_insert", "analyze")
    for limit in ("scale_factor", "threshold")
}
"""After so many changes, and not after a fifth of all months: decision 15."""


class ScorecardRow(Base):
    """One order for the assessment, as of one of its facts."""

    __tablename__ = "scorecard"
    __table_args__ = (Index("scorecard_closed", "closed"),)

    order_number: Mapped[str] = mapped_column(NUMBER, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    """The last fact that is in it."""
    pack: Mapped[str]
    pack_edition: Mapped[str]
    type: Mapped[str] = mapped_column(WORD)
    class_: Mapped[str] = mapped_column("class", WORD)
    district: Mapped[str]
    channel: Mapped[str] = mapped_column(WORD)
    category: Mapped[str]
    state: Mapped[str] = mapped_column(WORD)
    unit: Mapped[str]
    opened: Mapped[datetime]
    closed: Mapped[datetime | None]
    dispatched: Mapped[datetime | None]
    """When a closed order was first dispatched."""
    late: Mapped[bool | None]
    """Whether a handling limit of a closed order had passed."""
    excluded: Mapped[int | None]
    """The fact by which the assessment leaves it out (WF-34)."""


class MarkKindRow(Base):
    """What a mark counts for: each figure with `above/below the line`, as `K1 1/1`."""

    __tablename__ = "mark_kind"

    kind: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """The first bytes of the hash of the figures."""
    figures: Mapped[list[str]] = mapped_column(ARRAY(String(64)))


class ScorecardMarkRow(Base):
    """What an order gives the figures of one unit in the same periods; it carries its place."""

    __tablename__ = "scorecard_mark"
    __table_args__ = (
        CheckConstraint("place >= 1", "scorecard_mark_place_counts"),
        Index(
            "scorecard_mark_counted",
            "kind",
            "at",
            "order_number",
            "place",
            postgresql_include=ASKED_ABOUT,
        ),
        {"postgresql_with": TIDIED},
    )

    order_number: Mapped[str] = mapped_column(NUMBER, primary_key=True)
    place: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    """From 1 within the order."""
    kind: Mapped[int] = mapped_column(BigInteger)
    unit: Mapped[str]
    district: Mapped[str]
    type: Mapped[str] = mapped_column(WORD)
    channel: Mapped[str] = mapped_column(WORD)
    left_out: Mapped[bool]
    """Whether figures that judge a unit leave the order out (WF-34)."""
    at: Mapped[datetime | None]
    """Lies within the period; none where only the period's end matters."""
    anew: Mapped[datetime | None]
    """Lies before the period."""
    ends_after: Mapped[datetime | None]
    """The period ends after this."""
    ends_by: Mapped[datetime | None]
    """The period ends at this or before."""
    facts: Mapped[list[Any]] = mapped_column(JSONB(none_as_null=True))
    """The facts behind each figure of the kind, in its order."""


class FrozenMonthRow(Base):
    """The figures of a month as they were when it was frozen; the database refuses any change."""

    __tablename__ = "frozen_month"

    month: Mapped[str] = mapped_column(WORD, primary_key=True)
    """As 2026-10, in the days of the city."""
    pack: Mapped[str]
    pack_edition: Mapped[str]
    figures: Mapped[str] = mapped_column(Text)
    """Canonical JSON: every figure, and what it adds up to in every place."""
    orders: Mapped[str] = mapped_column(Text)
    """Canonical JSON: up to which fact each order that counted was known."""
    sha256: Mapped[bytes]
    """Over both texts."""
    frozen_at: Mapped[datetime]


class ScorecardBehindRow(Base):
    """What was published of an order and is in no scorecard yet."""

    __tablename__ = "scorecard_behind"

    order_number: Mapped[str] = mapped_column(NUMBER, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
