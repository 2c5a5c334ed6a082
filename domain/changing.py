"""Replacing a few fields of a frozen thing, which an order does at every fact.

`dataclasses.replace` calls the constructor, which sets every field anew and slowly. This copies the
fields in one go, a tenth of the time, for classes that have no slots and check nothing at birth;
what was worked out from the old thing and kept beside its fields is left behind.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

__all__ = ["changing"]

if TYPE_CHECKING:
    from dataclasses import replace as changing
else:

    def changing(thing, /, **changes):
        """Return a copy of a frozen thing with these fields changed."""
        kept = thing.__dict__
        changed = object.__new__(type(thing))
        changed.__dict__.update({name: kept[name] for name in _names(type(thing))}, **changes)
        return changed


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(kind.__dataclass_fields__)
