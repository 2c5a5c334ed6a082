"""How views are written: a view is a frozen answer of a service, and its fields are its JSON."""

from functools import cache
from typing import Any

from pydantic import Field, TypeAdapter

from store.wire import Instant as Instant


def _is_none(value: object) -> bool:
    return value is None


LEFT_OUT_IF_NONE = Field(exclude_if=_is_none)
"""Beside a field that is no part of the answer where it was not asked for."""


def as_json(view: object) -> Any:
    """Write a view as the plain JSON that every door gives."""
    kind: Any = type(view)
    return _writer(kind).dump_python(view, mode="json", by_alias=True)


@cache
def _writer(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
