"""Words of what stops or turns an order midway: pauses, grounds, procedures, levels, secrecy."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.vocabulary import Role, State

OF_A_UNIT: Final = frozenset(
    {Role.UNIT_CLERK, Role.UNIT_GATEWAY, Role.UNIT_OFFICER, Role.UNIT_HEAD}
)
"""Roles in which a person speaks for a unit and not for the hotline or the city."""


class PauseReason(StrEnum):
    """What time may stand still for: a closed list (G19)."""

    AWAITING_CALLER = "awaiting_caller"
    STATUTORY_PROCEDURE = "statutory_procedure"
    SUPERIOR_INSTRUCTION = "superior_instruction"


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


class ProcedureKind(StrEnum):
    """Which lawful procedure the caller has gone into midway (T50, G21)."""

    LITIGATION = "litigation"
    RECONSIDERATION = "reconsideration"
    PETITION = "petition"
    ARBITRATION = "arbitration"


class HardCaseLevel(StrEnum):
    """Before whom a hard case lies (疑难), from the hotline upwards (WF-28, XS-03)."""

    HOTLINE = "hotline"
    CITY_OFFICE = "city_office"
    JOINT_MEETING = "joint_meeting"
    EXECUTIVE_MEETING = "executive_meeting"


class OutsideOutcome(StrEnum):
    """What another platform made of what was handed to it (SYT-02)."""

    DONE = "done"
    HANDED_BACK = "handed_back"


class Confidentiality(StrEnum):
    """How far the caller's identity is protected, P0 open to P3 a named list only (6.2)."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationRequest:
    """An application to end the handling that waits for the hotline's decision."""

    ground: TerminationGround
    back_to: State
    """Where the order goes on if it is refused."""
    paused: tuple[str, ...]
    """The clocks that stand still meanwhile."""
