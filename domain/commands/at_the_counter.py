"""What the counter writes on a paper and nobody else: what its own registers say (受理窗口)."""

from typing import Any, Final

ONLY_HERE: Final = "only_at_the_counter"
AT_THE_COUNTER: Final[dict[str, Any]] = {ONLY_HERE: True}
"""Marks a field that no paper carries: the counter fills it in from the catalogue."""
