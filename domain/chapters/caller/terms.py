"""Closed lists of how callers behave, of what is known of them, and of who may know it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.vocabulary import Role


class PersonalData(StrEnum):
    """What of a caller's own data is looked at (6.3): each is the text of a registration that bears
    its name."""

    NAME = "name"
    PHONE = "phone"
    ID_NUMBER = "id_number"


class PaperKind(StrEnum):
    """What is printed about an order."""

    ORDER_FORM = "order_form"
    URGING = "urging"
    SUPERVISION_NOTICE = "supervision_notice"
    SUMMONS = "summons"
    REFUSAL_NOTICE = "refusal_notice"
    TERMINATION_NOTICE = "termination_notice"
    EXTENSION_FORM = "extension_form"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPost:
    """A post that is to be named on an access list, as the register has it."""

    person: str
    unit: str
    role: Role
    outsourced: bool


MAY_BE_NAMED: Final = frozenset(
    {
        *(Role.SEAT_AGENT, Role.SPECIAL_SEAT, Role.SHIFT_LEAD, Role.DISPATCHER),
        *(Role.CALLBACK_OFFICER, Role.SUPERVISOR, Role.REVIEWER, Role.ASSESSOR),
        Role.HOTLINE_HEAD,
    }
)
"""The platform's own staff: whoever handles the matter is told what the platform passes on."""
