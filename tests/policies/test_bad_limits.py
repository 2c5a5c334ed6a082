"""Limits for some orders only, by way, queue and hour: what cannot be law is refused by name."""

from pathlib import Path

import pytest

from policies.library import load_pack
from tests.policies.pack_texts import PROVENANCE, limit, mistakes_in, town, written


def rows(*words: str) -> str:
    """Some limits of one pack."""
    return f"limit = [{', '.join(f'{{ {row}, {PROVENANCE} }}' for row in words)}]"


BY_LETTER = 'clock = "contact", only = { channel = "letter" }, limit = "2 WH"'
OF_NO_QUEUE = 'clock = "accept", urgency = "urgent", only = { queue = "none" }, limit = "2 WH"'
ARRIVE = 'clock = "arrive", urgency = "emergency"'
EVENING = f'{ARRIVE}, only = {{ hours = "20:00-24:00" }}, limit = "20 min"'
NIGHT = f'{ARRIVE}, only = {{ hours = "22:00-06:00" }}, limit = "15 min"'
BAD = [
    (
        rows(BY_LETTER),
        "limit (contact letter: 2 WH)",
        "contradicts limit (contact emergency: 10 min) for an order consult city_management"
        " emergency by letter",
    ),
    (
        rows(OF_NO_QUEUE),
        "limit (accept urgent none: 2 WH)",
        "no queue 'none'; known: approvals",
    ),
    (
        rows(EVENING, NIGHT),
        "limit (arrive emergency 22:00-06:00: 15 min)",
        "contradicts limit (arrive emergency 20:00-24:00: 20 min)"
        " for an order consult city_management emergency at 22:00",
    ),
    (
        rows(NIGHT.replace("22:00-06:00", "22:00-22:00")),
        "limit[1].only.hours",
        "hours of the whole day: leave them out",
    ),
    (rows(NIGHT.replace("22:00-06:00", "night")), "limit[1].only.hours", 'is not "HH:MM-HH:MM"'),
    (rows(NIGHT.replace('"22:00-06:00"', "22")), "limit[1].only.hours", "must be hours such as"),
    (rows(BY_LETTER.replace("letter", "x")), "limit[1].only.channel", "not one of: phone, web"),
    (rows(NIGHT, NIGHT), "limit[2]", "duplicate: the same limit stands at limit[1]"),
]


@pytest.mark.parametrize(("saying", "key", "reason"), BAD, ids=[bad[2][:30] for bad in BAD])
def test_a_limit_that_cannot_be_law_is_named(
    tmp_path: Path, saying: str, key: str, reason: str
) -> None:
    path = written(tmp_path, town(saying))

    found = [mistake for mistake in mistakes_in(path) if mistake.key == key]

    assert [mistake.file for mistake in found] == [str(path)]
    assert reason in found[0].reason


def test_hours_that_meet_and_do_not_overlap_are_law(tmp_path: Path) -> None:
    evening = EVENING.replace("24:00", "22:00")

    pack = load_pack(written(tmp_path, town(rows(evening, NIGHT))))

    assert {rule.limit.text() for rule in pack.limits if rule.only} == {"20 min", "15 min"}


def test_a_rule_that_names_more_settles_what_two_others_dispute(tmp_path: Path) -> None:
    both = BY_LETTER.replace("2 WH", "10 min") + ', urgency = "emergency"'

    pack = load_pack(written(tmp_path, town(rows(BY_LETTER, both))))

    assert sum(rule.only is not None for rule in pack.limits) == 2


def test_a_limit_may_be_as_short_as_two_seconds(tmp_path: Path) -> None:
    pack = load_pack(written(tmp_path, town(limit('clock = "accept", limit = "2s"'))))

    assert "2 s" in {rule.limit.text() for rule in pack.limits if rule.clock == "accept"}
