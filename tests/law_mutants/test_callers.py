"""Where an order has no past yet, and where there is only one, no other can be taken for it."""

import pytest

from tests.law_mutants.callers import is_never_older, is_of_the_actor, is_recorded_at_birth
from tests.law_mutants.chosen import every_mutant
from tests.law_mutants.syntax import Place, places

pytestmark = pytest.mark.long(seconds=20)


@pytest.fixture(scope="module")
def found() -> dict[str, Place]:
    """The functions of the chapters, by where they stand."""
    return {place.where.removeprefix("domain.chapters."): place for place in places()}


@pytest.mark.parametrize(
    ("where", "born", "dispatched"),
    [
        ("intake.registration._intake_clock", True, True),
        ("elsewhere.upstream._furthest", True, True),
        ("intake.late_entry.require_recent", True, True),
        ("intake.first_decision._dispatch_clock", False, True),
        ("elsewhere.outside.hand_over", False, True),
        ("elsewhere.outside.record_outside_result", False, False),
        ("afterwards.reopening.bring_back", False, False),
        ("dispatch.dispatch.unit_clocks", False, False),
    ],
)
def test_at_the_birth_and_at_the_desk_nothing_is_older(
    found: dict[str, Place], where: str, born: bool, dispatched: bool
) -> None:
    assert is_never_older(found[where], "born_at") is born
    assert is_never_older(found[where], "dispatched_at") is dispatched


def test_a_fact_of_the_registration_is_as_old_as_the_order(found: dict[str, Place]) -> None:
    assert is_recorded_at_birth(found["elsewhere.upstream._received"])
    assert not is_recorded_at_birth(found["closing.ending._closed"])
    assert not is_recorded_at_birth(found["emergency.emergency._declared"])


def test_a_fact_of_whoever_acts_names_no_other_unit(found: dict[str, Place]) -> None:
    assert is_of_the_actor(found["emergency.on_the_spot._on_scene"])
    assert is_of_the_actor(found["dispatch.sign_in._accepted"])
    assert not is_of_the_actor(found["dispatch.dispatch._dispatched"])
    assert not is_of_the_actor(found["emergency.instruction._notified"])


def test_what_is_found_by_its_code_is_the_first_and_the_last() -> None:
    sought = [m for m in every_mutant("quantifier") if "only the last of next" in m.change]
    assert not [m.change for m in sought if ".code ==" in m.change]
    assert {m.where for m in sought} >= {"domain.chapters.together.sharing._share"}


def test_what_is_worked_out_beside_every_decision_is_every_rules_own(
    found: dict[str, Place],
) -> None:
    assert found["together.notices.ENDS"].serves_all
    assert found["closing.ending._closed"].serves_all
    assert not found["closing.ending.closing_of"].serves_all
