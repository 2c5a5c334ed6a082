"""Retaliation (打击报复): a caller is made to suffer for having called."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import PERSON, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRetaliation:
    """举报打击报复: a unit makes the caller suffer for the demand (WF-40)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["report_retaliation"] = "report_retaliation"
    about_unit: str = ""
    """The unit that does it; unnamed, it is the one that the order was last dispatched to."""
