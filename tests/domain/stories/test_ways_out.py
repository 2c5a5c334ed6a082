"""Ways out of the desk are narrow: what a ground rests on is named, and no target is invented."""

from dataclasses import replace

import pytest

from domain.chapters.closing.commands import Withdraw
from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.handling.commands import AddInfo
from domain.chapters.intake.commands import AcceptForDispatch, Refuse, RequestInfo, TransferOut
from domain.vocabulary import Channel, State, Urgency
from policies.library import load_pack, pack_names
from tests.domain.case import Case
from tests.domain.grounds import EARLIER, grounded
from tests.domain.often import GAS

COURT = grounded("ALREADY_IN_PROCEDURE")
NEEDS = {
    "CONCLUDED": ("earlier_order",),
    "DUPLICATE": ("earlier_order",),
    "UNCLEAR": ("asked",),
    "ALREADY_IN_PROCEDURE": ("case",),
}


@pytest.mark.rule("C:C10", "HN-12", "HD-15", "T:T47")
@pytest.mark.parametrize("code", ["CONCLUDED", "DUPLICATE"])
def test_what_was_settled_or_taken_in_before_is_named(code: str) -> None:
    case, bare = Case("hengdong-2024").register(), Refuse(disposition=code)
    assert case.refused(bare, "reason") == "earlier_order_missing"
    assert case.refused(replace(bare, earlier=case.order.number), "reason") == "repeats_itself"
    assert case.refused(replace(bare, earlier="earlier"), "reason") == "earlier_order_missing"
    case.does(replace(bare, earlier=EARLIER), "reason")
    assert case.last("Refused").content.earlier == EARLIER  # type: ignore[union-attr]


@pytest.mark.rule("C:C10", "HD-15")
def test_an_order_that_repeats_another_has_named_it() -> None:
    case = Case().register(repeats=EARLIER).does(Refuse(disposition="CONCLUDED"), "reason")
    assert case.last("Refused").content.earlier == EARLIER  # type: ignore[union-attr]


@pytest.mark.rule("T:T47", "HD-15")
def test_new_facts_are_heard_though_the_matter_was_settled() -> None:
    case = Case().register(repeats=EARLIER, new_facts=True)
    assert case.refused(Refuse(disposition="CONCLUDED"), "reason") == "new_facts_given"


@pytest.mark.rule("SY20-21")
def test_danger_is_not_turned_away_because_it_was_heard_of_before() -> None:
    case = Case().register(repeats=EARLIER, urgency=Urgency.EMERGENCY)
    assert case.refused(grounded("CONCLUDED"), "reason") == "emergency_needs_dispatch"


@pytest.mark.rule("SY20-19.4")
def test_what_has_become_an_emergency_is_neither_refused_nor_withdrawn() -> None:
    place = load_pack("sanya-2020")
    for ground in place.dispositions:
        case = Case(place).register().does(GAS).by(ground.approved_by or "seat_agent")
        refused = case.refused(grounded(ground.code), "reason", "route")
        assert refused == "emergency_needs_dispatch"
        assert case.by("caller").refused(Withdraw(), "reason") == "emergency_not_withdrawn"
        case.by("seat_agent").does(AcceptForDispatch()).by("dispatcher").does(Dispatch(unit="gas"))
        assert case.by("caller").refused(Withdraw(), "reason") == "emergency_not_withdrawn"


@pytest.mark.rule("HN-08.1", "HD-16.1")
@pytest.mark.parametrize("place", ["hengdong-2024", "hainan-prefecture-2022", "national-default"])
def test_whoever_is_not_clear_is_asked_before_he_is_refused(place: str) -> None:
    case, unclear = Case(place).register(), Refuse(disposition="UNCLEAR")
    assert case.refused(unclear, "reason") == "caller_not_asked"
    case.does(RequestInfo(missing=("subject",))).does(AddInfo(), "text")
    assert case.does(unclear, "reason").state is State.REFUSED


@pytest.mark.rule("C:C9.2", "AH-06.1", "AH-06.2", "X:X12")
@pytest.mark.parametrize("place", ["anhui-2018", "weifang-2021", "national-2025"])
def test_what_lies_with_a_court_has_its_number_and_its_court(place: str) -> None:
    case = Case(place).register()
    for threat in (replace(COURT, case_no=""), replace(COURT, case_no="我要去法院告")):
        assert case.refused(threat, "reason", "route") == "case_number_missing"
    for nobody in (replace(COURT, authority=""), replace(COURT, authority="法院 已受理")):
        assert case.refused(nobody, "reason", "route") == "authority_missing"
    case.does(COURT, "reason", "route")
    assert case.last("Refused").content.case_no == COURT.case_no  # type: ignore[union-attr]


@pytest.mark.parametrize("place", pack_names())
def test_no_place_leaves_out_what_a_ground_needs(place: str) -> None:
    told = {ground.code: ground.needs for ground in load_pack(place).dispositions}
    assert {code: needs for code, needs in told.items() if needs} == {
        code: needs for code, needs in NEEDS.items() if code in told
    }


@pytest.mark.rule("T:T04", "SY20-21")
@pytest.mark.parametrize("target", ["12301", "other_platform", "discipline", "emergency_office"])
def test_an_emergency_goes_to_no_other_platform(target: str) -> None:
    case = Case().register("report").does(GAS)
    assert case.refused(TransferOut(target=target)) == "emergency_needs_dispatch"
    assert case.does(TransferOut(target="119", warm=True)).state is State.TRANSFERRED_OUT


@pytest.mark.rule("T:T04", "AH-12")
def test_what_belongs_to_the_province_or_another_city_goes_to_the_province() -> None:
    case = Case("anhui-2018").register(channel=Channel.WEB)
    assert case.refused(TransferOut(target="other_platform")) == "unknown_transfer"
    assert case.refused(grounded("OUT_OF_JURISDICTION"), "reason") == "unknown_disposition"
    case.does(TransferOut(target="province_platform"))
    assert "AH-12" in case.last("TransferredOut").basis
