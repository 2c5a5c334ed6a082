"""The tables. An inspector may read them by hand; every instant is UTC, every text has a bound."""

import uuid
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    Interval,
    LargeBinary,
    Sequence,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NUMBER: Final = String(64)
"""An order's number, also its identity in Temporal: at most 64 ASCII characters."""
CODE: Final = String(64)
WORD: Final = String(32)
INSTANT: Final = TIMESTAMP(timezone=True, precision=6)
MODES: Final = "mode IN ('real', 'virtual')"
UNDECIDED: Final = ("received", "delivered")
STILL_UNDECIDED: Final = "status IN ('received', 'delivered')"
FROM_UPSTREAM: Final = text(
    "name = 'register' AND order_number IS NOT NULL AND act #>> '{command,external_id}' <> ''"
)
WORKFLOW_EDITION: Final = 3
"""The edition of the workflow whose orders are continued; every new order is born under it. Another
one begins where a history cannot be continued, by its form or because the core no longer carries
the rules that it was decided by."""


class Base(DeclarativeBase):
    """All tables of the system."""

    type_annotation_map = {  # noqa: RUF012
        datetime: INSTANT,
        timedelta: Interval(),
        bytes: LargeBinary(),
        dict[str, Any]: JSONB(none_as_null=True),
        str: CODE,
    }


order_numbers = Sequence("order_number_seq", metadata=Base.metadata)


class DatabaseMode(Base):
    """Whether this database lives in real or in movable time; one row, chosen at its birth."""

    __tablename__ = "database_mode"
    __table_args__ = (
        CheckConstraint(MODES, "database_mode_known"),
        Index("database_mode_one", text("(true)"), unique=True),
    )

    mode: Mapped[str] = mapped_column(WORD, primary_key=True)


class WorkOrderRow(Base):
    """One order as the command table knows it. The row is the order's lock and its clock."""

    __tablename__ = "work_order"
    __table_args__ = (
        CheckConstraint("number ~ '^[!-~]{1,64}$'", "work_order_number_ascii"),
        CheckConstraint("mode = 'virtual' OR clock_offset = '0'", "work_order_real_time"),
        CheckConstraint("next_place >= 1", "work_order_next_place"),
        Index("work_order_not_started", "number", postgresql_where="NOT started"),
        Index("work_order_moved", "clock_offset", postgresql_where="clock_offset > '0'"),
        Index("work_order_earlier", "number", postgresql_where="workflow_edition < 3"),
    )

    number: Mapped[str] = mapped_column(NUMBER, primary_key=True)
    mode: Mapped[str] = mapped_column(ForeignKey("database_mode.mode"), type_=WORD)
    clock_offset: Mapped[timedelta] = mapped_column(server_default="0")
    last_received_at: Mapped[datetime | None]
    settled_until: Mapped[datetime | None]
    """A ring was answered up to here: no later stamp may lie at or before it."""
    next_place: Mapped[int] = mapped_column(BigInteger, server_default="1")
    pack: Mapped[str]
    pack_edition: Mapped[str]
    calendar: Mapped[str]
    calendar_edition: Mapped[str] = mapped_column(String(512))
    started: Mapped[bool] = mapped_column(server_default="false")
    workflow_edition: Mapped[int] = mapped_column(
        SmallInteger, server_default=str(WORKFLOW_EDITION)
    )
    """An order of an earlier one is read and proved, and never continued."""
    rules_edition: Mapped[int] = mapped_column(SmallInteger)
    """What the core's rules mean for this order; those of the first are carried no more."""


