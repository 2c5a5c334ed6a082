"""Coming back to an order that has ended (办结之后): reopened, found false, archived."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import NO_TEXTS, OFFICIAL, REASON, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """重新办理: the matter was not settled after all (T47)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reopen"] = "reopen"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindFalseClosure:
    """认定虚假办结: a spot check shows that nothing was done (T48)."""

    TEXTS: ClassVar[Texts] = {"evidence": OFFICIAL}
    name: Literal["find_false_closure"] = "find_false_closure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """归档: an order that nobody came back to is filed for good (T49)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["archive"] = "archive"
    digest: str
    """Over all facts of the order as they are stored, so that the file proves what it holds."""
