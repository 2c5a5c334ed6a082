"""The tables of attachments: what was sent in for an order, and its pieces, encrypted."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import NUMBER, WORD, Base

PARTS = "part IN ('sent', 'kept', 'thumbnail')"


class AttachmentRow(Base):
    """One file of an order: under which act it is sent in, how far, and what it became."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint("secrecy IN ('person', 'official')", "attachment_secrecy_known"),
        CheckConstraint(
            "received BETWEEN 0 AND announced AND announced > 0",
            "attachment_within",
        ),
        CheckConstraint(
            "(form IS NULL) = (size IS NULL) AND (form IS NULL) = (digest IS NULL)"
            " AND (form IS NULL OR received = announced)",
            "attachment_whole",
        ),
        Index("attachment_of_order", "order_number"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("work_order.number"), type_=NUMBER)
    act: Mapped[str] = mapped_column(WORD)
    """The act that is to attach it; its text says under which key it lies."""
    secrecy: Mapped[str] = mapped_column(WORD)
    sent_by: Mapped[str]
    announced: Mapped[int] = mapped_column(Integer)
    """How many bytes are to come."""
    received: Mapped[int] = mapped_column(Integer, server_default="0")
    begun_at: Mapped[datetime] = mapped_column(server_default="clock_timestamp()")
    form: Mapped[str | None] = mapped_column(WORD)
    """What it is by its content; None until all has come and was found fit."""
    size: Mapped[int | None] = mapped_column(Integer)
    """In bytes, as it is kept: a picture is drawn anew without what its camera wrote into it."""
    digest: Mapped[bytes | None]
    """Over the nonces and ciphertexts of what is kept, in their order."""


class AttachmentPieceRow(Base):
    """One piece of a file: as it was sent, of what is kept, or of the small picture."""

    __tablename__ = "attachment_piece"
    __table_args__ = (CheckConstraint(PARTS, "attachment_piece_part_known"),)

    attachment: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("attachment.id", ondelete="CASCADE"), primary_key=True
    )
    part: Mapped[str] = mapped_column(WORD, primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True)
    nonce: Mapped[bytes]
    ciphertext: Mapped[bytes]
