"""The papers that there are: each with the fact that gives rise to it, and a function of what it
says, which enters itself here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from domain.chapters.caller.terms import PaperKind
from domain.order.fact import Fact
from services.papers.matter import PaperMatter, Row


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PaperSaid:
    """What one paper says, besides what all papers have."""

    meta: str
    addressee: str
    body: tuple[str, ...]
    rows: tuple[Row, ...]
    signed: tuple[str, ...] = ()


Says = Callable[[PaperMatter, Fact | None], PaperSaid]
RisesBy = Callable[[Fact], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRule:
    """When a paper can be printed, and what it says."""

    rises_by: RisesBy | None
    """Which fact gives rise to it; None: the order itself does."""
    says: Says

    def fact(self, facts: tuple[Fact, ...], seq: int | None) -> Fact | None:
        """The latest fact that gives rise to it, or the one of this number."""
        rises = self.rises_by
        found = [
            fact for fact in facts if rises is not None and rises(fact) and seq in (None, fact.seq)
        ]
        return found[-1] if found else None


PAPERS: Final[dict[PaperKind, PaperRule]] = {}
"""Every paper by its word."""


def paper(kind: PaperKind, rises_by: RisesBy | None = None) -> Callable[[Says], Says]:
    """Enter a function as what a paper says."""

    def enter(says: Says) -> Says:
        PAPERS[kind] = PaperRule(rises_by=rises_by, says=says)
        return says

    return enter


def on(kind: type[Any]) -> RisesBy:
    """Facts of this kind give rise to a paper."""
    return lambda fact: isinstance(fact.content, kind)


def content_of(fact: Fact | None, kind: type[Any]) -> Any:
    """What a fact of this kind says: it gave rise to the paper."""
    assert fact is not None
    assert isinstance(fact.content, kind)
    return fact.content
