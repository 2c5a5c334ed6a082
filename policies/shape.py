"""What a table of a rule file may hold, taken from the model itself.

A field that is added to the model is thereby readable; nothing here names a field.
"""

from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from domain.chapters.assessment.rules import Grade, Weight
from domain.chapters.elsewhere.rules import TransferTarget
from domain.chapters.handling.rules import ClosingRule
from domain.chapters.intake.rules import DemandKind, Disposition, IncomingNumber, Queue, WayIn
from domain.chapters.supervision.rules import LadderStep, Reminder
from domain.law.limit_rule import LimitRule
from domain.law.pack import Permission
from domain.law.value import Value
from policies.plain import READERS

IDENTITY: dict[type, tuple[str, ...]] = {
    LimitRule: ("clock", "item_type", "item_class", "urgency", "only", "occasion"),
    Reminder: ("clock", "before"),
    LadderStep: ("clock", "emergency", "level"),
    Disposition: ("code",),
    ClosingRule: ("item_type", "result"),
    Permission: ("command",),
    TransferTarget: ("code",),
    IncomingNumber: ("code",),
    Queue: ("code",),
    WayIn: ("channel",),
    DemandKind: ("item_type",),
    Weight: ("indicator",),
    Grade: ("name",),
}
"""By which fields a later entry takes the place of an earlier one; of others, by all fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyWanted:
    """One key of a table: the model's field, and the word for it in the file."""

    name: str
    word: str
    kind: Any
    default: Any
    """MISSING where the key must be given."""


@cache
def wanted(kind: Any) -> tuple[KeyWanted, ...]:
    """Name the keys of a table that is read as `kind`, a dataclass or one with its parameter."""
    shape = get_origin(kind) or kind
    parameters = dict(zip(getattr(shape, "__parameters__", ()), get_args(kind), strict=False))
    hints = get_type_hints(shape)
    return tuple(
        _wanted(field.name, parameters.get(hints[field.name], hints[field.name]), field.default)
        for field in fields(shape)
    )


def _wanted(name: str, hint: Any, default: Any) -> KeyWanted:
    members = get_args(hint) if get_origin(hint) in (Union, UnionType) else ()
    if NoneType in members:
        hint = next(member for member in members if member is not NoneType)
        default = None
    word = name.removesuffix("s") if entry_of(hint) else name
    return KeyWanted(name=name, word=word, kind=hint, default=default)


def is_table(kind: Any) -> bool:
    """Whether a value of this kind is written as a table and not as one word."""
    return is_dataclass(get_origin(kind) or kind) and kind not in READERS


def is_value(kind: Any) -> bool:
    """Whether this is one value of the law with its source, which is replaced as a whole."""
    return get_origin(kind) is Value


def entry_of(kind: Any) -> Any:
    """The kind of the entries where `kind` is a list of tables, else None."""
    item = get_args(kind)[0] if get_origin(kind) is tuple else None
    return item if item is not None and is_table(item) else None


def identity_of(kind: type) -> tuple[str, ...]:
    """Name the fields by which an entry of this kind is known."""
    return IDENTITY.get(kind) or tuple(want.name for want in wanted(kind))
