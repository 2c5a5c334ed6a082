"""What happens between orders that belong together: the split, and each other's end."""

from dataclasses import dataclass
from typing import Literal

from domain.vocabulary import State


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitUp:
    """拆单."""

    kind: Literal["Split"] = "Split"
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatReceived:
    """再次诉求: the matter has come again, as an order of its own."""

    kind: Literal["RepeatReceived"] = "RepeatReceived"
    later: str
    new_facts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEnded:
    """子单终结."""

    kind: Literal["PartEnded"] = "PartEnded"
    part: str
    ended_as: State


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterEnded:
    """主单终结."""

    kind: Literal["MasterEnded"] = "MasterEnded"
    master: str
    ended_as: State
