"""The page of rules (docs/rules.md): the source's words, what they claim, where, and who tests."""

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

import domain
from cli.shared.checkout import CHECKOUT
from policies.law_coverage import CoverageStatus, Covered
from policies.rule_register import Claim
from texts import zh

HEAD: Final = """# The rules and where they are kept

Written by `paidan policy coverage --markdown docs/rules.md`; do not edit by hand. Each rule: the
source's words, what the system does, what that claims sentence by sentence, and the tests that hold
each claim. A test stands here only if what it tests named the rule itself. **owed** = missing
today, **not held** = a claim that no test holds yet, *later* = due later.
"""
SHOWN: Final = 3
"""So many tests or packs are named; the others are counted."""


def rules_page(covered: Sequence[Covered]) -> str:
    """Write the page, document by document."""
    parts = [HEAD]
    for document, ones in groupby(covered, key=lambda one: one.rule.document):
        parts.append(f"\n## {document}\n\n{_columns()}{''.join(map(_row, ones))}")
    return "".join(parts)


def _columns() -> str:
    quote, meaning = zh("screens.quote"), zh("screens.meaning")
    heads = (
        "Rule",
        "Article",
        quote,
        "What it does",
        meaning,
        "Claims",
        "Kept in",
        "Packs",
        "Tests",
    )
    return f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n"


def _row(one: Covered) -> str:
    rule = one.rule
    cells = (
        rule.id,
        rule.article,
        rule.quote,
        rule.means,
        rule.zh,
        "<br>".join(_claim(one, claim) for claim in rule.claims),
        ", ".join(clauses_by_rule().get(rule.id, ())),
        _some(one.packs),
        _some([_test_name(test) for test in one.tests]) or _why_none(one),
    )
    return f"| {' | '.join(cells)} |\n"


def _claim(one: Covered, claim: Claim) -> str:
    held = [_test_name(test) for test in one.held.get(claim.id, ())]
    without = "*later*" if claim.due_later or one.rule.due_later else "**not held**"
    _, _, number = claim.id.rpartition(".")
    return f"{number}. {claim.says}: {held[0] if held else without}"


def _some(names: Sequence[str]) -> str:
    shown = "<br>".join(names[:SHOWN])
    return f"{shown} +{len(names) - SHOWN}" if len(names) > SHOWN else shown


def _test_name(test: str) -> str:
    file, _, name = test.partition("::")
    return f"{Path(file).stem.removeprefix('test_')}: {name.removeprefix('test_')}"


def _why_none(one: Covered) -> str:
    if one.status is CoverageStatus.NOT_SOFTWARE:
        return one.rule.not_software
    return "*later*" if one.rule.due_later else "**owed**"


@cache
def clauses_by_rule() -> dict[str, tuple[str, ...]]:
    """Name the modules of the core in which each rule's id is written."""
    named: dict[str, dict[str, None]] = {}
    for module in sorted(Path(domain.__file__).parent.rglob("*.py")):
        name = module.relative_to(CHECKOUT).with_suffix("").as_posix()
        for text in _texts(ast.parse(module.read_text(encoding="utf-8"))):
            named.setdefault(text, {})[name.removeprefix("domain/")] = None
    return {rule: tuple(modules) for rule, modules in named.items()}


def _texts(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
