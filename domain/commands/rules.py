"""The law that an order lives under (规则更新)."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import REASON, Texts
from domain.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRuleSet:
    """规则更新: a running order moves to another edition of the law (T51, X38)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["change_rule_set"] = "change_rule_set"
    pack: Pack
    """The whole law: the order's own history must prove every due that comes of it."""
