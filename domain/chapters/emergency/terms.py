"""Closed lists of emergencies."""

from enum import StrEnum


class ThreatKind(StrEnum):
    """A threat to do harm, or a crowd that gathers (SY20-19)."""

    THREAT = "threat"
    GROUP_INCIDENT = "group_incident"


class ForceMajeureCause(StrEnum):
    """The two causes that SY20-21 exempts."""

    ACCIDENT = "accident"
    FORCE_MAJEURE = "force_majeure"
