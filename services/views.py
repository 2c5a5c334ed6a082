"""How views are written: a view is a frozen answer of a service, and its fields are its JSON."""

from pydantic import Field

from store.wire import Instant as Instant


def _is_none(value: object) -> bool:
    return value is None


LEFT_OUT_IF_NONE = Field(exclude_if=_is_none)
"""Beside a field that is no part of the answer where it was not asked for."""
