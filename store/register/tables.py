"""The city's register: who works where, which laws and calendars are in force, what is known."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import NUMBER, WORD, Base

TITLE = String(200)
LONG_TEXT = String(20_000)


class DistrictRow(Base):
    """A part of the city."""

    __tablename__ = "district"

    code: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(TITLE)


class UnitRow(Base):
    """An office that handles orders."""

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", "unit_validity"),
        CheckConstraint("successor <> code", "unit_successor_other"),
        CheckConstraint("above <> code", "unit_above_other"),
        CheckConstraint("level IN ('city', 'district', 'town')", "unit_level_known"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(TITLE)
    district: Mapped[str]
    kind: Mapped[str] = mapped_column(WORD)
    level: Mapped[str] = mapped_column(WORD, server_default="city")
    territory: Mapped[str] = mapped_column(server_default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    above: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    """The unit that it is below."""
    item_classes: Mapped[list[str]] = mapped_column(ARRAY(WORD), server_default="{}")
    """The classes of items it may get; an empty list: every class."""


class SuccessionRow(Base):
    """One unit in the place of another, by whom it was entered, and by whom undone."""

    __tablename__ = "succession"
    __table_args__ = (
        CheckConstraint(
            "(undone_by IS NULL) = (undone_at IS NULL) AND (undone_by IS NULL) = (reason IS NULL)",
            "succession_undone",
        ),
        Index("succession_standing", "unit", unique=True, postgresql_where="undone_at IS NULL"),
    )

    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    entered_at: Mapped[datetime] = mapped_column(primary_key=True)
    successor: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    valid_from: Mapped[date]
    valid_to_before: Mapped[date | None]
    """The last day that the register knew of the unit before."""
    entered_by: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]
    reason: Mapped[str | None] = mapped_column(LONG_TEXT)


class PersonRow(Base):
    """A person of the staff, in one capacity, for one unit."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", "person_validity"),
        CheckConstraint("role NOT IN ('caller', 'system')", "person_is_no_machine"),
        CheckConstraint(
            "unit IS NOT NULL OR role IN ('sys_admin', 'sec_admin', 'audit_admin')",
            "person_of_a_unit",
        ),
    )

    person: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    """None for an administrator, who serves no office (6.4)."""
    role: Mapped[str] = mapped_column(WORD)
    outsourced: Mapped[bool] = mapped_column(server_default="false")
    title: Mapped[str] = mapped_column(TITLE)
    post: Mapped[str | None] = mapped_column(WORD)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class RegisterChangeRow(Base):
    """One change of the register by a city's file: by whom, what was said before, what is now."""

    __tablename__ = "register_change"
    __table_args__ = (
        CheckConstraint("kind IN ('district', 'unit', 'person', 'rule')", "register_change_kind"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    changed_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    changed_by: Mapped[str]
    kind: Mapped[str] = mapped_column(WORD)
    code: Mapped[str]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any]]


class DutyRow(Base):
    """Who of a unit is on duty from when until when; how to reach them stands elsewhere."""

    __tablename__ = "duty"
    __table_args__ = (CheckConstraint("until > since", "duty_lasts"),)

    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.person"), primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    until: Mapped[datetime]
    post: Mapped[str] = mapped_column(WORD)


class PolicyRow(Base):
    """A rule pack as it was published."""

    __tablename__ = "policy"

    id: Mapped[str] = mapped_column(primary_key=True)
    edition: Mapped[str] = mapped_column(primary_key=True)
    published_at: Mapped[datetime | None]
    """None for a shipped edition that is kept because orders were born under it."""
    published_by: Mapped[str] = mapped_column(server_default="")
    """Who published it; empty where nobody did, or before that was noted."""
    body: Mapped[dict[str, Any]]


class CalendarRow(Base):
    """One edition of one year of a calendar as it was published."""

    __tablename__ = "calendar"
    __table_args__ = (CheckConstraint("year BETWEEN 1900 AND 2200", "calendar_year_plausible"),)

    name: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    edition: Mapped[str] = mapped_column(primary_key=True)
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(server_default="")
    body: Mapped[dict[str, Any]]


class PlaceRow(Base):
    """The calendar of a further place as it was published; it never changes, its years do."""

    __tablename__ = "calendar_place"

    name: Mapped[str] = mapped_column(primary_key=True)
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(server_default="")
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


class DispatchRuleRow(Base):
    """One entry of the dispatch catalogue; it is ended, never changed or deleted."""

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
