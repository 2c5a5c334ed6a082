"""Where an order has no past yet, no earlier instant can be taken for the present."""

import pytest

from tests.law_mutants.callers import is_never_older, is_of_the_actor, is_recorded_at_birth
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
