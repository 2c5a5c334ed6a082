"""The table of held acts: handed in, and not yet sent, because whoever did may take them back."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import NUMBER, WORD, Base

NOW = text("clock_timestamp()")


class HeldActRow(Base):
    """One act that waits; what it says lies sealed under its order's keys, and goes when it ends.

    No fact, no command and no clock knows of it: what was taken back never happened."""

    __tablename__ = "held_act"
    __table_args__ = (
        CheckConstraint("secrecy IN ('person', 'official')", "held_act_secrecy_known"),
        CheckConstraint(
            "outcome IN ('left', 'refused', 'taken_back', 'void')", "held_act_outcome_known"
        ),
        CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", "held_act_ended"),
        CheckConstraint("outcome IS NULL OR ciphertext IS NULL", "held_act_forgotten"),
        CheckConstraint("(nonce IS NULL) = (ciphertext IS NULL)", "held_act_sealed"),
        Index("held_act_waiting", "order_number", postgresql_where="outcome IS NULL"),
        Index("held_act_of_bulk", "bulk", postgresql_where="bulk IS NOT NULL"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("work_order.number"), type_=NUMBER)
    actor: Mapped[str]
    account: Mapped[str]
    """The human who acts; empty where the post alone is known."""
    admitted_by: Mapped[str | None] = mapped_column(WORD)
    name: Mapped[str]
    """The command."""
    digest: Mapped[str] = mapped_column(String(128))
    """By which a key that is used again is told from a paper that is handed in again: keyed."""
    secrecy: Mapped[str] = mapped_column(WORD)
    nonce: Mapped[bytes | None]
    ciphertext: Mapped[bytes | None]
    """The paper; None where an erasure took it, and once the act has ended."""
    held_at: Mapped[datetime] = mapped_column(server_default=NOW)
    leaves_at: Mapped[datetime]
    """By the order's own clock."""
    leaving: Mapped[bool] = mapped_column(server_default="false")
    """It is on its way and cannot be taken back."""
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(WORD)
    command_id: Mapped[uuid.UUID | None]
    """The command that it became; None where it became none."""
    bulk: Mapped[uuid.UUID | None]
    """The bulk that it is part of; None where it was handed in alone."""
    refusal: Mapped[dict[str, Any] | None]
    """Why it was refused; None where it was not, or no rule says so."""
