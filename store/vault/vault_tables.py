"""The tables of the vault: which master keys there are, each order's keys, and what callers and
offices said, encrypted."""

import uuid
from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import NUMBER, WORD, Base

KINDS: Final = "kind IN ('vault', 'index', 'checkpoint', 'national')"
SECRECIES: Final = "secrecy IN ('person', 'official')"


class KnownKeyRow(Base):
    """A key of the installation by its fingerprint; whoever reads this knows nothing of the key."""

    __tablename__ = "known_key"
    __table_args__ = (
        CheckConstraint(KINDS, "known_key_kind_known"),
        Index("known_key_current", "kind", unique=True, postgresql_where="is_current"),
    )

    key_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(WORD)
    since: Mapped[datetime] = mapped_column(server_default="clock_timestamp()")
    is_current: Mapped[bool]
    """One of each kind is; the others still open what lies under them."""


class VaultKeyRow(Base):
    """One of an order's two keys, wrapped by the master key; destroying it is the erasure."""

    __tablename__ = "vault_key"
    __table_args__ = (CheckConstraint(SECRECIES, "vault_key_secrecy_known"),)

    order_number: Mapped[str] = mapped_column(
        ForeignKey("work_order.number"), type_=NUMBER, primary_key=True
    )
    secrecy: Mapped[str] = mapped_column(WORD, primary_key=True)
    key: Mapped[bytes]
    wrapped_by: Mapped[str | None] = mapped_column(ForeignKey("known_key.key_id"))
    """The master key, which cannot be known no more while this lies under it; None where the
    database does not know its keys yet."""


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
