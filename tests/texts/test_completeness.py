"""Every word has its text and every text its word, in every language: no token is missing or idle.

What the core can say is asked of the core itself, so that a new act, fact, refusal or clock without
its texts fails here.
"""

import ast
import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from jinja2.nodes import Const

import domain
import texts
from audit.ledger.clock_kinds import CLOCK_KINDS
from audit.reconcile.findings import What
from cli.main import COMMANDS
from domain.assessment.assessing import INDICATORS, MONTHLY, PRACTICE, TYPICAL
from domain.bulletin.formulas import COUNTS, EXPLAINED
from domain.order.command import COMMANDS as ACTS
from domain.order.fact import FACTS
from domain.order.refusal import stated_codes
from services.submission.command_json import paper_model

ROOT = Path(__file__).parents[2]
ROOMS = (
    *("domain", "policies", "workflows", "store", "readmodel", "audit", "services"),
    *("activities", "workers", "operations", "api", "console", "cli"),
)
SAYING = {
    **dict.fromkeys(("say", "zh", "both", "glossed", "titled", "zh_first"), ""),
    "about": "cli.options.",
    "help_of": "cli.commands.",
}
"""The functions that say a token, and what they put before it."""
FAMILIES = (
    *("acts", "facts", "fields", "findings", "indicators", "refusals", "remedies", "vocabulary"),
)
"""Subjects whose tokens are made of a word of the core: they are held against the core's words."""
FILES_OF_PAGES = {"console.css", "console.js", "intake.js", "questions.js"}
HELD = (
    *("bulletin.formulas.", "bulletin.columns.", "ledger.weekday.", "cli.commands."),
    *("times.month.", "times.weekday.", "console.desk.", "order_page.measured."),
    *("callback.choice.", "review.why."),
)
"""Tokens whose last word is a number or a code that is put together."""


def teach(subject: str, words: set[str]) -> str:
    """What to do where texts and words differ."""
    have = set(texts.subject(subject))
    missing, idle = sorted(words - have), sorted(have - words)
    found = f"missing {missing or 'nothing'}, idle {idle or 'nothing'}"
    return (
        f"texts/{subject}.toml: {found}. Give every missing word its en and zh there, as people at"
        " the office say it, and take idle ones out."
    )


def hold(subject: str, words: set[str]) -> None:
    """Insist that a subject has these words and no others."""
    assert set(texts.subject(subject)) == words, teach(subject, words)


def words_of(classes: Iterable[Any], field: str) -> set[str]:
    """The literals by which classes are known in records."""
    return {one.__dataclass_fields__[field].default for one in classes}


def closed_lists() -> Iterator[type[Enum]]:
    """Every enumeration of the core."""
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        for found in vars(importlib.import_module(module.name)).values():
            is_list = isinstance(found, type) and issubclass(found, Enum)
            if is_list and found.__module__ == module.name:
                yield found


@pytest.mark.parametrize("subject", texts.subjects())
def test_every_catalogue_is_whole(subject: str) -> None:
    assert texts.subject(subject)


def test_every_act_has_its_name() -> None:
    hold("acts", words_of(ACTS.classes(), "name"))


def test_every_field_and_text_of_every_act_has_its_label() -> None:
    written = {
        field for act in ACTS.classes() for field in paper_model(ACTS.word_of(act)).model_fields
    }
    hold("fields", {field.removeprefix("text_").rstrip("_") for field in written})


def test_what_would_open_an_act_is_said_of_known_refusals() -> None:
    unknown = set(texts.subject("remedies")) - set(map(str, stated_codes()))
    assert not unknown, "these refusals are no more: take their remedies out"


def test_every_fact_has_its_name() -> None:
    hold("facts", words_of(FACTS.classes(), "kind"))


def test_every_refusal_has_its_words() -> None:
    hold("refusals", set(map(str, stated_codes())))


def test_every_change_of_a_clock_has_its_name() -> None:
    assert set(CLOCK_KINDS.values()) <= set(texts.subject("ledger_lines"))


def test_every_word_of_a_closed_list_has_its_name() -> None:
    hold(
        "vocabulary", {f"{one.__name__}.{member.name}" for one in closed_lists() for member in one}
    )


def test_every_figure_has_its_name() -> None:
    figures = (*INDICATORS, *MONTHLY, *PRACTICE, *TYPICAL)
    hold("indicators", {figure.code for figure in figures})


def test_every_figure_of_the_bulletin_is_explained() -> None:
    explained = {f"formulas.{code}.above" for code in EXPLAINED}
    explained |= {f"formulas.{code}.below" for code in EXPLAINED if code not in COUNTS}
    assert {word for word in texts.subject("bulletin") if word.startswith("formulas")} == explained


def test_every_finding_has_its_words() -> None:
    hold("findings", {what.name for what in What})


def test_every_command_of_the_command_line_has_its_line() -> None:
    lines = {word.split(".")[1] for word in texts.subject("cli") if word.startswith("commands.")}
    assert lines == {*COMMANDS, "paidan"}


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the product, read once."""
    files = (file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py")))
    return tuple(
        (str(file.relative_to(ROOT)), ast.parse(file.read_text("utf-8"))) for file in files
    )


@cache
def named() -> tuple[frozenset[str], frozenset[str]]:
    """The words that the code names, and the beginnings of what it puts together."""
    nodes = [node for _, tree in trees() for node in ast.walk(tree)]
    words = {node.value for node in nodes if isinstance(node, ast.Constant)} | on_pages()
    begun = {str(node.values[0].value) for node in nodes if _begins_plainly(node)}
    begun |= {word for word in on_pages() if word.endswith(".")}
    return frozenset(word for word in words if isinstance(word, str)), frozenset(begun)


def on_pages() -> frozenset[str]:
    """The words that the templates of the console's pages name."""
    templates = sorted((ROOT / "console" / "templates").rglob("*.html"))
    pages = (Environment().parse(template.read_text("utf-8")) for template in templates)
    return frozenset(
        word.value for page in pages for word in page.find_all(Const) if isinstance(word.value, str)
    )


def _begins_plainly(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)


def said(call: ast.Call) -> Iterator[str]:
    """The tokens that a call says in full, both of a choice."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in SAYING and call.args:
        first = call.args[0]
        chosen = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
        for node in chosen:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{SAYING[name]}{node.value}"


def test_every_token_that_is_said_has_a_text() -> None:
    tokens = {
        f"{subject}.{word}" for subject in texts.subjects() for word in texts.subject(subject)
    }
    missing = {
        f"{module}: {token}"
        for module, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for token in set(said(node)) - tokens
    }
    said_there = {word for word in on_pages() if word.startswith("console.") and word[-1] != "."}
    missing |= said_there - tokens - FILES_OF_PAGES
    assert not missing, "give each of these tokens its en and zh in texts/<subject>.toml"


def test_no_text_is_idle() -> None:
    tokens = {
        f"{subject}.{word}"
        for subject in texts.subjects()
        if subject not in FAMILIES
        for word in texts.subject(subject)
    }
    idle = sorted(token for token in tokens if not token.startswith(HELD) and not is_used(token))
    assert not idle, "nothing says these texts: take them out"


def is_used(token: str) -> bool:
    """Whether the code names a token, or puts it together from a beginning and a word it names."""
    whole, begun = named()
    beginnings = (start for start in begun if "." in start and token.startswith(start))
    return token in whole or any(token.removeprefix(start) in whole for start in beginnings)
