"""Stories of a new law: what was promised stays, what begins later follows it."""

from dataclasses import replace

import pytest

from domain.chapters.dispatch.commands import ApproveReturn, Dispatch, RequestReturn
from domain.chapters.law_change.commands import ChangeRuleSet
from policies.library import load_pack
from tests.domain.case import Case

WEIFANG = ChangeRuleSet(pack=load_pack("weifang-2021"))


def moved() -> Case:
    """An order born in Sanya's law of 2018 that now lives under another."""
    return Case("sanya-2018").signed_in().by("system").does(WEIFANG, "reason")


@pytest.mark.rule("T:T51.2", "X:X38.1")
def test_what_was_promised_under_the_old_law_stays() -> None:
    before = Case("sanya-2018").signed_in()
    case = moved()
    assert case.order.dossier.pack.id == "weifang-2021"
    assert case.order.clocks == before.order.clocks
    assert case.last("RuleSetChanged").content.before == before.order.dossier.pack.edition  # type: ignore[union-attr]


@pytest.mark.rule("X:X38.1", "T:T51")
def test_what_begins_under_the_new_law_follows_it() -> None:
    case = moved().by("unit_clerk").does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    assert case.clock("accept/1").limit.text() == "24 h"
    assert case.clock("accept/2").limit.text() == "1 WD"


@pytest.mark.rule("X:X38", "T:T51")
def test_what_a_change_of_law_needs() -> None:
    case = moved()
    assert case.refused(WEIFANG) == "text_missing"
    assert case.refused(WEIFANG, "reason") == "same_rule_set"
    elsewhere = replace(load_pack("sanya-2018"), calendar="elsewhere")
    assert case.refused(ChangeRuleSet(pack=elsewhere), "reason") == "other_calendar"
    assert case.by("sys_admin").refused(WEIFANG, "reason") == "role_may_not"
