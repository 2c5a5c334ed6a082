"""Coming back to an ended order: reopened, corrected, found false, archived."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.order.command import NO_TEXTS, OFFICIAL, REASON, Texts, command


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """The matter was not settled after all (T47)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reopen"] = "reopen"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class FindFalseClosure:
    """A spot check shows that nothing was done (T48)."""

    TEXTS: ClassVar[Texts] = {"evidence": OFFICIAL}
    name: Literal["find_false_closure"] = "find_false_closure"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An order that nobody came back to is filed for good (T49)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["archive"] = "archive"
    digest: str
    """Over all facts of the order as they are stored, so that the file proves what it holds."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectAnswer:
    """The entry that the answer stood on was wrong, and the caller is told (X36)."""

    TEXTS: ClassVar[Texts] = {"answer": OFFICIAL}
    name: Literal["correct_answer"] = "correct_answer"
    kb_entry: str
    version: int
    """The version that was found wrong."""
