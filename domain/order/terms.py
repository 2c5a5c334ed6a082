"""Closed lists that the order itself keeps: grounds, levels, secrecy, what is judged."""

from enum import StrEnum
from typing import Final

from domain.vocabulary import Role

OF_A_UNIT: Final = frozenset(
    {Role.UNIT_CLERK, Role.UNIT_GATEWAY, Role.UNIT_OFFICER, Role.UNIT_HEAD}
)
"""Roles in which a person speaks for a unit and not for the hotline or the city."""


class TerminationGround(StrEnum):
    """Why handling may lawfully end before its result: a closed list (WF-16, WF-23)."""

    MUST_USE_PROCEDURE = "must_use_procedure"
    IN_PETITION = "in_petition"
    SECRET_OR_PRIVACY = "secret_or_privacy"
    CONCLUDED = "concluded"
    OTHER_LAWFUL = "other_lawful"
    CALLER_UNCOOPERATIVE = "caller_uncooperative"
    IN_PROCEDURE = "in_procedure"
    """A case was opened midway (T50)."""


class Determination(StrEnum):
    """In which of the two ways the unit is found whose duty a disputed matter is (WF-25)."""

    STUDIED = "studied"
    """The hotline has the units concerned study it."""
    DIRECT = "direct"


class Confidentiality(StrEnum):
    """How far the caller's identity is protected, P0 open to P3 a named list only (6.2)."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class EvaluationSubject(StrEnum):
    """What an evaluation is about (WF-11, WF-12)."""

    RESULT = "result"
    QUALITY = "quality"
    SEAT_STAFF = "seat_staff"


class Mode(StrEnum):
    """Whether the database's time is the real one or is moved by tests and the demo."""

    REAL = "real"
    VIRTUAL = "virtual"
