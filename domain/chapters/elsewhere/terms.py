"""Closed lists of what other platforms do."""

from enum import StrEnum


class OutsideOutcome(StrEnum):
    """What another platform made of what was handed to it (SYT-02)."""

    DONE = "done"
    HANDED_BACK = "handed_back"
