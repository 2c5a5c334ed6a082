"""The tables of the vault: each order's keys, and what callers and offices said, encrypted."""

import uuid
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import NUMBER, WORD, Base

SECRECIES: Final = "secrecy IN ('person', 'official')"


class VaultKeyRow(Base):
    """One of an order's two keys, wrapped by the master key; destroying it is the erasure."""

    __tablename__ = "vault_key"
    __table_args__ = (CheckConstraint(SECRECIES, "vault_key_secrecy_known"),)

    order_number: Mapped[str] = mapped_column(
        ForeignKey("work_order.number"), type_=NUMBER, primary_key=True
    )
    secrecy: Mapped[str] = mapped_column(WORD, primary_key=True)
    key: Mapped[bytes]


class VaultRow(Base):
    """One text of one command, encrypted."""

    __tablename__ = "vault"
    __table_args__ = (
        CheckConstraint(SECRECIES, "vault_secrecy_known"),
        Index("vault_of_order", "order_number"),
    )

    command_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("command.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(NUMBER)
    secrecy: Mapped[str] = mapped_column(WORD)
    nonce: Mapped[bytes]
    ciphertext: Mapped[bytes]


class VaultSaltRow(Base):
    """The salt of one command's commitment, encrypted."""

    __tablename__ = "vault_salt"
    __table_args__ = (
        CheckConstraint(SECRECIES, "vault_salt_secrecy_known"),
        Index("vault_salt_of_order", "order_number"),
    )

    command_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("command.id"), primary_key=True)
    order_number: Mapped[str] = mapped_column(NUMBER)
    secrecy: Mapped[str] = mapped_column(WORD)
    nonce: Mapped[bytes]
    ciphertext: Mapped[bytes]
