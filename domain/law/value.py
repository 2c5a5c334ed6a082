"""One value of a rule pack, which never stands without its source."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Generic[T]):
    """One value of the law, with the document it comes from and the rule ids it carries."""

    value: T
    source: str
    """Document and article, or "default"."""
    rules: tuple[str, ...]
