"""K7: what the desk dispatched wrongly is the desk's, what a unit took in wrongly the unit's."""

from pathlib import Path
from typing import Final

import pytest

from domain.assessment.figure import DESK
from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Dispatch,
    RecallDispatch,
    RequestReturn,
)
from tests.domain.case import Case
from tests.domain.stories.test_office_clock import law
from tests.services.assessment.assessed import facts_of, of, reported

BACK: Final = RequestReturn(proposed_unit="roads")
SAID: Final = ("reason", "basis")


def recalled() -> Case:
    """An order that went to the wrong unit and was taken back before a signature."""
    case = Case().dispatched().by("dispatcher").does(RecallDispatch(), "reason")
    return case.does(Dispatch(unit="roads")).by("unit_clerk").does(Accept())


def given_back(*, late: bool) -> Case:
    """An order that its unit gave back with approval, in time or later signed by the head."""
    case = Case().signed_in()
    case = case.at("03-04 09:00").by("unit_head") if late else case.by("unit_clerk")
    return (
        case.does(BACK, *SAID).by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    )


def of_unit(unit: str, code: str, *cases: Case) -> tuple[int, int | None]:
    """One figure of one unit."""
    figure = reported(*cases, unit=unit)["indicators"][code]
    return figure["numerator"], figure["denominator"]


@pytest.mark.rule("K:K7")
def test_a_recalled_dispatch_is_the_desks_mistake_and_no_units() -> None:
    case = recalled()
    assert of("K7.approved", case) == (1, 2)
    assert of_unit(DESK, "K7.approved", case) == (1, 2)
    assert of("K7", case) == (0, 1)
    assert of_unit("water", "K7", case) == (0, 0)
    assert of("K1", case) == (1, 1)
    assert of("dispatched", case, part="monthly") == (1, None)


@pytest.mark.rule("K:K7")
def test_an_approved_return_is_a_wrong_dispatch_of_the_desk() -> None:
    case = given_back(late=False)
    assert of_unit(DESK, "K7.approved", case) == (1, 2)
    assert of_unit("water", "K7.approved", case) == (0, 0)
    assert of_unit("water", "K7", case) == (1, 1)


@pytest.mark.rule("K:K7", "G:G5")
def test_a_rightful_late_return_is_a_wrong_acceptance_of_the_unit() -> None:
    assert of("K7.late", given_back(late=False)) == (0, 2)
    late = given_back(late=True)
    assert of("K7.late", late) == (1, 2)
    assert of_unit("water", "K7.late", late) == (1, 1)
    asked = Case().signed_in().at("03-04 09:00").by("unit_head").does(BACK, *SAID)
    assert of("K7.late", asked) == (0, 1)


@pytest.mark.rule("K:K3", "K:K7")
def test_a_unit_is_not_judged_by_what_went_by_before_the_recall(tmp_path: Path) -> None:
    """The handling was due within the hour, and nobody had signed in yet."""
    case = Case(law(tmp_path, "1 h")).dispatched().after(hours=2)
    assert case.clock("handle/1").lapsed
    case.by("dispatcher").does(RecallDispatch(), "reason")
    assert (of("K3", case), of("K7.approved", case)) == ((0, 0), (1, 1))


@pytest.mark.rule("K:K7")
def test_the_facts_behind_it_are_the_dispatch_and_its_recall() -> None:
    assert facts_of("K7.approved", recalled())[-2:] == ["Dispatched", "DispatchRecalled"]
