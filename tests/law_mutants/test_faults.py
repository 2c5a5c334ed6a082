"""The faults that people make: each operator finds its own, and a process goes on with it."""

from pathlib import Path

import pytest

from domain.assessment import assessing
from domain.chapters.dispatch import returns
from domain.chapters.supervision import lapses
from domain.vocabulary import ClockName
from tests.domain.case import Case
from tests.domain.stories.test_returns import NOT_OURS
from tests.law_mutants.chosen import (
    EACH,
    HUMAN,
    LawMutant,
    chosen,
    drawn,
    every_mutant,
    spread,
)
from tests.law_mutants.syntax import CORE, SyntaxMutant, built_of

FEWEST = 40
CHAPTERS = {path.parent.name for path in (CORE / "chapters").glob("*/__init__.py")}

pytestmark = pytest.mark.long(seconds=20)


@pytest.fixture(scope="module")
def every() -> list[LawMutant]:
    """Every fault that people make."""
    return list(every_mutant(*HUMAN))


def test_there_are_enough_of_each_kind_and_some_in_every_chapter(every: list[LawMutant]) -> None:
    taken = chosen(every, seed=1)
    assert {kind: sum(one.kind == kind for one in taken) for kind in HUMAN} == dict.fromkeys(
        HUMAN, EACH
    )
    assert EACH >= FEWEST
    assert {one.group for one in taken} >= CHAPTERS


def test_a_draw_is_the_same_again_for_the_same_seed(every: list[LawMutant]) -> None:
    one, same, other = (drawn(every, seed=n, sample=40) for n in (7, 7, 8))
    assert one == same != other


def test_a_kind_is_drawn_alike_alone_and_with_the_others(every: list[LawMutant]) -> None:
    owners = [one for one in every if one.kind == "owner"]
    both = chosen(every, seed=5, each=20)
    assert chosen(owners, seed=5, each=20) == [one for one in both if one.kind == "owner"]


def test_a_fault_that_goes_moves_few_others(every: list[LawMutant]) -> None:
    owners = [one for one in every if one.kind == "owner"]
    taken = chosen(owners, seed=5, each=20)
    without = chosen([one for one in owners if one is not taken[3]], seed=5, each=20)
    assert set(taken) - {taken[3]} < set(without)


def test_a_draw_takes_of_every_group_before_it_takes_twice(every: list[LawMutant]) -> None:
    owners = [one for one in every if one.kind == "owner"]
    groups = {one.group for one in owners}
    taken = spread(owners, len(groups), 3)
    assert sorted(one.group for one in taken) == sorted(groups)


@pytest.mark.parametrize(
    ("kind", "where", "change"),
    [
        ("strictness", "handling.days_ahead.require_within", "day >= _day(order, now) ->"),
        ("actor", "supervision.urging.urge", "order.unit -> decision.actor.unit"),
        ("owner", "dispatch.returns.request_return", "DISPATCH_DESK -> decision.actor.unit"),
        ("person", "dispatch.returns._require_signed_late", "Role.UNIT_HEAD ->"),
        ("follow_up", "dispatch.returns.approve_return", "without *leave_unit(decision)"),
        ("anchor", "dispatch.returns.limits_passed", "order.dispatched_at -> "),
        ("boundary", "dispatch.returns.request_return", "returns.most.value +1"),
        ("checks", "dispatch.returns.request_return", "require_own_unit(decision, 'T:T13') before"),
        ("convention", "duties.due_dates.IN_DAYS", "Convention.NATURAL_DAYS ->"),
        ("quantifier", "units.unit_file._mended", "only the last of any"),
    ],
)
def test_each_kind_finds_its_fault(
    every: list[LawMutant], kind: str, where: str, change: str
) -> None:
    home = "domain" if where.startswith("duties") else "domain.chapters"
    found = [one for one in every if one.kind == kind and one.where == f"{home}.{where}"]
    assert any(change in one.change for one in found)


