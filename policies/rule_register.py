"""The register of rules: every rule of the law that Paidan keeps, with article and meaning."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

REGISTER: Final = Path(__file__).parent / "rules.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRule:
    """One rule: where it stands, and what it means for the system in our own words."""

    id: str
    document: str
    """What the document is called, in Chinese."""
    article: str
    means: str
    zh: str
    outside_core: bool = False
    """Whether an interface keeps it, such as a report or a register, and not the clauses."""
    due_later: bool = False
    """Whether the part of the system that keeps it is still to come."""
    not_software: str = ""
    """Why no program can keep it; empty where one can."""


@cache
def law_rules() -> dict[str, LawRule]:
    """Return every rule of the law by its id, in the order of the documents."""
    register = tomllib.loads(REGISTER.read_text(encoding="utf-8"))
    documents = register["documents"]
    rules = [
        _rule(documents[name], row) for name, rows in register["rules"].items() for row in rows
    ]
    return {rule.id: rule for rule in rules}


def rule_of(id: str) -> str:
    """Name the rule that a claim belongs to: "WF-21" of "WF-21.1"; a rule's own id stays."""
    return id.partition(".")[0]


def _rule(document: dict[str, str], row: dict[str, Any]) -> LawRule:
    return LawRule(document=document["title"], **row)
