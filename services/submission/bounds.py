"""Bounds that hold for whatever is handed in, on a paper or in a file."""

from typing import Final

LONGEST_TEXT: Final = 20_000
