"""Closed lists of how callers behave."""

from enum import StrEnum


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
