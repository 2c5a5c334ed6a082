"""Closed lists of appeals against the assessment."""

from enum import StrEnum
from typing import Final

WHOLE_ORDER: Final = "order"
"""The entry that stands for everything that the order counts for."""


class AppealGround(StrEnum):
    """Why a unit says that something must not count: a closed list (a default)."""

    OUT_OF_DUTY = "out_of_duty"
    FORCE_MAJEURE = "force_majeure"
    SYSTEM_OUTAGE = "system_outage"
    WRONG_CATEGORY = "wrong_category"
    CALLER_UNREACHABLE = "caller_unreachable"
