"""Which rules of the law are tested, which no program can keep, and which are missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from policies.library import load_pack, pack_names
from policies.pack_values import pack_values
from policies.rule_register import LawRule, law_rules


class CoverageStatus(StrEnum):
    """What may be said of a rule."""

    TESTED = "tested"
    """A passing test carries it, and what it tests has named it."""
    NOT_SOFTWARE = "not_software"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One rule and all that bears it out."""

    rule: LawRule
    tests: tuple[str, ...]
    packs: tuple[str, ...]

    @property
    def status(self) -> CoverageStatus:
        """A test goes before a reason why there is none."""
        if self.tests:
            return CoverageStatus.TESTED
        return CoverageStatus.NOT_SOFTWARE if self.rule.not_software else CoverageStatus.MISSING

    @property
    def is_owed(self) -> bool:
        """Whether it is missing today and not only due later."""
        return self.status is CoverageStatus.MISSING and not self.rule.due_later

    def as_json(self) -> dict[str, Any]:
        """Write the rule's line of the report."""
        return {
            "id": self.rule.id,
            "status": str(self.status),
            "due_later": self.rule.due_later,
            "tests": list(self.tests),
            "packs": list(self.packs),
            "reason": self.rule.not_software,
        }


def law_coverage(rules_of_tests: Mapping[str, Iterable[str]]) -> tuple[Covered, ...]:
    """Hold the law against the rules that each passing test was answered with."""
    tests: dict[str, set[str]] = {}
    for test, rules in rules_of_tests.items():
        for rule in rules:
            tests.setdefault(rule, set()).add(_without_parameters(test))
    packs = packs_by_rule()
    return tuple(
        Covered(rule=rule, tests=tuple(sorted(tests.get(id, ()))), packs=packs.get(id, ()))
        for id, rule in law_rules().items()
    )


def packs_by_rule() -> dict[str, tuple[str, ...]]:
    """Name the packs in which a value carries each rule."""
    carried: dict[str, dict[str, None]] = {}
    for name in pack_names():
        for value in pack_values(load_pack(name)):
            for rule in value.rules:
                carried.setdefault(rule, {})[name] = None
    return {rule: tuple(names) for rule, names in carried.items()}


def _without_parameters(test: str) -> str:
    return test.partition("[")[0]
