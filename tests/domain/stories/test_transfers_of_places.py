"""Each line that demands are passed on to, place by place: put through, watched, and since when."""

from datetime import UTC, datetime

import pytest

from domain.chapters.intake.commands import TransferOut
from domain.vocabulary import ItemType, State
from tests.domain.case import Case

THROUGH, REFERRED, WATCHED = "put through", "referred", "watched"
TABLE = [
    ("national-default", "110", THROUGH, "C:C7 SY20-24 HN-14 NA-12"),
    ("national-default", "119", THROUGH, "C:C7 SY20-24 HN-14"),
    ("national-default", "120", THROUGH, "C:C7 SY20-24 HN-14"),
    ("national-default", "122", THROUGH, "C:C7 SY20-24 HN-14"),
    ("national-default", "emergency_office", REFERRED, "X:X31"),
    ("national-default", "discipline", REFERRED, "C:C6 SY20-25"),
    ("national-default", "12301", WATCHED, "C:C15 SYT-01 SYT-02"),
    ("national-default", "other_platform", REFERRED, "T:T04 AH-12"),
    ("national-2025", "110", THROUGH, "NA-12 C:C7"),
    ("weifang-2021", "110", THROUGH, "WF-41 C:C7"),
    ("weifang-2021", "119", THROUGH, "WF-41 C:C7"),
    ("weifang-2021", "120", THROUGH, "WF-41 C:C7"),
    ("weifang-2021", "122", THROUGH, "WF-41 C:C7"),
    ("sanya-2018", "110", THROUGH, "SY20-24 C:C7"),
    ("sanya-2018", "119", THROUGH, "SY20-24 C:C7"),
    ("sanya-2018", "120", THROUGH, "SY20-24 C:C7"),
    ("sanya-2018", "discipline", REFERRED, "SY20-25 C:C6"),
    ("sanya-2018", "12301", WATCHED, "SY20-01 SYT-02 C:C15"),
    ("sanya-2020", "12301", WATCHED, "SY20-01 SYT-02 C:C15"),
    ("anhui-2018", "province_platform", REFERRED, "AH-12 T:T04"),
    ("sanya-2010", "12301", WATCHED, "SYT-01 SYT-02 C:C15"),
]
TARGETS = [
    pytest.param(place, code, how, id=f"{place} {code}", marks=pytest.mark.rule(*rules.split()))
    for place, code, how, rules in TABLE
]
LAST_MINUTE = datetime(2014, 12, 25, 15, 59, tzinfo=UTC)
FIRST_MINUTE = datetime(2014, 12, 25, 16, 0, tzinfo=UTC)
"""Midnight in 三亚, when 三府〔2014〕204号 came into force."""


@pytest.mark.parametrize(("place", "code", "how"), TARGETS)
def test_what_becomes_of_a_report_by_telephone_that_is_passed_on(
    place: str, code: str, how: str
) -> None:
    case, to_them = Case(place).register("report"), TransferOut(target=code)
    if how == THROUGH:
        assert case.refused(to_them) == "call_not_put_through"
        to_them = TransferOut(target=code, warm=True, told=True)
    ended = State.FOLLOWED if how == WATCHED else State.TRANSFERRED_OUT
    assert case.does(to_them).state is ended


@pytest.mark.rule("SYT-01", "C:C15")
@pytest.mark.parametrize("place", ["sanya-2010", "sanya-2018"])
def test_tourism_has_a_line_of_its_own_since_the_day_of_its_scheme(place: str) -> None:
    case, to_tourism = Case(place), TransferOut(target="12301")
    case.now = LAST_MINUTE
    assert case.register().refused(to_tourism) == "transfer_not_in_force"
    case.now = FIRST_MINUTE
    assert case.does(to_tourism).state in (State.TRANSFERRED_OUT, State.FOLLOWED)


@pytest.mark.rule("SY20-01", "SYT-02", "C:C15")
@pytest.mark.parametrize("type", list(ItemType))
def test_of_what_sanya_sends_to_its_own_tourism_centre_everything_is_watched(
    type: ItemType,
) -> None:
    case = Case("sanya-2018").register(type)
    assert case.does(TransferOut(target="12301")).state is State.FOLLOWED
