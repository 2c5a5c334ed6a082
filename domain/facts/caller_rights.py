"""What a caller may demand midway: an explanation, and secrecy (异议、保密)."""

from dataclasses import dataclass
from typing import Literal

from domain.interruption import Confidentiality


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRaised:
    """提出异议."""

    kind: Literal["ObjectionRaised"] = "ObjectionRaised"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionAnswered:
    """答复异议."""

    kind: Literal["ObjectionAnswered"] = "ObjectionAnswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidentialitySet:
    """设定保密级别: from here on the caller's identity is protected so far."""

    kind: Literal["ConfidentialitySet"] = "ConfidentialitySet"
    before: Confidentiality
    level: Confidentiality
