"""Accounts: the humans who may sign in, the posts that they hold, and what was done at the door.

No secret lies here that could be read: of passwords, sessions, tokens and links only what proves
that one is known, and what codes are made from is sealed under a key that lies elsewhere."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import WORD, Base

DIGEST = LargeBinary(32)
NOW = text("clock_timestamp()")


class AccountRow(Base):
    """One human; what somebody may do stands in the posts that he holds."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("failures >= 0", "account_failures_count"),
        CheckConstraint("(disabled_at IS NULL) = (disabled_by IS NULL)", "account_disabled"),
        CheckConstraint("language IN ('zh', 'en')", "account_language"),
        CheckConstraint("theme IN ('system', 'light', 'dark')", "account_theme"),
        CheckConstraint("density IN ('dense', 'roomy')", "account_density"),
    )

    username: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    password: Mapped[str | None] = mapped_column(String(200))
    """An argon2id hash with its own salt and costs; None until a first one is chosen."""
    failures: Mapped[int] = mapped_column(server_default="0")
    """Tries since the last that was right."""
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    created_by: Mapped[str]
    disabled_at: Mapped[datetime | None]
    disabled_by: Mapped[str | None]
    language: Mapped[str] = mapped_column(String(8), server_default="zh")
    """How pages are shown to this human, as the two below."""
    theme: Mapped[str] = mapped_column(String(8), server_default="system")
    density: Mapped[str] = mapped_column(String(8), server_default="dense")


