"""Matching (比对)."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateSuggested:
    """疑似重复: the order may be about the same matter as these."""

    kind: Literal["DuplicateSuggested"] = "DuplicateSuggested"
    others: tuple[str, ...]
    same_caller: bool
