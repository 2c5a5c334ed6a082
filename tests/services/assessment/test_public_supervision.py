"""Public supervisors (社会监督员) read totals and blackened samples."""

import pytest

from domain.chapters.closing.commands import PassReview
from domain.vocabulary import Role
from policies.access import Right, Scope, access_rights
from policies.library import load_pack, pack_names
from tests.domain.case import Case
from tests.services.assessment.assessed import sampled


def praised() -> Case:
    """An order in time whose caller was very satisfied."""
    case = Case().signed_in(category="water-supply").solved().by("reviewer").does(PassReview())
    return case.called_back(solved=True, satisfied=1)


@pytest.mark.rule("SY19-01.1")
def test_a_sample_tells_what_was_done_leads_back_to_nobody_and_changes_nothing() -> None:
    case = praised()
    told = sampled(case)
    (order,) = told["samples"][0]["orders"]
    assert (order["category"], order["late"], order["satisfied"]) == ("water-supply", False, 1)
    assert case.order.number not in str(told)
    assert "2026-03-02" not in str(order)
    rights = access_rights().items()
    assert [right for right, who in rights if Role.OBSERVER in who.scopes.get(Scope.ALL, ())] == [
        Right.READ_PUBLIC_SAMPLES
    ]
    acts = (one for name in pack_names() for one in load_pack(name).permissions)
    assert not [one.command for one in acts if Role.OBSERVER in one.roles]


def test_the_totals_of_the_period_are_read_too() -> None:
    assert sampled(praised())["figures"]["K5"]["value"] == 100
