"""A unit that is merged or abolished (机构合并、撤销)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.commands.texts import NO_TEXTS, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class SucceedUnit:
    """承继: the register names another unit in the place of one that is no more (X21)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["succeed_unit"] = "succeed_unit"
    unit: str
    successor: str
    valid_from: date
    """The first local day on which the register knows the successor only."""
