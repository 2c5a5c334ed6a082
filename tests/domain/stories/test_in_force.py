"""Stories of law that holds for a time only, and of the edition that an order keeps."""

from dataclasses import replace
from datetime import date

import pytest

from domain.chapters.intake.commands import TransferOut
from domain.chapters.law_change.commands import ChangeRuleSet
from domain.law.pack import Pack
from domain.vocabulary import State
from policies.library import load_pack
from tests.domain.case import Case

TOURISM = TransferOut(target="12301")


def tourism_line(**validity: date) -> Pack:
    """A law that passes on to the tourism line only for a time."""
    law = load_pack("national-default")
    lines = (replace(t, **validity) if t.code == "12301" else t for t in law.transfers)
    return replace(law, transfers=tuple(lines))


@pytest.mark.rule("C:C15.1", "C:C16.2", "SYT-01")
def test_a_line_that_was_given_up_takes_no_more() -> None:
    law = tourism_line(valid_to=date(2026, 3, 1))
    assert Case(law).register().refused(TOURISM) == "transfer_not_in_force"
    last_day = Case(law, at="03-01 23:59").register().does(TOURISM)
    assert last_day.state is State.TRANSFERRED_OUT


@pytest.mark.rule("C:C15.1", "C:C16.2")
def test_a_line_that_is_not_open_yet_takes_none() -> None:
    law = tourism_line(valid_from=date(2026, 3, 3))
    case = Case(law).register()
    assert case.refused(TOURISM) == "transfer_not_in_force"
    fresh = Case(law, at="03-03 00:00").register().does(TOURISM)
    assert fresh.state is State.TRANSFERRED_OUT


@pytest.mark.rule("C:C16.1", "X:X38")
def test_an_order_keeps_the_law_it_began_with_until_somebody_moves_it() -> None:
    case = Case("sanya-2018").signed_in().at("03-04 09:00")
    assert case.order.dossier.pack.id == "sanya-2018"
    case.by("system").does(ChangeRuleSet(pack=load_pack("weifang-2021")), "reason")
    assert "C:C16" in case.last("RuleSetChanged").basis
