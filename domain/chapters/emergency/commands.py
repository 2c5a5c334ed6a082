"""Emergencies, and threats that are reported beside them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from domain.chapters.emergency.terms import ForceMajeureCause, ThreatKind
from domain.order.command import NO_TEXTS, OFFICIAL, PERSON, REASON, Texts, command
from domain.vocabulary import Channel, EmergencyKind


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareEmergency:
    """The order is an emergency from now on (T43, E0)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["declare_emergency"] = "declare_emergency"
    kind: EmergencyKind
    unclear_owner: bool = False
    """Whether it is not clear whose duty it is: the territorial government goes there (SY20-22)."""
    territory: str = ""
    """That government, where the order does not name it or names another."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """The unit is told, by the system or by telephone; both are logged (E1, SY20-20)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["notify"] = "notify"
    channel: Channel
    unit: str = ""
    """Who was told: the unit with the order, if nobody is named, or the territorial government."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class CallInTerritory:
    """The territorial government goes there, to verify and protect (E1', SY20-22)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["call_in_territory"] = "call_in_territory"
    territory: str = ""
    """That government, where the order does not name it or names another."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive:
    """The unit is on the scene (E3)."""

    TEXTS: ClassVar[Texts] = {"place": OFFICIAL, "evidence": OFFICIAL}
    name: Literal["arrive"] = "arrive"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Protect:
    """People on the scene are protected (E4)."""

    TEXTS: ClassVar[Texts] = {"evidence": OFFICIAL}
    name: Literal["protect"] = "protect"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class FirstFeedback:
    """The situation and the method are reported (E5)."""

    TEXTS: ClassVar[Texts] = {"situation": OFFICIAL, "method": OFFICIAL}
    name: Literal["first_feedback"] = "first_feedback"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveEmergency:
    """The danger is over (E6)."""

    TEXTS: ClassVar[Texts] = {"result": OFFICIAL}
    name: Literal["resolve_emergency"] = "resolve_emergency"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimForceMajeure:
    """The unit says what kept it from arriving in time (T52)."""

    TEXTS: ClassVar[Texts] = {"evidence": OFFICIAL}
    name: Literal["claim_force_majeure"] = "claim_force_majeure"
    cause: ForceMajeureCause
    new_eta: datetime


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveForceMajeure:
    """The cause is recognised (T52)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["approve_force_majeure"] = "approve_force_majeure"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RejectForceMajeure:
    """The cause is not recognised (T52)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reject_force_majeure"] = "reject_force_majeure"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportToLeaders:
    """A grave matter is reported to the leaders in charge (SM-06)."""

    TEXTS: ClassVar[Texts] = {"text": OFFICIAL}
    name: Literal["report_to_leaders"] = "report_to_leaders"
    authority: str
    """The leader or the office that it was reported to."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportThreat:
    """Told at once to those who can prevent it (X31)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["report_threat"] = "report_threat"
    kind: ThreatKind
    to: tuple[str, ...]
    """Whom it was reported to: codes from the pack's table of transfers."""
