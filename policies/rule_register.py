"""The register of rules: every rule of the law that Paidan keeps, with article and meaning.

What a rule demands in single sentences, its claims, stands in a file for each document, so that
several people can write at once: `claims/WF.toml` for the rules `WF-…`.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

REGISTER: Final = Path(__file__).parent / "rules.toml"
CLAIMS: Final = Path(__file__).parent / "claims"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence of what a rule means: who, what, until when, except when."""

    id: str
    """The rule and a number: "WF-21.1"."""
    says: str
    due_later: bool = False
    """Whether the part of the system that keeps it is still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRule:
    """One rule: where it stands, and what it means for the system in our own words."""

    id: str
    document: str
    """What the document is called, in Chinese."""
    article: str
    means: str
    zh: str
    quote: str = ""
    """The source's own words; empty where the rule is this project's own."""
    claims: tuple[Claim, ...] = ()
    outside_core: bool = False
    """Whether an interface keeps it, such as a report or a register, and not the clauses."""
    due_later: bool = False
    """Whether the part of the system that keeps it is still to come."""
    not_software: str = ""
    """Why no program can keep it; empty where one can."""


class StrayClaims(ValueError):
    """Claims are written for a rule that the document of their file does not have."""


@cache
def law_rules() -> dict[str, LawRule]:
    """Return every rule of the law by its id, in the order of the documents."""
    return {rule.id: rule for rule in read_rules(CLAIMS)}


def read_rules(claims: Path) -> Iterator[LawRule]:
    """Read the register, and from a folder what each rule claims; raises StrayClaims."""
    register = tomllib.loads(REGISTER.read_text(encoding="utf-8"))
    for name, rows in register["rules"].items():
        file = claims / f"{name}.toml"
        said = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        if stray := said.keys() - {row["id"] for row in rows}:
            raise StrayClaims(f"claims/{name}.toml: no such rule: {', '.join(sorted(stray))}")
        for row in rows:
            title = register["documents"][name]["title"]
            yield LawRule(document=title, **row, **_meaning(row["id"], said.get(row["id"], {})))


@cache
def law_claims() -> dict[str, Claim]:
    """Return every claim of every rule by its id."""
    return {claim.id: claim for rule in law_rules().values() for claim in rule.claims}


def rule_of(id: str) -> str:
    """Name the rule that a claim belongs to: "WF-21" of "WF-21.1"; a rule's own id stays."""
    return id.partition(".")[0]


def _meaning(rule: str, said: dict[str, Any]) -> dict[str, Any]:
    later = set(said.get("due_later", ()))
    claims = tuple(
        Claim(id=f"{rule}.{number}", says=says, due_later=int(number) in later)
        for number, says in said.get("claims", {}).items()
    )
    return {"quote": said.get("quote", ""), "claims": claims}
