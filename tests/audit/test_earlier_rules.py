"""An order of rules that the core carries no more is proved by what was written of it, and no more
is said: neither is it decided again, nor is any of its figures counted again."""

from dataclasses import replace
from typing import Any

import pytest

from audit.verify.accounted_acts import flaw_of
from audit.verify.comparison import differences
from audit.verify.expected_rows import BODY, FACT, FIGURES, STATE, TABLES
from audit.verify.judged_life import judged_life
from audit.verify.stored_rows import ReadModel
from domain.chapters.dispatch.commands import Accept
from domain.law.rules_edition import PRESENT_RULES, RulesEdition
from store.wire import ACT
from tests.audit.chronicle import Chronicle
from tests.domain.case import Case
from workflows.ports import ActAnswer


def told(rules: RulesEdition) -> Chronicle:
    """An order that waits for its unit to sign in, born under these rules."""
    chronicle = Chronicle()
    chronicle.case = Case("sanya-2018", rules=rules)
    chronicle.dispatched()
    return chronicle


def stored_of(chronicle: Chronicle) -> ReadModel:
    """Its rows as they must be, without its figures."""
    stored = ReadModel(is_earlier=True)
    stored.acts = {act.command_id: ACT.write(act) for act in chronicle.acts}
    lived = judged_life([chronicle.run], stored).lived
    for name in TABLES.keys() - FIGURES:
        stored.tables[name] = dict(TABLES[name].expected(lived))
    return stored


def found(chronicle: Chronicle, stored: ReadModel) -> list[tuple[str, str]]:
    """What is otherwise, and in what."""
    number = chronicle.case.order.number
    return [(one.what, one.where) for one in differences(number, [chronicle.run], stored)]


@pytest.fixture
def chronicle() -> Chronicle:
    return told(RulesEdition.FIRST)


def test_what_was_left_alone_is_sound_and_its_figures_are_not_looked_at(
    chronicle: Chronicle,
) -> None:
    assert found(chronicle, stored_of(chronicle)) == []
    present = told(PRESENT_RULES)
    assert ("scorecard", f"{present.case.order.number}: row missing") in found(
        present, stored_of(present)
    )


@pytest.mark.parametrize(
    ("district", "sound"), [("", True), ("east", False)], ids=["said then", "said otherwise"]
)
def test_an_act_that_was_written_before_it_had_all_its_fields_is_the_same_act(
    chronicle: Chronicle, district: str, sound: bool
) -> None:
    """What a row lacks is nothing that its act says."""
    stored = stored_of(chronicle)
    *_, last = chronicle.acts
    said = replace(last, actor=replace(last.actor, district=district))
    row = ACT.write(last)
    del row["actor"]["district"], row["on_behalf_of"]
    assert (flaw_of(said, stored.acts | {last.command_id: row}) == "") is sound
    assert flaw_of(said, stored.acts | {last.command_id: row | {"stranger": ""}}) == "is otherwise"


@pytest.mark.parametrize("rules", [RulesEdition.FIRST, PRESENT_RULES])
def test_a_clock_that_was_written_before_it_said_when_it_rang_is_the_same_clock(
    rules: RulesEdition,
) -> None:
    """A row of the present rules says it, or is found out."""
    late = told(rules)
    lapse = late.lapse()
    late.task()
    late.done_at_once("lapse_at_once", lapse)
    late.counts(lapse)
    stored = stored_of(late)
    rows = stored.tables["clock"]
    name = next(name for name, row in rows.items() if row[BODY]["rang"])
    del rows[name][BODY]["rang"]
    stored.is_earlier = rules is RulesEdition.FIRST
    wrong = [] if stored.is_earlier else [("clock", f"{name}: body")]
    assert [one for one in found(late, stored) if one[0] == "clock"] == wrong
    del rows[name][BODY]["lapsed"]
    assert ("clock", f"{name}: body") in found(late, stored)


def test_what_no_rule_of_today_makes_is_no_fault_of_it() -> None:
    """The same history under the present rules is one that they do not account for."""
    for rules, faulty in ((RulesEdition.FIRST, False), (PRESENT_RULES, True)):
        other = told(rules)
        act, batch = other.decides(Accept())
        other.accepted(act)
        first, *more = batch.facts
        meant = replace(batch, facts=(replace(first, basis=("a rule of that day",)), *more))
        other.completed(ActAnswer(receipt=other.receipt, batch=meant))
        other.task()
        named = [what for what, _ in found(other, stored_of(other)) if what == "law"]
        assert bool(named) is faulty


@pytest.mark.parametrize(
    ("table", "key", "column", "becomes"),
    [
        (FACT, 2, "actor", "somebody"),
        ("clock", "accept/1", "lapsed", "2026-03-02T00:00:00Z"),
        (STATE, "{n}", "level", 5),
    ],
)
def test_a_row_changed_by_hand_is_named(
    chronicle: Chronicle, table: str, key: Any, column: str, becomes: object
) -> None:
    stored = stored_of(chronicle)
    key = key.format(n=chronicle.case.order.number) if isinstance(key, str) else key
    rows = dict(stored.tables[table])
    stored.tables[table] = {**rows, key: {**rows[key], column: becomes}}
    assert found(chronicle, stored) == [(table, f"{key}: {column}")]


def test_a_row_that_is_gone_and_an_act_that_nobody_gave_are_named(chronicle: Chronicle) -> None:
    stored = stored_of(chronicle)
    del stored.tables["clock"]["accept/1"]
    stored.acts.popitem()
    assert [what for what, _ in found(chronicle, stored)] == ["clock", "command"]


def test_a_clock_that_was_stored_before_it_had_a_field_means_what_it_meant(
    chronicle: Chronicle,
) -> None:
    stored = stored_of(chronicle)
    row = stored.tables["clock"]["accept/1"]
    assert row[BODY]["pauses"] == []
    body = {name: value for name, value in row[BODY].items() if name != "pauses"}
    stored.tables["clock"]["accept/1"] = {**row, BODY: body}
    assert found(chronicle, stored) == []
    stored.tables["clock"]["accept/1"] = {**row, BODY: {**body, "pauses": [1]}}
    assert found(chronicle, stored) == [("clock", "accept/1: body")]


def test_what_is_told_twice_and_otherwise_is_named(chronicle: Chronicle) -> None:
    batch = chronicle.answers(Accept())
    first, *more = batch.facts
    other = replace(batch, facts=(replace(first, basis=("another rule",)), *more))
    chronicle.completed(ActAnswer(receipt=chronicle.receipt, batch=other))
    [(what, where)] = found(chronicle, stored_of(chronicle))
    assert (what, where) == ("law", f"fact {first.seq} is told again, and otherwise")


def test_a_standing_of_another_version_is_named(chronicle: Chronicle) -> None:
    act, batch = chronicle.decides(Accept())
    chronicle.accepted(act)
    before = replace(batch, standing=replace(batch.standing, version=1))
    chronicle.completed(ActAnswer(receipt=chronicle.receipt, batch=before))
    faults = [where for what, where in found(chronicle, stored_of(chronicle)) if what == "law"]
    assert faults == [f"the batch up to fact {batch.facts[-1].seq} leaves version 1"]


def test_nobody_passes_a_later_order_off_as_one_of_the_first_rules(chronicle: Chronicle) -> None:
    stored = stored_of(chronicle)
    stored.is_earlier = False
    [(what, where)] = found(chronicle, stored)
    assert (what, where[:12]) == ("law", "it claims ru")
