"""A check after an act is a fault where it sees what the act has changed, and nowhere else."""

import pytest

from tests.law_mutants.chosen import every_mutant

pytestmark = pytest.mark.long(seconds=20)


@pytest.fixture(scope="module")
def later() -> set[str]:
    """Where a check might come after the act that it stands before."""
    return {
        f"{one.where.removeprefix('domain.chapters.')}: {one.change}"
        for one in every_mutant("checks")
        if " before " in one.change
    }


@pytest.mark.parametrize(
    "said",
    [
        "closing.callback._rework: decision.record(ReworkOrdered(",
        "emergency.fallback.call_in_territory: call_in(",
        "handling.pausing.resume_handling: end_pause(",
    ],
)
def test_what_sees_a_change_of_the_order_is_tried(later: set[str], said: str) -> None:
    assert any(one.startswith(said) for one in later)


@pytest.mark.parametrize(
    "said",
    [
        "handling.promises.keep_promise: decision.record(PromiseKept(",
        "handling.promises.commit: promise_for_the_limit(",
        "dispatch.designation.name_unit: decision.record(content",
        "intake.first_decision.refuse: decision.record(_refusal(",
        "dispatch.reconsideration.decide_reconsideration: decision.record(decided",
    ],
)
def test_what_reads_only_the_command_and_the_law_is_not(later: set[str], said: str) -> None:
    assert not any(one.startswith(said) for one in later)
