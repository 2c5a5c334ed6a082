"""The law that an order lives under (规则更新)."""

from dataclasses import dataclass
from typing import Literal

from domain.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetChanged:
    """规则更新: what begins from here on is judged by this law (X38)."""

    kind: Literal["RuleSetChanged"] = "RuleSetChanged"
    before: str
    """The edition under which the order lived until now."""
    pack: Pack
