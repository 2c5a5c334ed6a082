"""What a caller may demand midway: an explanation, and secrecy (异议、保密)."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import OFFICIAL, PERSON, Texts
from domain.interruption import Confidentiality


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """提出异议: the caller demands an explanation (WF-11)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["object"] = "object"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerObjection:
    """答复异议: the hotline explains (WF-11)."""

    TEXTS: ClassVar[Texts] = {"explanation": OFFICIAL}
    name: Literal["answer_objection"] = "answer_objection"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetConfidentiality:
    """设定保密级别: the caller asks midway for more secrecy (WF-08, X25)."""

    TEXTS: ClassVar[Texts] = {"reason": PERSON}
    name: Literal["set_confidentiality"] = "set_confidentiality"
    level: Confidentiality
