"""Whoever reports a wrong is protected from the registration on, as a fact and not by inference."""

import pytest

from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.intake.commands import Reclassify, Register
from domain.order.terms import Confidentiality
from domain.summary import Summary
from domain.vocabulary import Channel, ItemClass, ItemType
from policies.library import pack_names
from tests.domain.case import Case

REPORT = Reclassify(type=ItemType.REPORT, class_=ItemClass.OTHER)
HELP = Reclassify(type=ItemType.HELP, class_=ItemClass.OTHER)


@pytest.mark.rule("WF-08.3")
@pytest.mark.parametrize("place", pack_names())
def test_a_report_is_protected_in_every_place_though_nobody_asks(place: str) -> None:
    case = Case(place).register("report")
    told = case.last("ConfidentialitySet").content
    assert (told.before, told.level) == (Confidentiality.P0, Confidentiality.P2)  # type: ignore[union-attr]
    assert Summary.of(case.order).confidentiality is Confidentiality.P2


@pytest.mark.rule("SYT-04.1")
def test_in_sanya_the_law_itself_says_so() -> None:
    assert "SYT-04" in Case("sanya-2010").register("report").last("ConfidentialitySet").basis


@pytest.mark.parametrize("type", [one for one in ItemType if one is not ItemType.REPORT])
def test_of_every_other_demand_the_caller_asks(type: ItemType) -> None:
    case = Case().register(type)
    assert case.order.confidentiality is Confidentiality.P0
    assert "ConfidentialitySet" not in case.kinds()


@pytest.mark.rule("WF-08")
def test_an_imported_report_is_protected_as_any() -> None:
    out_of_a_file = Register(type=ItemType.REPORT, channel=Channel.IMPORT)
    case = Case().by("system").does(out_of_a_file, "demand")
    assert case.order.confidentiality is Confidentiality.P2


@pytest.mark.rule("WF-08", "T:T45")
def test_what_turns_out_to_be_a_report_is_protected_from_then_on_and_stays_so() -> None:
    case = Case().register("help").by("dispatcher").does(REPORT, "reason")
    assert case.order.confidentiality is Confidentiality.P2
    assert case.does(HELP, "reason").order.confidentiality is Confidentiality.P2


@pytest.mark.rule("WF-08", "X:X25")
def test_an_inside_report_goes_to_a_named_list_on_request() -> None:
    case, list_only = Case().register("report"), SetConfidentiality(level=Confidentiality.P3)
    assert case.does(list_only, "reason").order.confidentiality is Confidentiality.P3
    lower = SetConfidentiality(level=Confidentiality.P2)
    assert case.refused(lower, "reason") == "secrecy_only_rises"
