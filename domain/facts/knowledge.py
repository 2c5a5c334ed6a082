"""Answers that stood on a wrong entry of the knowledge base (知识库)."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCorrected:
    """更正答复: what the caller was told from this version was wrong."""

    kind: Literal["AnswerCorrected"] = "AnswerCorrected"
    kb_entry: str
    version: int
    called_back: bool
    """Whether the caller is called back, or the correction stays on record only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackAtDesk:
    """退回受理: the answer of the desk did not hold, and the desk decides anew."""

    kind: Literal["BackAtDesk"] = "BackAtDesk"
