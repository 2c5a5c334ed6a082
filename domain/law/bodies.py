"""The bodies before which the law brings what a unit cannot solve."""

from enum import StrEnum


class HardCaseLevel(StrEnum):
    """Before whom a hard case lies, from the hotline upwards (WF-28, XS-03)."""

    HOTLINE = "hotline"
    CITY_OFFICE = "city_office"
    JOINT_MEETING = "joint_meeting"
    EXECUTIVE_MEETING = "executive_meeting"
