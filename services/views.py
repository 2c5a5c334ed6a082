"""How views are written: a view is a frozen answer of a service, and its fields are its JSON."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, PlainSerializer, WithJsonSchema

Instant = Annotated[
    datetime,
    PlainSerializer(datetime.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
"""An instant in the zone that the reader counts by, with its offset."""


def if_given(value: object) -> bool:
    """Whether a field is left out of the JSON: what is not given is not written."""
    return value is None


LEFT_OUT_IF_NONE = Field(exclude_if=if_given)
"""Beside a field that is no part of the answer where it was not asked for."""
