"""For how long something may be given that is given for days."""

from typing import Final

MOST_DAYS: Final = 366
"""A token, or standing in for another, lasts a year at most."""
