"""People of the sample city in whose name several tests ask."""

from typing import Final

from operations.scenarios.scenario import people
from services.access.principal import Principal

PUBLISHER: Final = Principal.of(people()["calendar-office"])
"""Who publishes laws and calendars."""
