"""The reader of the catalogues: what is not whole is refused, in words that say what to do."""

from enum import StrEnum

import pytest

import texts
from texts.reader import BadCatalogue, UnknownToken, WrongValues, read_catalogue, say
from texts.refusals import in_words, is_refusal
from texts.understood import meanings, understood


class Door(StrEnum):
    """A closed list."""

    OPEN = "open"


def test_a_text_has_its_languages_side_by_side() -> None:
    found = read_catalogue('[open]\nen = "open {door}"\nzh = "打开{door}"\n', "doors")["open"]
    assert (found.en, found.zh, found.values) == ("open {door}", "打开{door}", {"door"})


def test_a_text_may_stand_within_another() -> None:
    content = '[K5]\nen = "a"\nzh = "甲"\n[K5.1]\nen = "b"\nzh = "乙"\n'
    assert set(read_catalogue(content, "figures")) == {"K5", "K5.1"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[open]\nen = ", "doors.toml"),
        ('[open]\nen = "open"', "doors.open: has en, and must have en and zh"),
        ('[open]\nen = "open"\nzh = ""', "doors.open: zh must be a text"),
        ('[open]\nen = 1\nzh = "开"', "doors.open: en must be a text"),
        ('[open]\nen = "open"\nzh = "开"\nfr = "ouvrir"', "must have en and zh"),
        ('[open]\nen = "open {door}"\nzh = "打开"', "the same values in braces"),
        ('[open]\nen = "open {0:>4}"\nzh = "打开{0:>4}"', "is no plain value"),
        ('[open]\nen = "打开"\nzh = "打开"', "the English text has Chinese in it"),
    ],
)
def test_what_is_not_whole_is_refused(content: str, says: str) -> None:
    with pytest.raises(BadCatalogue, match=says):
        read_catalogue(content, "doors")


@pytest.mark.parametrize("token", ["refusals.no_such_code", "no_such_file.word", "refusals"])
def test_a_token_without_a_text_says_where_to_add_it(token: str) -> None:
    with pytest.raises(UnknownToken, match=r"has no text; add \[.*\] with en and zh to texts/"):
        texts.zh(token)


@pytest.mark.parametrize("values", [{}, {"unit": "water"}, {"code": "x", "unit": "water"}])
def test_a_text_takes_its_own_values_only(values: dict[str, str]) -> None:
    with pytest.raises(WrongValues, match=r"register\.unknown_unit: wants"):
        say("register.unknown_unit", texts.ENGLISH, **values)


def test_both_languages_are_said_as_people_know_them() -> None:
    assert texts.both("refusals.order_is_over") == "the order has ended · 工单已终结"
    assert texts.glossed("clocks.paused") == "paused 暂停计时"
    assert texts.zh_first("assessment.more") == "更多 more"
    assert texts.titled("messages.state") == "现状: how the order stands"


def test_a_value_is_filled_in_wherever_it_stands() -> None:
    assert texts.zh("bulletin.course.callback", solved="已解决", level="满意") == (
        "回访（已解决，满意）"
    )


def test_a_word_of_a_closed_list_has_its_token() -> None:
    assert texts.token_of(Door.OPEN) == "vocabulary.Door.OPEN"


def test_a_refusal_names_its_rules() -> None:
    class Told:
        code, about, basis = "text_missing", ("reason",), ("T13",)

    assert (
        in_words(Told()) == "a text that the rule demands is missing (reason) · 缺少必填内容 [T13]"
    )
    assert is_refusal("text_missing")
    assert not is_refusal("unknown_person")


def test_a_word_that_people_write_means_one_thing() -> None:
    for kind in ("columns", "types", "classes", "urgencies", "statuses", "totals", "answers"):
        words = [word for several in understood(kind).values() for word in several]
        assert len(words) == len(set(words)), kind
    assert meanings("types")["感谢"] == "praise"
