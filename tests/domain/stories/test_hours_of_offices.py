"""Stories of the hours that an office may have, those that contradict themselves, and the longest
limit."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.chapters.handling.commands import Pause, Resume
from domain.chapters.handling.terms import PauseReason
from domain.law.pack import Pack
from domain.time.calendar import BadCalendar
from domain.time.limit import BadLimit, Convention, Limit, parse_limit
from domain.time.office_hours import BadOfficeHours, OfficeHours, WeekdayHours, parse_office_hours
from policies.library import load_pack
from policies.mistake import BadPack
from tests.domain.case import Case
from tests.policies.pack_texts import limit, town, written

QUESTION = Pause(reason=PauseReason.SUPERIOR_INSTRUCTION)
NIGHT = '"22:00-06:00"'
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = ", ".join(f'{day} = ["08:00-12:00"]' for day in WEEK)


def law(folder: Path, hours: str, handle: str = "2 WH") -> Pack:
    """The law of an office with these hours."""
    open_at = f'office_hours = {{ value = {hours}, source = "default", rules = ["G:G23"] }}'
    pack = town(limit(f'clock = "handle", limit = "{handle}"'), open_at)
    return load_pack(written(folder, pack))


def seasons(*spans: str) -> str:
    """An office that is open from eight to noon, and in each season an hour later than before."""
    named = (
        f'{{ from = "{span[:5]}", to = "{span[7:]}", usual = ["{hour:02d}:00-12:00"] }}'
        for hour, span in enumerate(spans, start=9)
    )
    return f'{{ usual = ["08:00-12:00"], seasons = [{", ".join(named)}] }}'


@pytest.mark.rule("G:G23")
@pytest.mark.parametrize(
    ("hours", "sent", "due"),
    [
        ('["08:00-12:00", "12:00-14:00"]', "03-02 11:00", "03-02 13:00"),
        (f'["13:00-15:00", {NIGHT}]', "03-02 14:00", "03-02 23:00"),
        (f'{{ usual = [{NIGHT}], fri = ["06:00-07:00"] }}', "03-03 03:00", "03-03 05:00"),
        (f'{{ usual = [{NIGHT}], fri = ["22:00-24:00"] }}', "03-03 05:00", "03-03 23:00"),
        (f"{{ {EVERY_DAY}, usual = [{NIGHT}] }}", "03-03 00:00", "03-03 10:00"),
        (seasons("05-06..05-06"), "05-06 00:00", "05-06 11:00"),
        (seasons("05-06..05-06"), "05-07 00:00", "05-07 10:00"),
        (seasons("05-06..05-08"), "05-06 00:00", "05-06 11:00"),
        (seasons("05-06..05-08"), "05-08 00:00", "05-08 11:00"),
        (seasons("05-06..05-08"), "05-11 00:00", "05-11 10:00"),
        (seasons("05-06..05-08", "05-07..05-13"), "05-07 00:00", "05-07 11:00"),
        (seasons("05-06..05-08", "05-07..05-13"), "05-12 00:00", "05-12 12:00"),
    ],
)
def test_an_office_is_open_as_its_law_says(tmp_path: Path, hours: str, sent: str, due: str) -> None:
    case = Case(law(tmp_path, hours), at=sent).dispatched()
    assert case.clock("handle/1").due == case.here(due)


@pytest.mark.rule("G:G23")
@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('["00:00-24:00", "08:00-12:00"]', '["00:00-24:00"]'),
        ('["08:00-12:00", "10:00-14:00"]', '["08:00-12:00", "12:00-14:00"]'),
        ('{ usual = ["08:00-12:00"], fri = ["12:00-12:00"] }', '["08:00-12:00"]'),
        (
            '{ usual = ["08:00-12:00"], fri = ["08:00-12:00", "11:00-13:00"] }',
            '{ usual = ["08:00-12:00"], fri = ["08:00-12:00", "12:00-13:00"] }',
        ),
        (
            '{ usual = ["13:00-15:00", "22:00-09:00"], fri = ["08:00-12:00", "14:00-17:00"] }',
            '{ usual = ["13:00-15:00", "22:00-08:00"], fri = ["08:00-12:00", "14:00-17:00"] }',
        ),
        (seasons("05-01..05-31", "05-06..05-08"), seasons("05-01..05-31", "05-06..06-08")),
        (
            seasons("05-01..05-31", "07-01..07-31", "05-06..05-08"),
            seasons("05-01..05-31", "07-01..07-31", "05-06..06-08"),
        ),
    ],
)
def test_hours_that_contradict_themselves_are_no_law(
    tmp_path: Path, wrong: str, right: str
) -> None:
    with pytest.raises(BadPack):
        law(tmp_path, wrong)
    assert Case(law(tmp_path, right)).dispatched().clock("handle/1").limit == parse_limit("2 WH")


@pytest.mark.rule("G:G23")
@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ('["08:00-12:00", "10:00-14:00"]', "10:00 is not after 12:00"),
        ('["05:00-12:00", "13:00-15:00", "22:00-08:00"]', "22:00-08:00 runs into 05:00"),
    ],
)
def test_it_is_said_which_hours_contradict_each_other(tmp_path: Path, wrong: str, why: str) -> None:
    with pytest.raises(BadPack, match=why):
        law(tmp_path, wrong)
    apart = law(tmp_path, '["08:00-12:00", "13:00-15:00"]')
    assert Case(apart).dispatched().clock("handle/1").limit == parse_limit("2 WH")


@pytest.mark.rule("G:G23")
def test_a_day_of_the_week_has_its_hours_once(tmp_path: Path) -> None:
    monday = WeekdayHours(weekday=0, spans=parse_office_hours("08:00-12:00").spans)
    with pytest.raises(BadOfficeHours):
        OfficeHours(spans=monday.spans, weekdays=(monday, monday))
    with pytest.raises(BadOfficeHours):
        OfficeHours(spans=monday.spans, weekdays=(replace(monday, weekday=7),))
    once = law(tmp_path, '{ usual = ["09:00-12:00"], mon = ["08:00-12:00"] }')
    case = Case(once, at="03-02 08:00").dispatched()
    assert case.clock("handle/1").due == case.here("03-02 10:00")


@pytest.mark.rule("G:G2", "G:G23")
@pytest.mark.parametrize(
    ("handle", "sent", "due"),
    [
        ("12630 WS", "03-02 08:00", "03-02 14:00"),
        ("2 WD same-time", "03-02 08:30", "03-04 08:30"),
    ],
)
def test_what_is_half_a_minute_longer_than_a_morning_ends_after_noon(
    tmp_path: Path, handle: str, sent: str, due: str
) -> None:
    hours = '["08:30-12:00", "14:00-17:30"]'
    case = Case(law(tmp_path, hours, handle), at=sent).dispatched()
    late = case.clock("handle/1").due - case.here(due)
    assert late.total_seconds() == (30 if handle.endswith("WS") else 0)


@pytest.mark.rule("T:T23", "G:G19")
@pytest.mark.parametrize(
    ("hours", "handle", "resumed", "due"),
    [
        ('["08:00-12:00"]', "3 ND same-time", "03-02 20:00", "03-05 20:00"),
        ('["08:00-12:00"]', "8 WH", "03-02 09:00", "03-04 09:00"),
        ('["08:00-12:00"]', "8 WH", "03-02 10:00", "03-04 10:00"),
        (f"[{NIGHT}]", "2 WD close", "03-03 10:00", "03-06 06:00"),
        ('["08:00-12:00"]', "2 WD same-time", "03-02 10:00", "03-04 10:00"),
    ],
)
def test_a_pause_gives_back_what_it_cost_by_the_way_the_limit_counts(
    tmp_path: Path, hours: str, handle: str, resumed: str, due: str
) -> None:
    case = Case(law(tmp_path, hours, handle), at="03-02 09:00").signed_in().by("hotline_head")
    case.does(QUESTION).at(resumed).does(Resume())
    assert case.clock("handle/1").due == case.here(due)


@pytest.mark.rule("T:T23", "G:G19")
def test_half_a_minute_of_office_time_is_given_back_too(tmp_path: Path) -> None:
    case = Case(law(tmp_path, '["08:00-12:00"]', "2 WH")).signed_in().by("hotline_head")
    case.does(QUESTION).after(seconds=30).does(Resume())
    assert (case.clock("handle/1").due - case.here("03-02 11:00")).total_seconds() == 30


@pytest.mark.rule("G:G2")
@pytest.mark.parametrize(
    ("longest", "longer"), [("3650 ND", "3651 ND"), ("87600 h", "315360001 s")]
)
def test_no_limit_is_longer_than_ten_years(tmp_path: Path, longest: str, longer: str) -> None:
    with pytest.raises(BadLimit):
        parse_limit(longer)
    with pytest.raises(BadLimit):
        Limit(convention=Convention.NATURAL_DAYS, amount=-1)
    case = Case(law(tmp_path, '["08:00-12:00"]', longest)).dispatched()
    assert case.clock("handle/1").limit.text() == longest


@pytest.mark.rule("G:G1")
def test_a_place_may_work_every_day_and_names_its_days_in_order() -> None:
    case = Case()
    dossier = case.order.dossier
    for wrong in ((0, 0, 1), (0, 2, 1), (2, 1, 3), (0, 7)):
        with pytest.raises(BadCalendar):
            replace(dossier.calendar, working_weekdays=wrong)
    every_day = replace(dossier.calendar, working_weekdays=tuple(range(7)))
    case.order = replace(case.order, dossier=replace(dossier, calendar=every_day))
    assert case.at("03-06 09:00").dispatched(type="consult").clock("handle/1").due == case.here(
        "03-07 24:00"
    )
