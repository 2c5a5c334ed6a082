"""Callers who abuse the line (恶意拨打): persuaded, restricted, reported (G25, HD-22)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from domain.commands.at_the_counter import AT_THE_COUNTER
from domain.commands.texts import OFFICIAL, PERSON, REASON, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Persuade:
    """劝导: the caller is asked to stop abusing the line (G25)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["persuade"] = "persuade"
    earlier: tuple[datetime, ...] = field(default=(), metadata=AT_THE_COUNTER)
    """When the same caller was persuaded in other orders; the register says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictCaller:
    """限制来电: for some days the caller is only called back (G25)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["restrict_caller"] = "restrict_caller"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftRestriction:
    """解除限制: the caller's appeal is upheld (G25)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["lift_restriction"] = "lift_restriction"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportToPolice:
    """报公安机关: the caller went on in spite of the restriction (HD-22)."""

    TEXTS: ClassVar[Texts] = {"evidence": OFFICIAL}
    name: Literal["report_to_police"] = "report_to_police"
