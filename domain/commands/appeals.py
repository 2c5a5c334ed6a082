"""Appeals against the assessment (考核申诉): asked, decided, confirmed by a second person."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.appealing import WHOLE_ORDER, AppealGround
from domain.commands.texts import REASON, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """考核申诉: an entry of the unit's own order must not count, on a listed ground (WF-34)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["appeal"] = "appeal"
    ground: AppealGround
    entry: str = WHOLE_ORDER
    """A clock such as "handle/1", a fact such as "fact/17", or the whole order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAppeal:
    """申诉认定: the assessor upholds or rejects it, with a reason (WF-34)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["decide_appeal"] = "decide_appeal"
    upheld: bool
    entry: str = WHOLE_ORDER


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAppeal:
    """申诉复核: a second person confirms the decision, or sends it back with a reason (SM-10)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["confirm_appeal"] = "confirm_appeal"
    agrees: bool
    entry: str = WHOLE_ORDER
