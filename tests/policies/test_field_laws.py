"""Each law and calendar as offices wrote them is read as its README says; none is left out."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.law.limit_rule import Circumstances
from domain.law.pack import Pack
from domain.time.counting import due
from domain.vocabulary import ClockName, ItemType
from policies.calendar_library import built_in_library
from policies.library import calendar_for, load_pack
from tests.policies.pack_texts import mistakes_in, written
from tests.shared_data import shared

FIELD = "data/field"
TESTS = Path(__file__).parents[1]
READERS = ("policies/test_field_laws.py", "services/imports/test_field_files.py")
CITY = ZoneInfo("Asia/Shanghai")
SENT = datetime(2026, 9, 22, 10, tzinfo=CITY)


def second(name: str) -> Path:
    return shared(f"{FIELD}/second/{name}")


def handled(pack: Pack, **demand: str) -> tuple[str, str]:
    """The limit of the unit, and the local time of its due."""
    found = Circumstances(at=SENT.time(), **demand)  # type: ignore[arg-type]
    rule = pack.limit_rule(ClockName.HANDLE, found)
    assert rule is not None
    hours = pack.office_hours.value
    ends = due(SENT.astimezone(UTC), rule.limit, calendar_for(pack), hours)
    return rule.limit.text(), f"{ends.at.astimezone(CITY):%Y-%m-%d %H:%M}"


def test_calendar_days_end_in_a_holiday_unless_they_are_put_off(tmp_path: Path) -> None:
    text = second("rolled.toml").read_text("utf-8")
    put_off = load_pack(written(tmp_path, text.replace("10 ND", "10 ND put-off")))

    assert handled(load_pack(second("rolled.toml"))) == ("10 ND", "2026-10-03 00:00")
    assert handled(put_off) == ("10 ND put-off", "2026-10-09 00:00")


def test_the_same_day() -> None:
    pack = load_pack(second("same-day.toml"))

    assert handled(pack, item_type=ItemType.CONSULT) == ("0 WD", "2026-09-23 00:00")


def test_a_limit_of_one_matter() -> None:
    pack = load_pack(second("by-category.toml"))

    assert handled(pack, category="potholes") == ("24 h", "2026-09-23 10:00")
    assert handled(pack, category="lamps")[0] == "5 WD"


def test_hours_of_some_days_only_are_refused_with_the_word_that_is_missing(tmp_path: Path) -> None:
    """Nobody can know when an office opens on a day of which its law says nothing."""
    path = second("weekday-hours.toml")

    (mistake,) = mistakes_in(path)
    said = path.read_text("utf-8").replace("{ mon", '{ usual = ["09:00-16:00"], mon')
    hours = load_pack(written(tmp_path, said)).office_hours.value

    assert mistake.key == "office_hours.value"
    assert "usual: missing; it says the hours of every day that is not named: tue, wed, thu" in (
        mistake.reason
    )
    tuesday, friday = date(2026, 3, 3).toordinal(), date(2026, 3, 6).toordinal()
    assert [str(hours.spans_of(day)[-1][1]) for day in (tuesday, friday)] == [
        "16:00:00",
        "12:00:00",
    ]


def test_a_pack_and_a_year_of_another_place_stand_with_its_file() -> None:
    place = second("place.toml")
    library = built_in_library().with_file(place.read_text("utf-8"), place.name)
    year = second("year.toml")
    library = library.with_file(year.read_text("utf-8"), year.name)

    assert load_pack(second("pack.toml"), library).calendar == "harbour"
    calendar = library.calendar("harbour")
    assert not calendar.is_working_day(date(2024, 3, 5))
    assert calendar.is_working_day(date(2024, 3, 6))


def test_no_file_of_the_field_is_left_out() -> None:
    read = "".join((TESTS / reader).read_text("utf-8") for reader in READERS)
    there = {path.name for path in shared(FIELD).rglob("*.*") if path.suffix != ".md"}

    assert {name for name in there if name not in read} == set()
