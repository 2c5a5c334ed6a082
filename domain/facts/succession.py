"""A unit that is merged or abolished (机构合并、撤销)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSucceeded:
    """机构承继: wherever the order named the unit, it names the successor from here on (X21)."""

    kind: Literal["UnitSucceeded"] = "UnitSucceeded"
    unit: str
    successor: str
    valid_from: date
