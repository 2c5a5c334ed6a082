"""What an open page is told: never more than a number and a version, or that it must look anew."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMoved:
    """An order that the reader sees stands otherwise than before."""

    number: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderGone:
    """An order that the reader saw is out of his sight."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAnew:
    """So much was missed that it is not told one by one: a page reads again what it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxChanged:
    """The reader's inbox holds so much that he has not read."""

    unread: int
    emergencies: int
    loudest: int
    """The latest line that he has not muted; a greater one than before makes a sound."""


Event = OrderMoved | OrderGone | LookAnew | InboxChanged


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTold:
    """One event, and the place from which a page that was told it goes on; None where it is of no
    order, and whoever comes back is told it anew."""

    event: Event
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """That the line stands, and whether what is shown can be trusted to be the newest."""

    records_answer: bool
    """Whether PostgreSQL answers: while it does not, nobody knows what moved."""
    place: str | None
    """From where a page goes on that was told all that waited for it; None where nobody knows."""
