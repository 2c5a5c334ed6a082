"""How a stored value of one of many classes finds its class: by its word, never by guessing."""

from collections.abc import Callable
from typing import Any, get_args


class Tagged:
    """Marks a union whose members are told apart by one literal field.

    Annotated on a union, it tells pydantic (which the core itself does not import) to read and
    write by that field alone. Classes that are too many to be listed have a registry instead.
    """

    def __init__(self, field: str) -> None:
        self.field = field

    def __get_pydantic_core_schema__(
        self, source: Any, handler: Callable[[Any], dict[str, Any]]
    ) -> dict[str, Any]:
        members = get_args(source)
        choices = {
            member.__dataclass_fields__[self.field].default: handler(member) for member in members
        }
        return {"type": "tagged-union", "discriminator": self.field, "choices": choices}
