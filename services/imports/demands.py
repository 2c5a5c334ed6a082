"""A demand (诉求) as a file tells it, and how the words of its columns are understood."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.vocabulary import ItemClass, ItemType

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


USUAL_COLUMNS: Final[dict[Field, tuple[str, ...]]] = {
    Field.NUMBER: ("number", "留言编号", "工单编号", "工单号", "编号", "id"),
    Field.OPENED: (
        "opened",
        "留言时间",
        "来电时间",
        "诉求时间",
        "受理时间",
        "opened_at",
        "created_at",
    ),
    Field.CLOSED: ("closed", "答复时间", "办结时间", "closed_at"),
    Field.TYPE: ("type", "诉求类型", "工单类型", "类型"),
    Field.CLASS: ("class", "一级分类", "category"),
    Field.UNIT: ("unit", "承办单位", "答复单位", "office"),
    Field.CALLER: ("caller", "留言用户", "诉求人", "来电人", "姓名", "name"),
    Field.PHONE: ("phone", "联系电话", "电话", "手机号", "telephone"),
    Field.SUBJECT: ("subject", "留言主题", "主题", "标题", "title"),
    Field.TEXT: ("text", "留言详情", "诉求内容", "内容", "demand", "content"),
}
"""The column names under which each field is looked for, the first that is there being taken."""

TYPE_WORDS: Final = {
    "咨询": ItemType.CONSULT,
    "求助": ItemType.HELP,
    "投诉": ItemType.COMPLAINT,
    "举报": ItemType.REPORT,
    "建议": ItemType.SUGGESTION,
    "表扬": ItemType.PRAISE,
    "感谢": ItemType.PRAISE,
}
CITY_MANAGEMENT_WORDS: Final = frozenset({"城市管理", "城管", "城市综合管理"})


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
    """The type a cell names, the usual one (求助) where it is empty; raises UnknownWord."""
    if not word:
        return usual
    if word in TYPE_WORDS:
        return TYPE_WORDS[word]
    try:
        return ItemType(word.lower())
    except ValueError:
        raise _unknown(word, list(ItemType)) from None


def item_class(word: str, usual: ItemClass = ItemClass.OTHER) -> ItemClass:
    """The class a cell names; a category of contents that is not city management is other.

    Raises UnknownWord for a word in Latin letters that is no class: it is a slip, no category.
    """
    if word in CITY_MANAGEMENT_WORDS:
        return ItemClass.CITY_MANAGEMENT
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
