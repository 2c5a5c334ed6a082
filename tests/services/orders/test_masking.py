"""What is masked hides what it hides: no masked value depends on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.chapters.caller.terms import PersonalData
from services.orders.masking import MASKS, masked_id_number, masked_name, masked_phone, struck

LETTERS = st.characters(categories=["L"])
NAMES = st.text(LETTERS, min_size=2, max_size=8)
MOBILE = st.text("0123456789", min_size=4, max_size=4)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三", "张**"), ("欧阳小明", "欧**"), ("Maria Santos", "M**"), ("李", "**")],
)
def test_of_a_name_the_first_character_is_left(name: str, shown: str) -> None:
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13800000000", "138****0000"),
        ("+86 138-0013 8000", "138****8000"),
        ("13800138000/010-6623 1234", "138****8000/****34"),
        ("12345", "****45"),
        ("他老婆的", "****"),
    ],
)
def test_of_a_telephone_the_middle_is_hidden_however_it_was_written(text: str, shown: str) -> None:
    assert masked_phone(text) == shown


def test_everything_that_can_be_looked_at_has_its_mask_and_a_card_shows_nothing() -> None:
    assert MASKS.keys() == set(PersonalData)
    assert masked_id_number("460200199001011234") == "****"


@given(NAMES, NAMES)
def test_names_with_one_beginning_look_alike(one: str, other: str) -> None:
    assert masked_name(one[0] + one) == masked_name(one[0] + other)


@given(MOBILE, MOBILE)
def test_telephones_with_one_beginning_and_one_end_look_alike(one: str, other: str) -> None:
    assert masked_phone(f"138{one}8000") == masked_phone(f"138{other}8000")


@given(NAMES, st.text(max_size=20), st.text(max_size=20))
def test_a_narrative_loses_every_word_that_is_hidden(word: str, before: str, behind: str) -> None:
    assert word not in struck(f"{before}{word}{behind}", [word])


@given(st.lists(st.sampled_from("0123456789"), min_size=5, max_size=20), st.sampled_from("- ."))
def test_a_narrative_loses_every_long_number_in_whatever_groups(
    digits: list[str], between: str
) -> None:
    for written in ("".join(digits), between.join(digits)):
        assert struck(f"电话{written}。", []) == "电话****。"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("我叫王建国,住建设路8号", "我叫****,住建设路8号"),
        ("建国昨天来过", "****昨天来过"),
        ("请打 一三八零零一三八零零零", "请打 ****"),
        ("请打 13800138000", "请打 ****"),
        ("证号 46020019900101123X。", "证号 ****。"),
        ("WANG JIANGUO called, wang will call again", "**** called, **** will call again"),
        ("写信到 wang.jg@example.org 即可", "写信到 **** 即可"),
        ("路灯坏了 3 天,共 12 盏", "路灯坏了 3 天,共 12 盏"),
    ],
)
def test_the_rest_of_a_narrative_stays_as_it_is(said: str, left: str) -> None:
    assert struck(said, ["王建国", "Wang Jianguo"]) == left
