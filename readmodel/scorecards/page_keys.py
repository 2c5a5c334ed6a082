"""Where a page of a figure ended: written down for whoever goes on, and read back."""

import re
from datetime import UTC, datetime
from typing import Final, NamedTuple

KEY: Final = re.compile(r"(?P<at>[^/]*)/(?P<order>[!-~]{1,64})/(?P<place>[0-9]{1,4})")


class BadCursor(ValueError):
    """What should say where a page ended does not."""


class Behind(NamedTuple):
    """Up to which mark somebody has read; the next page begins after it."""

    at: datetime | None
    """None among the marks that only the period's end matters to: they come last."""
    order: str
    place: int


def read_cursor(written: str) -> Behind:
    """Read where a page ended; raises BadCursor."""
    key = KEY.fullmatch(written)
    if key is None:
        raise _bad(written)
    return Behind(_instant(key["at"], written), key["order"], int(key["place"]))


def write_cursor(behind: Behind) -> str:
    """Write down where a page ended."""
    at = behind.at.astimezone(UTC).isoformat() if behind.at else ""
    return f"{at}/{behind.order}/{behind.place}"


def _instant(said: str, written: str) -> datetime | None:
    if not said:
        return None
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        raise _bad(written) from None
    if at.tzinfo is None:
        raise _bad(written)
    return at


def _bad(written: str) -> BadCursor:
    return BadCursor(f"{written} is no page's `next`")
