"""The city's register: who works where, which laws and calendars are in force, what is known."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from readmodel.tables import NUMBER, WORD, Base

TITLE = String(200)
LONG_TEXT = String(20_000)


class UnitRow(Base):
    """An office that handles orders."""

    __tablename__ = "unit"

    code: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(TITLE)
    district: Mapped[str]
    kind: Mapped[str] = mapped_column(WORD)


class PersonRow(Base):
    """A person of the staff, in one capacity, for one unit."""

    __tablename__ = "person"

    person: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    role: Mapped[str] = mapped_column(WORD)
    outsourced: Mapped[bool] = mapped_column(server_default="false")
    title: Mapped[str] = mapped_column(TITLE)


class PolicyRow(Base):
    """A rule pack as it was published."""

    __tablename__ = "policy"

    id: Mapped[str] = mapped_column(primary_key=True)
    edition: Mapped[str] = mapped_column(primary_key=True)
    published_at: Mapped[datetime | None]
    """None for a shipped edition that is kept because orders were born under it."""
    body: Mapped[dict[str, Any]]


class CalendarRow(Base):
    """One edition of one year of a calendar as it was published."""

    __tablename__ = "calendar"
    __table_args__ = (CheckConstraint("year BETWEEN 1900 AND 2200", "calendar_year_plausible"),)

    name: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    edition: Mapped[str] = mapped_column(primary_key=True)
    published_at: Mapped[datetime]
    body: Mapped[dict[str, Any]]


class KnowledgeRow(Base):
    """One version of an entry of the knowledge base; its words never change (WF-38)."""

    __tablename__ = "knowledge"
    __table_args__ = (
        UniqueConstraint("proposed_by", "idempotency_key", name="knowledge_asked_once"),
        CheckConstraint("version >= 1", "knowledge_version_counts"),
        CheckConstraint("valid_to >= valid_from", "knowledge_valid"),
        CheckConstraint("approved_by <> proposed_by", "knowledge_four_eyes"),
        CheckConstraint("(approved_by IS NULL) = (approved_at IS NULL)", "knowledge_approved"),
        CheckConstraint(
            "(withdrawn_by IS NULL) = (withdrawn_at IS NULL)"
            " AND (withdrawn_by IS NULL) = (reason IS NULL)",
            "knowledge_withdrawn",
        ),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(TITLE)
    text: Mapped[str] = mapped_column(LONG_TEXT)
    unit: Mapped[str]
    """The office that keeps it up to date."""
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    """The last day on which it may be cited; None while no end is known."""
    source_order: Mapped[str | None] = mapped_column(NUMBER)
    """The order whose answer flowed back."""
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    idempotency_key: Mapped[str] = mapped_column(String(200))
    approved_by: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(LONG_TEXT)
