"""Emergencies (应急), and threats that were reported beside them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.chapters.emergency.terms import ForceMajeureCause, ThreatKind
from domain.order.fact import fact
from domain.vocabulary import Channel, EmergencyKind


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyDeclared:
    """界定应急."""

    kind: Literal["EmergencyDeclared"] = "EmergencyDeclared"
    emergency: EmergencyKind


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Notified:
    """通知: by the system or by telephone."""

    kind: Literal["Notified"] = "Notified"
    channel: Channel
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class TerritorialFallback:
    """属地兜底: the territorial government steps in, in parallel (SY20-22)."""

    kind: Literal["TerritorialFallback"] = "TerritorialFallback"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class OnScene:
    """到场."""

    kind: Literal["OnScene"] = "OnScene"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """安全防护完成."""

    kind: Literal["Protected"] = "Protected"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class FirstFeedbackGiven:
    """初步反馈."""

    kind: Literal["FirstFeedback"] = "FirstFeedback"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyResolved:
    """处置完毕."""

    kind: Literal["EmergencyResolved"] = "EmergencyResolved"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ForceMajeureClaimed:
    """申报不可抗力."""

    kind: Literal["ForceMajeureClaimed"] = "ForceMajeureClaimed"
    unit: str
    cause: ForceMajeureCause
    new_eta: datetime
    clock: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ForceMajeureApproved:
    """认定不可抗力: the miss does not count and stays visible."""

    kind: Literal["ForceMajeureApproved"] = "ForceMajeureApproved"
    clock: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ForceMajeureRejected:
    """不予认定不可抗力."""

    kind: Literal["ForceMajeureRejected"] = "ForceMajeureRejected"
    clock: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatReported:
    """报告扬言或群体性事件: told to these authorities."""

    kind: Literal["ThreatReported"] = "ThreatReported"
    threat: ThreatKind
    to: tuple[str, ...]
