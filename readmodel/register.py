"""The city's register: who works where, and which laws and calendars were published when."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from readmodel.tables import WORD, Base

TITLE = String(200)


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


class DispatchRuleRow(Base):
    """One entry of the dispatch catalogue (派发目录); it is ended, never changed or deleted."""

    __tablename__ = "dispatch_rule"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", "dispatch_rule_valid"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    item_type: Mapped[str | None] = mapped_column(WORD)
    item_class: Mapped[str | None] = mapped_column(WORD)
    category: Mapped[str]
    district: Mapped[str]
    subject: Mapped[str] = mapped_column(TITLE)
    listed: Mapped[bool]
    source: Mapped[str] = mapped_column(TITLE)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    entered_by: Mapped[str]
    ended_by: Mapped[str] = mapped_column(server_default="")
