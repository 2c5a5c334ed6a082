"""Which rules of the law are held by tests, claim by claim, and which are missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from policies.library import load_pack, pack_names
from policies.pack_values import pack_values
from policies.rule_register import Claim, LawRule, law_rules, rule_of


class CoverageStatus(StrEnum):
    """What may be said of a rule."""

    WHOLE = "whole"
    """Each of its claims is held by a passing test, and what that tests has named the rule."""
    HALF = "half"
    """A test carries it, but not all that it claims, or nobody has written what it claims."""
    NOT_SOFTWARE = "not_software"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One rule and all that bears it out."""

    rule: LawRule
    tests: tuple[str, ...]
    """The tests that carry it, or a claim of it."""
    packs: tuple[str, ...]
    held: Mapping[str, tuple[str, ...]]
    """The tests that hold each claim."""

    @property
    def status(self) -> CoverageStatus:
        """A test goes before a reason why there is none."""
        if not self.tests:
            excused = bool(self.rule.not_software)
            return CoverageStatus.NOT_SOFTWARE if excused else CoverageStatus.MISSING
        if self.unheld or not (self.rule.claims or self.rule.not_software):
            return CoverageStatus.HALF
        return CoverageStatus.WHOLE

    @property
    def unheld(self) -> tuple[Claim, ...]:
        """The claims that no test holds and that are not due later."""
        claims = self.rule.claims
        return tuple(one for one in claims if not one.due_later and not self.held.get(one.id))

    @property
    def is_owed(self) -> bool:
        """Whether it, or a part of it, is missing today and not only due later."""
        owing = self.status in (CoverageStatus.MISSING, CoverageStatus.HALF)
        return owing and not self.rule.due_later

    def as_json(self) -> dict[str, Any]:
        """Write the rule's line of the report."""
        return {
            "id": self.rule.id,
            "status": str(self.status),
            "due_later": self.rule.due_later,
            "claims": [self._claim(one) for one in self.rule.claims],
            "tests": list(self.tests),
            "packs": list(self.packs),
            "reason": self.rule.not_software,
        }

    def _claim(self, claim: Claim) -> dict[str, Any]:
        return {
            "id": claim.id,
            "says": claim.says,
            "due_later": claim.due_later,
            "tests": list(self.held.get(claim.id, ())),
        }


def law_coverage(ids_of_tests: Mapping[str, Iterable[str]]) -> tuple[Covered, ...]:
    """Hold the law against the rules and claims that each passing test carries."""
    tests: dict[str, set[str]] = {}
    for test, ids in ids_of_tests.items():
        for id in ids:
            for carried in {id, rule_of(id)}:
                tests.setdefault(carried, set()).add(_without_parameters(test))
    packs = packs_by_rule()
    return tuple(
        Covered(
            rule=rule,
            tests=tuple(sorted(tests.get(id, ()))),
            packs=packs.get(id, ()),
            held={one.id: tuple(sorted(tests.get(one.id, ()))) for one in rule.claims},
        )
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
