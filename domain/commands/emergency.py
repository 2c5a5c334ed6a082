"""Emergencies (应急)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from domain.commands.texts import NO_TEXTS, OFFICIAL, REASON, Texts
from domain.vocabulary import Channel, EmergencyKind, ForceMajeureCause


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareEmergency:
    """界定应急 (T43, E0)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["declare_emergency"] = "declare_emergency"
    kind: EmergencyKind
    unclear_owner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """通知: by the system or by telephone, both are logged (E1, SY20-20)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["notify"] = "notify"
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive:
    """到场 (E3)."""

    TEXTS: ClassVar[Texts] = {"place": OFFICIAL, "evidence": OFFICIAL}
    name: Literal["arrive"] = "arrive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Protect:
    """安全防护 (E4)."""

    TEXTS: ClassVar[Texts] = {"evidence": OFFICIAL}
    name: Literal["protect"] = "protect"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstFeedback:
    """初步反馈: situation and method (E5)."""

    TEXTS: ClassVar[Texts] = {"situation": OFFICIAL, "method": OFFICIAL}
    name: Literal["first_feedback"] = "first_feedback"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveEmergency:
    """处置完毕 (E6)."""

    TEXTS: ClassVar[Texts] = {"result": OFFICIAL}
    name: Literal["resolve_emergency"] = "resolve_emergency"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimForceMajeure:
    """申报不可抗力 (T52)."""

    TEXTS: ClassVar[Texts] = {"evidence": OFFICIAL}
    name: Literal["claim_force_majeure"] = "claim_force_majeure"
    cause: ForceMajeureCause
    new_eta: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveForceMajeure:
    """认定不可抗力 (T52)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["approve_force_majeure"] = "approve_force_majeure"


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectForceMajeure:
    """不予认定不可抗力 (T52)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reject_force_majeure"] = "reject_force_majeure"
