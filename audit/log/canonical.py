"""The one way to write content down for hashing: sorted keys, no blanks, instants in UTC."""

import json
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import orjson


def plain(value: Any) -> str:
    """Write an instant to the microsecond, or an identity; raises TypeError for anything else."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value).__name__)


CANONICAL: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain
)
"""What the canonical form is."""
QUICKLY: Final = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME
"""The same form: a verification writes a hundred thousand texts."""


def canonical(content: Any) -> bytes:
    """The one way to write some content down."""
    try:
        return orjson.dumps(content, default=plain, option=QUICKLY)
    except orjson.JSONEncodeError:
        # A number beyond 64 bits, say, which only the slower writer knows.
        return CANONICAL.encode(content).encode()
