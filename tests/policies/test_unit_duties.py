"""What a rule pack says of a unit's own duties, and what it may not say."""

from pathlib import Path

import pytest

from policies.library import load_pack
from policies.mistake import BadPack
from tests.policies.pack_texts import PROVENANCE, limit, town, written


def test_sanya_names_its_own_article_and_the_rest_is_the_default() -> None:
    duties = load_pack("sanya-2020").units
    assert duties is not None
    assert (duties.filing.value.text(), duties.filing.rules) == ("2 WD", ("SY20-10",))
    assert duties.filing.source == "三府〔2017〕332号(三府规〔2019〕5号修正) 十条"
    assert (duties.head_months.value, duties.deputy_months.value) == (12, 3)
    assert duties.head_months.rules == ("JT-02",)


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        (
            f"[units]\nhead_months = {{ value = 5, {PROVENANCE} }}",
            "units.head_months.value",
            "must be one of 1, 2, 3, 4, 6, 12, not 5",
        ),
        (
            limit('clock = "filing", limit = "2 WD"'),
            "limit (filing: 2 WD)",
            "is no duty on an order; [units] says until when it runs",
        ),
    ],
)
def test_what_no_office_can_keep(tmp_path: Path, text: str, key: str, reason: str) -> None:
    with pytest.raises(BadPack) as bad:
        load_pack(written(tmp_path, town(text)))
    [mistake] = bad.value.mistakes
    assert (mistake.key, mistake.reason) == (key, reason)
