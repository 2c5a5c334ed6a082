"""Matching (比对): what the system notices about orders that may belong together."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import NO_TEXTS, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestDuplicate:
    """提示疑似重复: these open orders may be about the same matter; people decide (X13, X14)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["suggest_duplicate"] = "suggest_duplicate"
    others: tuple[str, ...]
    same_caller: bool = False
    """Whether they are the same caller's (X13) or other callers' (X14)."""
