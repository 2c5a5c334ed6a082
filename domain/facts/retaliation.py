"""Retaliation (打击报复)."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class RetaliationReported:
    """举报打击报复: a unit is said to make the caller suffer for the demand."""

    kind: Literal["RetaliationReported"] = "RetaliationReported"
    about_unit: str
