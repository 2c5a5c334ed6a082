"""The shape of the core: nothing half entered, nothing that cannot be stored, nothing imported."""

import ast
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

import domain
from domain.chapters.dispatch.commands import Contact, RequestReturn
from domain.chapters.handling.commands import ApplyStatutoryLimit, Commit, Pause, Resume
from domain.chapters.handling.terms import PauseReason
from domain.decide import fold
from domain.law.pack import Pack
from domain.order.clause import ALTERATIONS, DECIDERS
from domain.order.command import COMMANDS as EVERY_COMMAND
from domain.order.fact import FACTS, Fact
from domain.order.order import Dossier, Order
from domain.order.refusal import stated_codes
from domain.time.limit import parse_limit
from domain.vocabulary import State
from policies.library import load_pack, pack_names
from tests.domain.case import BY_PHONE, Case
from texts import subject

COMMANDS: tuple[Any, ...] = EVERY_COMMAND.classes()
CONTENTS: tuple[Any, ...] = FACTS.classes()
MODULES = sorted(Path(domain.__file__).parent.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
INSPECTION = Pause(reason=PauseReason.STATUTORY_PROCEDURE)


def word_of(tagged: Any, field: str) -> str:
    """The literal by which a command or content is known."""
    return str(tagged.__dataclass_fields__[field].default)


@pytest.mark.parametrize("pack", pack_names())
def test_every_command_has_its_roles_in_every_pack(pack: str) -> None:
    permitted = {permission.command for permission in load_pack(pack).permissions}
    assert permitted == {word_of(command, "name") for command in COMMANDS}


def test_every_command_is_decided() -> None:
    assert set(DECIDERS) == set(COMMANDS)


def test_every_content_is_applied() -> None:
    assert set(ALTERATIONS) == set(CONTENTS)


def test_no_word_means_two_things() -> None:
    assert len({word_of(command, "name") for command in COMMANDS}) == len(COMMANDS)
    assert len({word_of(content, "kind") for content in CONTENTS}) == len(CONTENTS)


def rechecked() -> Case:
    """A life up to the recheck and past its limit."""
    return Case().to_recheck().at("03-20 09:00")


def waiting() -> Case:
    """A limit replaced, paused, resumed and paused again, the caller tried in vain."""
    law = ApplyStatutoryLimit(law="《政府信息公开条例》", article="3", limit=parse_limit("20 WD"))
    case = Case().signed_in().by("unit_clerk").does(Contact(outcome="not_reached"))
    case.by("hotline_head").does(law).does(INSPECTION).at("03-04 09:00")
    return case.does(Resume()).does(INSPECTION)


def promised() -> Case:
    """A promise that was broken."""
    promise = Commit(promise_date=date(2026, 3, 9), **BY_PHONE)
    case = Case().signed_in().by("unit_clerk").does(promise, "explanation", "plan", "progress")
    return case.at("03-12 09:00")


@pytest.mark.parametrize("life", [rechecked, waiting, promised])
def test_facts_and_orders_read_back_as_they_were_written(life: Callable[[], Case]) -> None:
    case = life()
    facts, orders = TypeAdapter(tuple[Fact, ...]), TypeAdapter(Order)
    stored = facts.validate_json(facts.dump_json(tuple(case.facts)))
    assert stored == tuple(case.facts)
    assert fold(case.order.dossier, stored) == case.order
    assert orders.validate_json(orders.dump_json(case.order)) == case.order


def test_an_order_stored_before_a_field_was_added_still_loads() -> None:
    dossier = TypeAdapter(Dossier).dump_json(Case().order.dossier).decode()
    assert TypeAdapter(Order).validate_json(f'{{"dossier": {dossier}}}').state is State.DRAFT


def test_a_law_stored_before_a_rule_was_added_still_loads_and_sets_no_such_limit() -> None:
    packs = TypeAdapter(Pack)
    stored = packs.dump_python(load_pack("national-default"), mode="json")
    del stored["sharing"], stored["returns"]["days_after_acceptance"]
    case = Case(packs.validate_python(stored)).signed_in().at("03-03 10:00").by("unit_clerk")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    assert not case.last("ReturnRequested").content.late  # type: ignore[union-attr]


def test_a_law_stored_before_limits_hung_on_more_than_type_class_and_urgency_still_loads() -> None:
    packs = TypeAdapter(Pack)
    law = load_pack("national-default")
    stored = packs.dump_python(law, mode="json")
    for row in stored["limits"]:
        del row["only"]
    assert packs.validate_python(stored) == law


def test_the_core_imports_the_standard_library_and_itself() -> None:
    allowed = {*sys.stdlib_module_names, "domain"}
    for path, tree in TREES.items():
        assert {name.split(".")[0] for name in imports(tree)} <= allowed, path


def imports(tree: ast.Module) -> set[str]:
    """Every module that a module imports."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def used_names() -> set[str]:
    """Every name that the core reads somewhere."""
    return {
        node.id
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def test_every_refusal_has_words_and_every_word_a_refusal() -> None:
    words = set(subject("refusals"))
    assert set(stated_codes()) == words, "a refusal has its words in texts/refusals.toml"


def test_every_refusal_is_a_constant_of_its_code_s_name_and_is_given_somewhere() -> None:
    assert {code.upper() for code in stated_codes()} <= used_names()
