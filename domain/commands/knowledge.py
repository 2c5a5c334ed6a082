"""What was answered from the knowledge base (知识库) and was wrong."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import OFFICIAL, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectAnswer:
    """更正答复: the entry that the answer stood on was wrong, and the caller is told (X36)."""

    TEXTS: ClassVar[Texts] = {"answer": OFFICIAL}
    name: Literal["correct_answer"] = "correct_answer"
    kb_entry: str
    version: int
    """The version that was found wrong."""
