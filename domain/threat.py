"""What is told to others at once, whatever becomes of the demand (扬言、群体性事件; X31)."""

from enum import StrEnum


class ThreatKind(StrEnum):
    """A threat to do harm, or a crowd that gathers (SY20-19)."""

    THREAT = "threat"
    GROUP_INCIDENT = "group_incident"