class HeldPostRow(Base):
    """A post that a human holds, or in which he stands in for somebody until a day."""

    __tablename__ = "held_post"
    __table_args__ = (
        CheckConstraint("until > granted_at", "held_post_lasts"),
        CheckConstraint("until IS NOT NULL OR NOT stands_in", "held_post_stand_in_ends"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", "held_post_revoked"),
        Index(
            "held_post_standing",
            "account",
            "person",
            unique=True,
            postgresql_where="revoked_at IS NULL",
        ),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.username"))
    person: Mapped[str] = mapped_column(ForeignKey("person.person"))
    """The post, by its code in the register: it is what acts are recorded under."""
    stands_in: Mapped[bool] = mapped_column(server_default="false")
    granted_at: Mapped[datetime] = mapped_column(server_default=NOW)
    granted_by: Mapped[str]
    until: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None]


class SessionRow(Base):
    """Somebody who signed in with a browser, by the digest of what its cookie holds."""

    __tablename__ = "session"
    __table_args__ = (Index("session_open", "account", postgresql_where="ended_at IS NULL"),)

    digest: Mapped[bytes] = mapped_column(DIGEST, primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.username"))
    person: Mapped[str | None] = mapped_column(ForeignKey("person.person"))
    """The post in which this session acts; None until one is chosen."""
    begun_at: Mapped[datetime] = mapped_column(server_default=NOW)
    seen_at: Mapped[datetime] = mapped_column(server_default=NOW)
    ended_at: Mapped[datetime | None]
    sign_on_link: Mapped[int | None] = mapped_column(ForeignKey("sign_on_link.id"))
    """By which link the city's single sign-on let it begin; None where it began by a password."""
    factor_proved: Mapped[bool] = mapped_column(server_default="false")
    """Whether the city's single sign-on has asked the second factor itself."""


class SignOnLinkRow(Base):
    """Which human of which provider an account is, from when until when."""

    __tablename__ = "sign_on_link"
    __table_args__ = (
        CheckConstraint("(unlinked_at IS NULL) = (unlinked_by IS NULL)", "sign_on_link_unlinked"),
        Index(
            "sign_on_link_subject",
            "issuer",
            "subject",
            unique=True,
            postgresql_where="unlinked_at IS NULL",
        ),
        Index(
            "sign_on_link_account", "account", unique=True, postgresql_where="unlinked_at IS NULL"
        ),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    """How the provider calls the human, for ever and nobody else."""
    account: Mapped[str] = mapped_column(ForeignKey("account.username"))
    linked_at: Mapped[datetime] = mapped_column(server_default=NOW)
    linked_by: Mapped[str]
    unlinked_at: Mapped[datetime | None]
    unlinked_by: Mapped[str | None]


class UsedSignOnRow(Base):
    """A sign-in with the provider that came back, by the digest of its state: none comes twice."""

    __tablename__ = "used_sign_on"

    digest: Mapped[bytes] = mapped_column(DIGEST, primary_key=True)
    used_at: Mapped[datetime] = mapped_column(server_default=NOW)


class TokenRow(Base):
    """What a program shows instead of signing in, by its digest."""

    __tablename__ = "token"
    __table_args__ = (
        CheckConstraint("expires_at > created_at", "token_lasts"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", "token_revoked"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(DIGEST, unique=True)
    account: Mapped[str | None] = mapped_column(ForeignKey("account.username"))
    """Whose it is; None where the owner of the data directory made it for a post."""
    person: Mapped[str] = mapped_column(ForeignKey("person.person"))
    scopes: Mapped[list[str]] = mapped_column(ARRAY(WORD))
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    created_by: Mapped[str]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None]


class PasswordLinkRow(Base):
    """A link by which a password is chosen, once."""

    __tablename__ = "password_link"

    digest: Mapped[bytes] = mapped_column(DIGEST, primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.username"))
    made_at: Mapped[datetime] = mapped_column(server_default=NOW)
    made_by: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SecondFactorRow(Base):
    """What an account's one-time codes are made from, sealed under the master key."""

    __tablename__ = "second_factor"

    account: Mapped[str] = mapped_column(ForeignKey("account.username"), primary_key=True)
    sealed: Mapped[bytes]
    sealed_by: Mapped[str | None] = mapped_column(ForeignKey("known_key.key_id"))
    """Which key that is; None where the database does not know its keys yet."""
    last_step: Mapped[int] = mapped_column(BigInteger)
    """The half minute of the last code that was used: neither it nor an older one counts again."""
    set_at: Mapped[datetime] = mapped_column(server_default=NOW)


class LastResetRow(Base):
    """That one administrator asked for a security administrator to be let in again, and the other
    confirmed it."""

    __tablename__ = "last_reset"
    __table_args__ = (
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by IS NULL)", "last_reset_confirmed"),
        CheckConstraint("confirmed_by <> asked_by", "last_reset_two_humans"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.username"))
    person: Mapped[str] = mapped_column(ForeignKey("person.person"))
    """The post that asked, and its role at that moment."""
    role: Mapped[str] = mapped_column(WORD)
    asked_by: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(server_default=NOW)
    confirmed_by: Mapped[str | None]
    confirmed_at: Mapped[datetime | None]


class BreakGlassRow(Base):
    """That one administrator asked for a post in an emergency, who opened it, and until when."""

    __tablename__ = "break_glass"
    __table_args__ = (
        CheckConstraint("hours BETWEEN 1 AND 24", "break_glass_hours"),
        CheckConstraint("opened_by <> account", "break_glass_two_humans"),
        CheckConstraint("(shut_by IS NULL) = (shut_at IS NULL)", "break_glass_shut"),
        Index("break_glass_of_account", "account"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.username"))
    """Who asked, and acts in the post while it is open."""
    administrator: Mapped[str] = mapped_column(ForeignKey("person.person"))
    """The administrator's post in which he asked, and its role at that moment."""
    administrator_role: Mapped[str] = mapped_column(WORD)
    person: Mapped[str] = mapped_column(ForeignKey("person.person"))
    """The post that is opened, and its role at that moment."""
    role: Mapped[str] = mapped_column(WORD)
    reason: Mapped[str] = mapped_column(String(500))
    hours: Mapped[int] = mapped_column(SmallInteger)
    asked_at: Mapped[datetime] = mapped_column(server_default=NOW)
    opened_by: Mapped[str | None] = mapped_column(ForeignKey("account.username"))
    opened_by_role: Mapped[str | None] = mapped_column(WORD)
    opened_at: Mapped[datetime | None]
    until: Mapped[datetime | None]
    shut_by: Mapped[str | None]
    shut_at: Mapped[datetime | None]


class RefusalTallyRow(Base):
    """How often a human was refused a right in a post, and when the log last told it."""

    __tablename__ = "refusal_tally"

    account: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    refused: Mapped[str] = mapped_column(primary_key=True)
    """The right."""
    told_at: Mapped[datetime] = mapped_column(server_default=NOW)
    untold: Mapped[int] = mapped_column(server_default="0")
    """Refusals since then, which no entry tells yet."""
    untold_before: Mapped[int] = mapped_column(server_default="0")
    """How many they were before the last refusal."""


class AccessLogRow(Base):
    """One thing that was done or tried at the door; written once, never changed."""

    __tablename__ = "access_log"
    __table_args__ = (
        Index("access_log_unarchived", "id", postgresql_where="NOT archived"),
        Index(
            "access_log_under_break_glass",
            text("(detail ->> 'break_glass')"),
            "id",
            postgresql_where="event = 'break_glass_used'",
        ),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(server_default=NOW)
    event: Mapped[str] = mapped_column(WORD)
    account: Mapped[str]
    """Whom it concerns; where no such account is, empty: what was typed may be a password."""
    person: Mapped[str] = mapped_column(server_default="")
    by: Mapped[str]
    """Who did it: an account, a person of the register, or the owner of the data directory."""
    detail: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    archived: Mapped[bool] = mapped_column(server_default="false")
    """Whether it has its leaf in the signed log: all that is noted of it afterwards."""
