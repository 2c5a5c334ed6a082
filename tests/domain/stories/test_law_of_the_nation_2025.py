"""The national texts of 2025: sorted dispositions, hosts by agreement, merged repeats, secrecy."""

import pytest

from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.dispatch.commands import OpenDispute, RequestReturn
from domain.chapters.intake.commands import Refuse, TransferOut
from domain.chapters.together.commands import Merge, SetHosts
from domain.order.terms import Confidentiality
from domain.vocabulary import State
from tests.domain.case import Case, moment
from tests.domain.grounds import grounded

PLACE = "national-2025"
SORTED = [
    *("MUST_USE_PROCEDURE", "ALREADY_IN_PROCEDURE", "STATE_SECRET_PRIVACY"),
    *("PARTY_NPC_MATTERS", "ABUSE", "EMERGENCY_LINE"),
]


@pytest.mark.rule("NA-01.1", "NA-02")
def test_one_number_is_answered_at_every_hour() -> None:
    case = Case(PLACE, at="10-01 02:00").register()
    assert case.clock("intake/1").due == moment("10-01 02:30")
    assert "NA-02" in case.last("Registered").basis


@pytest.mark.rule("NA-05")
@pytest.mark.parametrize("code", SORTED)
def test_what_is_not_handled_is_sorted_and_explained(code: str) -> None:
    case = Case(PLACE).register().does(grounded(code), "reason", "route")
    assert case.state is State.REFUSED


@pytest.mark.rule("NA-05.1")
def test_the_lawful_way_is_told() -> None:
    court = Refuse(disposition="MUST_USE_PROCEDURE")
    assert Case(PLACE).register().refused(court, "reason") == "text_missing"


@pytest.mark.rule("NA-12")
def test_what_belongs_to_the_police_is_put_through_to_them() -> None:
    case = Case(PLACE).register()
    assert case.refused(TransferOut(target="110")) == "call_not_put_through"
    assert case.does(TransferOut(target="110", warm=True)).state is State.TRANSFERRED_OUT


@pytest.mark.rule("NA-07.2")
def test_the_hotline_names_host_and_co_host() -> None:
    case, hosts = Case(PLACE).signed_in(), SetHosts(host="water", co_hosts=("roads",))
    assert case.by("unit_head").refused(hosts, "decision") == "role_may_not"
    assert case.by("hotline_head").does(hosts, "decision").order.co_hosts == ("roads",)


@pytest.mark.rule("NA-08.1")
def test_repeated_demands_become_one_order() -> None:
    case = Case(PLACE).register().does(Merge(master="20260302-000009"))
    assert case.state is State.MERGED


@pytest.mark.rule("NA-09")
def test_an_objection_to_a_dispatch_is_looked_into_by_the_hotline() -> None:
    case = Case(PLACE).dispatched().by("unit_clerk")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    assert case.by("unit_head").refused(OpenDispute()) == "role_may_not"
    assert case.by("dispatcher").does(OpenDispute(), "reason").state is State.DISPUTED


@pytest.mark.rule("NA-10")
def test_the_callback_closes_the_loop() -> None:
    case = Case(PLACE).to_callback()
    assert "NA-10" in case.clock("callback/1").basis
    assert case.called_back(solved=True, satisfied=1).state is State.CLOSED


@pytest.mark.rule("NA-13.1")
def test_an_order_is_kept_secret_on_demand() -> None:
    case = Case(PLACE).signed_in().by("caller")
    case.does(SetConfidentiality(level=Confidentiality.P3))
    assert case.order.confidentiality is Confidentiality.P3
