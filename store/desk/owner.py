"""Whose something at a desk is: one human's, in one post."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped

from store.tables import Base


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """One human in one post."""

    person: str
    account: str
    """The human; empty where the post alone is known."""


class Owned(Base):
    """A table of what people have at their desks."""

    __abstract__ = True

    account: Mapped[str]
    person: Mapped[str]


def owned(table: type[Owned], owner: Owner) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The condition that a row is somebody's."""
    return table.person == owner.person, table.account == owner.account
