"""Office hours as packs write them: one list, or a table by weekday and season (G23)."""

from pathlib import Path

import pytest

from domain.time.office_hours import parse_office_hours
from policies.edition import PACK, snapshot
from policies.library import load_pack
from policies.office_hours_table import read_office_hours
from tests.policies.pack_texts import PROVENANCE, mistakes_in, town, written

UNEVEN = """{ usual = ["08:00-12:00", "14:00-17:30"], fri = ["08:00-12:00"], seasons = [
  { from = "12-24", to = "12-24", usual = ["08:00-12:00"] },
  { from = "10-01", to = "04-30", usual = ["08:30-17:00"], mon = ["22:00-06:00"] },
] }"""


def test_a_list_holds_for_every_day() -> None:
    assert read_office_hours(["09:00-12:00"]) == parse_office_hours("09:00-12:00")


def test_uneven_hours_travel_with_an_order_and_read_back(tmp_path: Path) -> None:
    pack = load_pack(
        written(tmp_path, town(f"office_hours = {{ value = {UNEVEN}, {PROVENANCE} }}"))
    )
    assert PACK.validate_json(snapshot(pack)) == pack
    hours = pack.office_hours.value
    assert [one.weekday for one in hours.weekdays] == [4]
    assert [season.first.text() for season in hours.seasons] == ["12-24", "10-01"]
    assert hours.seasons[1].weekdays[0].spans == parse_office_hours("22:00-06:00").spans


def test_what_is_the_same_every_day_travels_as_it_always_did() -> None:
    carried = snapshot(load_pack("national-default"))
    assert b"seasons" not in carried
    assert b"weekdays" not in carried


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (
            '{ mon = ["08:00-17:00"], fri = ["08:00-12:00"] }',
            "usual: missing; it says the hours of every day that is not named: tue, wed, thu, sat",
        ),
        ('{ usual = ["08:00-17:00"], tues = [] }', "tues: unknown key; allowed: usual, mon, tue"),
        ('{ usual = ["08:00-17:00"], tue = [] }', "an office that never opens on a working day"),
        ('{ usual = ["08:00-17:00"], tue = "x" }', "tue: must be a list such as"),
        ('{ usual = ["08:00-17:00"], seasons = 1 }', "seasons: must be a list of tables"),
        ('{ usual = ["08:00-17:00"], seasons = [1] }', "seasons[1]: must be a table"),
        (
            '{ usual = ["08:00-17:00"], seasons = [{ from = "05-01", usual = ["08:00-17:00"] }] }',
            "seasons[1].to: must be a month and a day",
        ),
        (
            '{ usual = ["08:00-17:00"], seasons = [{ from = "05-01", to = "06-31", usual = [] }] }',
            "06-31 is no day of the year",
        ),
        (
            '{ usual = ["08:00-17:00"], seasons = [{ from = "05-01", to = "06-30" }] }',
            "seasons[1].usual: missing",
        ),
    ],
)
def test_hours_that_cannot_be_law_are_refused(tmp_path: Path, value: str, reason: str) -> None:
    saying = f"office_hours = {{ value = {value}, {PROVENANCE} }}"
    (mistake,) = mistakes_in(written(tmp_path, town(saying)))
    assert mistake.key == "office_hours.value"
    assert reason in mistake.reason
