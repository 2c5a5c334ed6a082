"""What callers say about the hotline and the units (评价): their work, and their people."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import OFFICIAL, PERSON, Texts
from domain.evaluation import EvaluationSubject
from domain.vocabulary import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluate:
    """评价: the caller judges the result, the quality of the work, or the seat staff (WF-11)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["evaluate"] = "evaluate"
    subject: EvaluationSubject
    stars: int
    """On the five-level scale of the callback: 1 very satisfied to 5 very dissatisfied (G16)."""
    channel: Channel = Channel.PHONE
    """By what way it came: callers evaluate by telephone, network and more (AH-11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStaffComplaint:
    """答复对话务员的投诉: the shift lead says what came of it (WF-12)."""

    TEXTS: ClassVar[Texts] = {"explanation": OFFICIAL}
    name: Literal["answer_staff_complaint"] = "answer_staff_complaint"
