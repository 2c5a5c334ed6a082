"""What a place may say about picking up, abuse and the keeping of texts."""

from pathlib import Path

import pytest

from policies.library import load_pack, pack_names
from policies.mistake import BadPack
from tests.policies.pack_texts import PROVENANCE, town, written


@pytest.mark.parametrize("name", pack_names())
def test_every_shipped_law_limits_the_ringing_and_leaves_the_keeping_open(name: str) -> None:
    law = load_pack(name)

    assert law.pick_up is not None
    assert law.pick_up.phone.value.text() == "15 s"
    assert law.after_closing is not None
    assert law.after_closing.content_kept is None


def test_a_place_may_set_how_long_texts_are_kept_and_keeps_the_rest(tmp_path: Path) -> None:
    said = f'[after_closing]\ncontent_kept = {{ value = "3650 ND", {PROVENANCE} }}'

    rules = load_pack(written(tmp_path, town(said))).after_closing

    assert rules is not None
    assert rules.content_kept is not None
    assert rules.content_kept.value.text() == "3650 ND"
    assert rules.archive_after.value.text() == "30 ND"


@pytest.mark.parametrize(
    ("saying", "key"),
    [
        (f"[abuse]\npersuasions = {{ value = 0, {PROVENANCE} }}", "abuse.persuasions.value"),
        (f'[abuse]\nwithin = {{ value = "soon", {PROVENANCE} }}', "abuse.within.value"),
        (f"[pick_up]\nphone = {{ value = 15, {PROVENANCE} }}", "pick_up.phone.value"),
        (f"[pick_up]\nletter = {{ value = 15, {PROVENANCE} }}", "pick_up.letter"),
    ],
)
def test_what_cannot_be_law_is_named(tmp_path: Path, saying: str, key: str) -> None:
    with pytest.raises(BadPack) as bad:
        load_pack(written(tmp_path, town(saying)))

    assert [m.key for m in bad.value.mistakes] == [key]
