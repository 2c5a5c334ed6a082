"""How often a test tries: a few times in `make test`, many times in `make test-long`."""

import os
from typing import Final

IS_THOROUGH: Final = os.environ.get("PAIDAN_TEST_THOROUGH", "") == "1"
"""Whether this run takes the time to try everything as often as is worth it."""


def times(few: int, *, thorough: int) -> int:
    """So many lives, or so many where the run is thorough."""
    return thorough if IS_THOROUGH else few