def test_branches_that_exclude_each_other_are_not_asked_in_another_order(
    every: list[LawMutant],
) -> None:
    """Ahead or back: of two conditions that begin with the same question one is never true."""
    where = "domain.time.counting._office_spans"
    orders = [one.change for one in every if (one.kind, one.where) == ("checks", where)]
    assert not any("step == BACK" in change for change in orders)
    where = "domain.chapters.closing.callback.recheck"
    orders = [one.change for one in every if (one.kind, one.where) == ("checks", where)]
    assert not any("RecheckDecision.COMMIT" in change for change in orders)


def fault(every: list[LawMutant], kind: str, where: str, change: str) -> SyntaxMutant:
    """The one fault that says so."""
    (found,) = (
        one
        for one in every
        if (one.kind, one.where) == (kind, where) and one.change.startswith(change)
    )
    assert isinstance(found, SyntaxMutant)
    return found


def test_a_function_goes_on_with_its_fault(every: list[LawMutant]) -> None:
    where = "domain.chapters.dispatch.returns.request_return"
    wrong = fault(every, "owner", where, "DISPATCH_DESK -> decision.actor.unit")
    lawful = returns.request_return.__code__
    case = Case().signed_in().by("unit_clerk")
    try:
        wrong.apply()
        asked = case.does(NOT_OURS, "reason", "basis")
        assert asked.order.open_clock(ClockName.RETURN_DECISION).owner == "water"  # type: ignore[union-attr]
    finally:
        returns.request_return.__code__ = lawful


def test_whoever_imported_a_constant_has_the_wrong_one_too(every: list[LawMutant]) -> None:
    where = "domain.chapters.supervision.lapses.GRANTED"
    wrong = fault(every, "quantifier", where, " without ClockName.PAUSE")
    lawful = lapses.GRANTED
    try:
        wrong.apply()
        assert frozenset({ClockName.FOLLOW_UP}) == lapses.GRANTED
    finally:
        lapses.GRANTED = lawful  # type: ignore[misc]


def test_what_is_built_of_a_constant_is_made_anew(every: list[LawMutant]) -> None:
    where = "domain.assessment.punctuality.PUNCTUALITY"
    wrong = fault(every, "quantifier", where, " without Indicator(code='K3'")
    lawful = {
        place: getattr(place.module, place.name) for place in (*built_of(wrong.place), wrong.place)
    }
    try:
        wrong.apply()
        assert "K3" not in {indicator.code for indicator in assessing.EVERY}
        assert "K3" not in assessing.JUDGING
        assert {Path(file).name for file, _ in wrong.lines} >= {"assessing.py"}
    finally:
        for place, held in lawful.items():
            for module in (place.module, assessing):
                if hasattr(module, place.name):
                    setattr(module, place.name, held)


def test_rules_that_are_only_told_are_not_forgotten(every: list[LawMutant]) -> None:
    told = [one for one in every if one.where == "domain.bulletin.formulas.BASIS"]
    assert told == []
    assert [one for one in every if one.where == "domain.bulletin.formulas.COUNTS"]


def test_two_checks_of_a_law_may_come_in_either_order(every: list[LawMutant]) -> None:
    """Whichever refuses office hours first, they are refused."""
    where = "domain.time.office_hours.OfficeHours.__post_init__"
    assert not [one for one in every if (one.kind, one.where) == ("checks", where)]


def test_what_is_never_dispatched_is_not_counted_from_its_dispatch(every: list[LawMutant]) -> None:
    where = "domain.chapters.units.unit_file."
    anchors = [one.change for one in every if one.kind == "anchor" and one.where.startswith(where)]
    assert any("born_at" in change for change in anchors)
    assert not any("dispatched_at" in change for change in anchors)


def test_two_notes_apart_are_not_written_in_another_order(every: list[LawMutant]) -> None:
    """Each goes into a collection of its own, and neither reads the other's."""
    orders = {one.where for one in every if one.kind == "checks"}
    assert not {where for where in orders if where.endswith(("._review_passed", "._note_clocks"))}
