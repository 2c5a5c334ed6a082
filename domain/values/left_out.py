"""Fields that came to a stored class later: unset they are not written, so old bytes stay."""

from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import partial
from typing import Any, Final, TypeVar

T = TypeVar("T")
Schema = dict[str, Any]
MARKED: Final[list[type]] = []
"""Every class with such fields: whoever writes without a schema must be told of them."""


def left_out_if_unset(*names: str) -> Callable[[type[T]], type[T]]:
    """Leave these fields of a dataclass out of what is written where they hold their default.

    It tells pydantic, which the core itself does not import; what was left out is read as default.
    """

    def mark(cls: type[T]) -> type[T]:
        unset = {field.name: field.default for field in fields(cls)}  # type: ignore[arg-type]
        if any(unset.get(name, MISSING) is MISSING for name in names):
            raise TypeError(f"{cls.__name__}: a field without a default cannot be left out")

        def schema(owner: type[T], _: Any, handler: Any) -> Schema:
            outer: Schema = handler(owner)
            for field in _dataclass_of(handler.resolve_ref_schema(outer))["fields"]:
                if field["name"] in names:
                    field["serialization_exclude_if"] = partial(_is, unset[field["name"]])
            return outer

        type.__setattr__(cls, "__get_pydantic_core_schema__", classmethod(schema))
        MARKED.append(cls)
        return cls

    return mark


def _is(default: Any, value: Any) -> bool:
    return bool(value == default)


def _dataclass_of(schema: Schema) -> Schema:
    """Find the fields inside what surrounds them."""
    while schema["type"] != "dataclass-args":
        schema = schema["schema"]
    return schema