class CommandRow(Base):
    """Who asked for what, received when, and what became of it; also the outbox of the call."""

    __tablename__ = "command"
    __table_args__ = (
        UniqueConstraint("actor", "idempotency_key", name="command_asked_once"),
        UniqueConstraint("order_number", "place", name="command_place"),
        CheckConstraint("(order_number IS NULL) = (place IS NULL)", "command_placed"),
        CheckConstraint("place >= 1", "command_place_counts"),
        CheckConstraint("via IN ('update', 'signal', 'start')", "command_via_known"),
        CheckConstraint(
            "status IN ('received', 'delivered', 'decided', 'refused', 'failed')",
            "command_status_known",
        ),
        CheckConstraint("order_number IS NOT NULL OR status = 'refused'", "command_homeless"),
        Index("command_undecided", "order_number", "place", postgresql_where=STILL_UNDECIDED),
        Index(
            "command_from_upstream",
            text("(act #>> '{command,source}')"),
            text("(act #>> '{command,external_id}')"),
            postgresql_where=FROM_UPSTREAM,
        ),
        Index("command_unarchived", "received_at", postgresql_where="NOT archived"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    order_number: Mapped[str | None] = mapped_column(ForeignKey("work_order.number"), type_=NUMBER)
    """None where the registration itself was refused."""
    place: Mapped[int | None] = mapped_column(BigInteger)
    """From 1 within the order, without a gap: the order of delivery."""
    actor: Mapped[str]
    role: Mapped[str] = mapped_column(WORD)
    unit: Mapped[str]
    idempotency_key: Mapped[str] = mapped_column(String(200))
    request_hash: Mapped[str] = mapped_column(String(128))
    name: Mapped[str]
    act: Mapped[dict[str, Any]]
    via: Mapped[str] = mapped_column(WORD)
    received_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(WORD)
    response: Mapped[dict[str, Any] | None]
    answered_at: Mapped[datetime | None]
    archived: Mapped[bool] = mapped_column(server_default="false")


class FactRow(Base):
    """What happened, as the workflow recorded it; written once, never changed by the system."""

    __tablename__ = "fact"
    __table_args__ = (
        CheckConstraint("seq >= 1", "fact_seq_counts"),
        Index("fact_answered", "order_number", postgresql_where="kind = 'Answered'"),
        Index(
            "fact_looks",
            *("occurred_at", "order_number", "seq"),
            postgresql_where="kind = 'PIIViewed'",
        ),
        Index("fact_erasures", "order_number", postgresql_where="kind = 'ErasureApproved'"),
        Index("fact_entry_left_out", "order_number", postgresql_where="kind = 'EntryLeftOut'"),
    )

    order_number: Mapped[str] = mapped_column(NUMBER, primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str]
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    actor: Mapped[str]
    actor_unit: Mapped[str]
    actor_role: Mapped[str] = mapped_column(WORD)
    outsourced: Mapped[bool]
    basis: Mapped[list[str]] = mapped_column(ARRAY(CODE))
    command_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    body: Mapped[dict[str, Any]]


class OrderStateRow(Base):
    """How each order stands after its latest published fact."""

    __tablename__ = "order_state"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 5", "order_state_level_known"),
        CheckConstraint("version >= 0", "order_state_version_counts"),
        Index("order_state_by_state", "state", "number"),
        Index("order_state_by_unit", "unit", "number"),
        Index("order_state_by_queue", "queue", "number", postgresql_where="queue <> ''"),
    )

    number: Mapped[str] = mapped_column(NUMBER, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(WORD)
    level: Mapped[int] = mapped_column(SmallInteger)
    type: Mapped[str] = mapped_column(WORD)
    class_: Mapped[str] = mapped_column("class", WORD)
    urgency: Mapped[str] = mapped_column(WORD)
    district: Mapped[str]
    unit: Mapped[str]
    pack: Mapped[str]
    pack_edition: Mapped[str]
    born_at: Mapped[datetime | None]
    next_alarm: Mapped[datetime | None]
    queue: Mapped[str] = mapped_column(server_default="")
    confidentiality: Mapped[str] = mapped_column(WORD, server_default="P0")


class OrderPartiesRow(Base):
    """Who has to do with an order besides the unit that has it; no row where nobody has."""

    __tablename__ = "order_parties"
    __table_args__ = (
        Index("order_parties_child", "child", postgresql_where="child <> ''"),
        Index("order_parties_fallback", "fallback", postgresql_where="fallback <> ''"),
        Index("order_parties_co_hosts", "co_hosts", postgresql_using="gin"),
        Index("order_parties_platforms", "platforms", postgresql_using="gin"),
        Index("order_parties_bodies", "bodies", postgresql_using="gin"),
    )

    order_number: Mapped[str] = mapped_column(NUMBER, primary_key=True)
    child: Mapped[str]
    co_hosts: Mapped[list[str]] = mapped_column(ARRAY(CODE))
    fallback: Mapped[str]
    accused: Mapped[str]
    platforms: Mapped[list[str]] = mapped_column(ARRAY(CODE))
    bodies: Mapped[list[str]] = mapped_column(ARRAY(WORD))


class PartiesUnknownRow(Base):
    """An order from before its parties were written down: they are read from its facts."""

    __tablename__ = "parties_unknown"

    order_number: Mapped[str] = mapped_column(NUMBER, primary_key=True)


class ClockRow(Base):
    """One duty of an order as it stands after the latest published fact."""

    __tablename__ = "clock"
    __table_args__ = (
        Index(
            "clock_overdue",
            "order_number",
            postgresql_where="lapsed IS NOT NULL AND ended IS NULL",
        ),
        Index("clock_open", "order_number", "due", postgresql_where="ended IS NULL"),
    )

    order_number: Mapped[str] = mapped_column(NUMBER, primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(WORD)
    owner: Mapped[str]
    started: Mapped[datetime]
    due: Mapped[datetime]
    original_due: Mapped[datetime]
    provisional: Mapped[bool]
    ended: Mapped[datetime | None]
    lapsed: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(WORD)
    body: Mapped[dict[str, Any]]
