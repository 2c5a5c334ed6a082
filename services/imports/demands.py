"""A demand as a file tells it, and how the words of its columns are understood."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.vocabulary import ItemClass, ItemType
from texts.understood import meanings, understood

LONGEST_WORD: Final = 40
"""How much of an unknown word is repeated to the person who has to mend it."""


class Field(StrEnum):
    """What a file can tell about a demand (design 8)."""

    NUMBER = "number"
    OPENED = "opened"
    CLOSED = "closed"
    TYPE = "type"
    CLASS = "class"
    UNIT = "unit"
    CALLER = "caller"
    PHONE = "phone"
    SUBJECT = "subject"
    TEXT = "text"


USUAL_COLUMNS: Final = {field: understood("columns")[field] for field in Field}
"""The column names under which each field is looked for, the first that is there being taken."""


class UnknownWord(ValueError):
    """A cell holds a word that the hotline does not use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One row of the file, understood; instants carry their offset, an empty text says nothing."""

    row: int
    number: str
    opened: datetime | None
    closed: datetime | None
    type: ItemType
    class_: ItemClass
    category: str
    """The class as the file words it."""
    unit: str
    caller: str
    phone: str
    subject: str
    text: str
    days_only: tuple[Field, ...] = ()
    """The times of which the file tells the day only."""


def item_type(word: str, usual: ItemType = ItemType.HELP) -> ItemType:
    """The type a cell names, the usual one where it is empty; raises UnknownWord."""
    if not word:
        return usual
    try:
        return ItemType(meanings("types").get(word, word.lower()))
    except ValueError:
        raise _unknown(word, list(ItemType)) from None


def item_class(word: str, usual: ItemClass = ItemClass.OTHER) -> ItemClass:
    """The class a cell names; a category of contents that is not city management is other.

    Raises UnknownWord for a word in Latin letters that is no class: it is a slip, no category.
    """
    if word in meanings("classes"):
        return ItemClass(meanings("classes")[word])
    if not word:
        return usual
    if not word.isascii():
        return ItemClass.OTHER
    try:
        return ItemClass(word.lower())
    except ValueError:
        raise _unknown(word, list(ItemClass)) from None


def _unknown(word: str, known: list[str]) -> UnknownWord:
    return UnknownWord(f'"{word[:LONGEST_WORD]}" is none of {", ".join(known)}')
