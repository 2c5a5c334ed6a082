"""Sorting at the desk (甄别): what is missing, what belongs together, what it really is."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import NO_TEXTS, REASON, Texts
from domain.vocabulary import ItemClass, ItemType


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestInfo:
    """要求补充: the caller is asked for what is missing (T02, HD-16)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["request_info"] = "request_info"
    missing: tuple[Literal["name", "phone", "id_number", "place", "subject", "demand"], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """并单: this order follows a master, or, as the master, takes a child in (T07).

    Exactly one of the two numbers is given; each of the two orders gets a command of its own.
    """

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["merge"] = "merge"
    master: str = ""
    child: str = ""
    same_caller: bool = False
    """Whether both orders come from one caller: one order, several contacts (X13)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassify:
    """重新分类: the demand is of another type, class or category than was written down (T45)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reclassify"] = "reclassify"
    type: ItemType
    class_: ItemClass
    category: str = ""
    """What it is really about, by the code of the catalogue; empty where that stays."""
