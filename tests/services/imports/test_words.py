"""An office's own list of words is read strictly, and units are offered whose names are near."""

from pathlib import Path

import pytest

from services.imports.words import BadWords, UnknownUnitName, words_with
from tests.services.assessment.books import text_file


def test_the_offices_words_come_before_ours_and_end_as_theirs_do(tmp_path: Path) -> None:
    words = words_with(text_file(tmp_path / "w.toml", '[types]\nreport = ["投诉", "Graffiti"]\n'))

    assert words.meaning("types", "投诉类") == "report"
    assert words.meaning("types", " ｇｒａｆｆｉｔｉ ") == "report"
    assert words.meaning("types", "咨询类") == "consult"
    assert words.meaning("types", "anything else") is None


def test_a_unit_is_known_by_name_alias_and_code_and_a_near_name_is_offered(tmp_path: Path) -> None:
    told = '[units]\n"市水务局" = ["水务局", "W01"]\n"市交通运输局" = []\n'
    words = words_with(text_file(tmp_path / "w.toml", told))

    assert {words.unit(name) for name in ("市水务局", "水务局", "w01")} == {"市水务局"}
    assert words.unit("") == ""
    with pytest.raises(UnknownUnitName, match="near: 市交通运输局"):
        words.unit("交通运输局")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("[colours]\nred = []\n", "colours is none of columns, types"),
        ('[types]\nwish = ["w"]\n', "types.wish is none of consult"),
        ('[types]\nhelp = "w"\n', "types.help is no list of words"),
        ("types = 3\n", "types is no table"),
        ("[types\n", "is no sound TOML"),
    ],
)
def test_a_slip_in_the_list_is_named(tmp_path: Path, told: str, reason: str) -> None:
    with pytest.raises(BadWords, match=reason):
        words_with(text_file(tmp_path / "w.toml", told))
