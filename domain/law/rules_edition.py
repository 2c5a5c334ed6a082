"""Editions of the core's rules: what the clauses meant when an order was born."""

from enum import IntEnum
from typing import Final


class RulesEdition(IntEnum):
    """An order is decided from its birth to its end by one of these, however the rules change."""

    FIRST = 1
    """The law as it was first read. No clause means this any more: such an order is read and proved
    by what was written, and never decided again."""
    SECOND = 2
    """The law read a second time, demand by demand."""
    THIRD = 3
    """What is spared a demand out of a file is spared for its channel, not for who registers it."""

    @property
    def is_carried(self) -> bool:
        """Whether the core can still decide by it."""
        return self >= OLDEST_CARRIED


OLDEST_CARRIED: Final = RulesEdition.SECOND
PRESENT_RULES: Final = max(RulesEdition)
"""The edition that every new order is born under."""
