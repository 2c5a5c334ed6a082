"""How an act is judged whose content nobody knows: by clauses invented for one command."""

from collections.abc import Callable
from dataclasses import fields
from inspect import isdatadescriptor

import pytest

from domain.allowed import AllowedAct, allowed
from domain.chapters.supervision.commands import Urge
from domain.chapters.supervision.facts import CallerUrged
from domain.order.clause import DECIDERS
from domain.order.decision import Decision
from domain.order.refusal import Refusal
from tests.domain.case import Case

Clause = Callable[[Decision, Urge], None]
NO = Refusal(code="no", basis=("T:T41",))


def on_record(decision: Decision) -> None:
    decision.record(CallerUrged(by="caller", counted=False), basis=("T:T41",))


def refuses(decision: Decision, _: Urge) -> None:
    decision.refuse("no", "T:T41")


def records_and_refuses(decision: Decision, command: Urge) -> None:
    on_record(decision)
    refuses(decision, command)


def records(decision: Decision, _: Urge) -> None:
    on_record(decision)


def asks_for_a_field(decision: Decision, command: Urge) -> None:
    decision.require(command.by == "office", "no", "T:T41")


def asks_after_a_fact(decision: Decision, command: Urge) -> None:
    on_record(decision)
    asks_for_a_field(decision, command)


def asks_for_a_text(decision: Decision, _: Urge) -> None:
    decision.require_texts("reason", basis=("T:T41",))


def looks_at_the_texts(decision: Decision, _: Urge) -> None:
    decision.require(not decision.filled, "no", "T:T41")


def compares_the_command(decision: Decision, command: Urge) -> None:
    decision.require(command == Urge(by="office"), "no", "T:T41")


def shown(clause: Clause, monkeypatch: pytest.MonkeyPatch) -> AllowedAct:
    """What is shown of urging if this clause decided it."""
    monkeypatch.setitem(DECIDERS, Urge, clause)
    case = Case().register().by("caller")
    return next(act for act in allowed(case.order, case.actor, case.now) if act.name == "urge")


@pytest.mark.parametrize("clause", [refuses, records_and_refuses])
def test_a_refusal_that_asked_for_nothing_closes(
    clause: Clause, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown(clause, monkeypatch).refusal == NO


@pytest.mark.parametrize(
    "clause",
    [
        *(records, asks_for_a_field, asks_after_a_fact, asks_for_a_text, looks_at_the_texts),
        compares_the_command,
    ],
)
def test_what_passes_or_asks_for_content_is_open(
    clause: Clause, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown(clause, monkeypatch).is_open


def test_a_mistake_in_a_clause_is_not_taken_for_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(decision: Decision, _: Urge) -> None:
        decision.order.no_such_field  # type: ignore[attr-defined]  # noqa: B018

    with pytest.raises(AttributeError, match="no_such_field"):
        shown(mistaken, monkeypatch)


@pytest.mark.parametrize("kind", DECIDERS)
def test_a_command_has_no_content_by_its_class(kind: type) -> None:
    of_class = {name for name, value in vars(kind).items() if not isdatadescriptor(value)}
    assert not of_class & {field.name for field in fields(kind)}
