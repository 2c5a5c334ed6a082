"""Histories and rows leave out what a law leaves unset, as everything that has a schema does.

Both are written by what pydantic finds in a value, without a schema; it asks a class for a writer
of its own first, so each class with fields that may be left out is given one.
"""

from pydantic import TypeAdapter

from domain.decide import decide
from domain.values.left_out import MARKED

KNOWN = decide
"""Importing it imports every class of the core."""


def give_writers() -> None:
    """Give each marked class its writer, once."""
    for marked in MARKED:
        if "__pydantic_serializer__" not in vars(marked):
            type.__setattr__(marked, "__pydantic_serializer__", TypeAdapter(marked).serializer)
