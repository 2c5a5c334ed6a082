"""Closed lists of how callers behave, and of what is known of them."""

from enum import StrEnum


class PersonalData(StrEnum):
    """What of a caller's own data is looked at (6.3): each is the text of a registration that bears
    its name."""

    NAME = "name"
    PHONE = "phone"
    ID_NUMBER = "id_number"


class AbuseGround(StrEnum):
    """What a caller is reported to the police for (WF 34, HD-22)."""

    HARASSMENT = "harassment"
    """Goes on calling without a reason, or harasses."""
    INSULT = "insult"
    THREAT = "threat"
    VIOLENCE = "violence"
    FALSE_ACCUSATION = "false_accusation"
    DISRUPTION = "disruption"
    """Disturbs the order of the hotline's work by unlawful means."""
