"""Times as offices write them in spreadsheets."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from services.imports.reading.cells import Cell
from services.imports.written_times import Precision, UnreadableTime, read_time
from tests.domain.case import CITY

SPRING = "2019-04-08T08:37:20+08:00"


@pytest.mark.parametrize(
    "cell",
    [
        "2019/4/8 8:37:20",
        "2019-04-08 08:37:20",
        "2019.4.8 8:37:20",
        "2019年4月8日 8:37:20",
        "2019年4月8日8时37分20秒",
        "２０１９／４／８　８：３７：２０",
        "  2019/4/8   08:37:20 ",
        "2019-04-08T08:37:20+08:00",
        "2019-04-08T08:37:20.000",
        datetime(2019, 4, 8, 8, 37, 20),  # noqa: DTZ001 (a spreadsheet knows no zone)
        datetime(2019, 4, 8, 8, 37, 19, 999_600),  # noqa: DTZ001
        43563.35925925926,
    ],
)
def test_one_moment_is_written_in_many_ways(cell: Cell) -> None:
    assert read_time(cell, CITY).at.isoformat() == SPRING


@pytest.mark.parametrize("cell", ["2018/4/24", "2018年4月24日", date(2018, 4, 24), 43214])
def test_a_day_without_a_time_begins_at_midnight(cell: Cell) -> None:
    assert read_time(cell, CITY).at.isoformat() == "2018-04-24T00:00:00+08:00"


def test_a_time_is_local_to_the_city_that_reads_it() -> None:
    lisbon = ZoneInfo("Europe/Lisbon")
    assert read_time("2026-03-28 09:00", lisbon).at.isoformat() == "2026-03-28T09:00:00+00:00"
    assert read_time("2026-03-29 09:00", lisbon).at.isoformat() == "2026-03-29T09:00:00+01:00"


def test_an_offset_is_believed() -> None:
    assert read_time(
        "2019-04-08T00:37:20Z", ZoneInfo("Europe/Lisbon")
    ).at == datetime.fromisoformat(SPRING)


@pytest.mark.parametrize(
    "cell",
    [
        "昨天",
        "",
        "2019/13/1",
        "2019/2/29",
        "2019/4/8 24:01",
        "04/08/2019",
        "8:37",
        "20190",
        True,
        7,
        time(8, 37),
        "2019/4/88:37:20",
    ],
)
def test_what_has_no_single_meaning_is_no_time(cell: Cell) -> None:
    with pytest.raises(UnreadableTime):
        read_time(cell, CITY)


@pytest.mark.parametrize(
    "cell",
    ["2019-04-08", "2019年4月8日", date(2019, 4, 8), 43563.0, "2019/4/8 0:00", "2019/4/8 0:00:00"],
)
def test_a_day_without_a_time_is_known_as_one_also_as_a_spreadsheet_writes_it(cell: Cell) -> None:
    assert read_time(cell, CITY).precision is Precision.DAY


@pytest.mark.parametrize("cell", ["2019-04-08 00:00", "2019/04/08 00:00:00", datetime(2019, 4, 8)])  # noqa: DTZ001
def test_midnight_that_is_written_out_is_a_time_unless_its_whole_column_is_so(cell: Cell) -> None:
    assert read_time(cell, CITY).precision is Precision.MIDNIGHT


@pytest.mark.parametrize("cell", [SPRING, "2019/4/8 0:01", 43563.5])
def test_any_other_time_is_a_time(cell: Cell) -> None:
    assert read_time(cell, CITY).precision is Precision.TIME
