"""What must have been tried before time may stand still (G19, X7)."""

from dataclasses import dataclass

from domain.pack_value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Pausing:
    """Waiting for a caller whom the unit could not reach (X7)."""

    attempts: Value[int]
    """So many tries to reach the caller in vain."""
    days: Value[int]
    """On so many different days."""
