"""Numbers of cases and names of authorities: what courts and offices write, and no sentence."""

import pytest

from domain.values.case_number import is_authority_name, is_case_number

REAL = [
    "(2026)鲁0702民初1234号",
    "（2026）鲁07民终56号",
    "(2026)最高法民申12号",
    "(2025)琼02行初7号之一",
    "潍劳人仲案字〔2026〕第123号",
    "鲁政复〔2026〕45号",
    "潍仲字[2026]第9号",
    "WX370700-2026-000123",
    "2026-17",
]
NONE = [
    *("", "court", "民初号", "我要在2026年起诉他们", "(2026)", "1234号", "2026 17"),
    "(2026)鲁0702民初1234号,当事人另有一案",
    "9" * 65,
]
AUTHORITIES = ["潍坊市奎文区人民法院", "三亚市人民检察院", "信访局(市)", "court", "petition_office"]
NOBODY = ["", "院", "法院 已受理", "请问,什么时候办", "a" * 41]


@pytest.mark.parametrize("written", REAL)
def test_what_a_court_or_an_office_writes_is_a_number(written: str) -> None:
    assert is_case_number(written)


@pytest.mark.parametrize("written", NONE)
def test_words_without_a_number_are_no_case(written: str) -> None:
    assert not is_case_number(written)


@pytest.mark.parametrize("written", AUTHORITIES)
def test_an_authority_has_a_name_or_a_code(written: str) -> None:
    assert is_authority_name(written)


@pytest.mark.parametrize("written", NOBODY)
def test_a_sentence_is_no_authority(written: str) -> None:
    assert not is_authority_name(written)
