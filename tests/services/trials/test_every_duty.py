"""Each duty whose two ends stand in a file is judged by its own clock and its own limit."""

from pathlib import Path

import pytest

from domain.vocabulary import ClockName
from policies.law import Law
from policies.library import calendar_for, load_pack
from services.trials.verdicts import Verdict
from tests.domain.case import CITY
from tests.policies.pack_texts import PROVENANCE, town, written
from tests.services.assessment.books import text_file
from tests.services.imports import old_cases

LIMITS = {
    "contact": "2 h",
    "arrive": "30 min",
    "handle": "3 WD",
    "review": "4 h",
    "callback": "24 h",
    "total": "10 ND same-time",
}
COLUMNS = {
    "受理时间": "2026-03-02 08:30:00",
    "派单时间": "2026-03-02 09:00:00",
    "联系诉求人时间": "2026-03-02 11:00:00",
    "到达现场时间": "2026-03-02 09:30:00",
    "办结时间": "2026-03-04 10:00:00",
    "审核时间": "2026-03-04 14:00:00",
    "回访时间": "2026-03-05 14:00:00",
    "结案时间": "2026-03-12 08:30:00",
}
"""Every duty is done at its very due."""
ENDS = {
    "contact": ("派单时间", "联系诉求人时间"),
    "arrive": ("派单时间", "到达现场时间"),
    "review": ("办结时间", "审核时间"),
    "callback": ("审核时间", "回访时间"),
    "total": ("受理时间", "结案时间"),
}


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """A town that says how long each duty may take."""
    said = (
        f'{{ clock = "{clock}", limit = "{limit}", {PROVENANCE} }}'
        for clock, limit in LIMITS.items()
    )
    text = town(f"limit = [{', '.join(said)}]")
    pack = load_pack(written(tmp_path_factory.mktemp("law"), text))
    return Law(pack=pack, calendar=calendar_for(pack))


def judged(folder: Path, law: Law, columns: dict[str, str]) -> dict[str, Verdict]:
    """The verdicts on one case, by duty."""
    text = "编号," + ",".join(columns) + "\n1," + ",".join(columns.values()) + "\n"
    found = old_cases.judged(text_file(folder / "old.csv", text), by=law)
    assert found.rejected == ()
    return {str(one.name): one for one in found.verdicts}


def test_all_of_them_stand_in_one_file(tmp_path: Path, law: Law) -> None:
    found = judged(tmp_path, law, COLUMNS)

    assert set(found) == {"dispatch", "handle", *ENDS}
    for clock, limit in LIMITS.items():
        assert (found[clock].judged, found[clock].limit) == ("in_time", limit), clock


@pytest.mark.parametrize("clock", ENDS)
def test_a_second_after_its_due_that_duty_alone_is_late(
    tmp_path: Path, law: Law, clock: str
) -> None:
    begin, end = ENDS[clock]
    later = COLUMNS | {end: f"{COLUMNS[end][:-1]}1"}

    found = judged(tmp_path, law, later)

    assert found[clock].judged == "late"
    assert found[clock].due is not None
    assert f"{found[clock].due.astimezone(CITY):%Y-%m-%d %H:%M:%S}" == COLUMNS[end]
    assert {name for name, one in found.items() if one.judged == "late"} == {clock}
    assert f"{found[clock].opened:%Y-%m-%d %H:%M:%S}" == COLUMNS[begin]


@pytest.mark.parametrize("clock", ENDS)
def test_a_duty_one_end_of_which_is_not_there_is_not_judged(
    tmp_path: Path, law: Law, clock: str
) -> None:
    _, end = ENDS[clock]
    without = {name: told for name, told in COLUMNS.items() if name != end}

    found = judged(tmp_path, law, without)

    assert clock not in found
    assert set(found) >= {"handle", *ENDS} - {clock}


@pytest.mark.parametrize(
    ("clock", "open_"),
    [
        ("contact", "untimed"),
        ("arrive", "untimed"),
        ("review", "past_due"),
        ("callback", "past_due"),
        ("total", "past_due"),
    ],
)
def test_a_duty_whose_end_is_empty_is_open_or_over(
    tmp_path: Path, law: Law, clock: str, open_: str
) -> None:
    """What comes before the handling is over with it, whether or not the file tells when."""
    found = judged(tmp_path, law, COLUMNS | {ENDS[clock][1]: ""})

    assert found[clock].judged == open_
    assert found["handle"].judged == "in_time"


@pytest.mark.parametrize("clock", ENDS)
def test_a_duty_that_ends_before_it_begins_is_said_and_not_judged(
    tmp_path: Path, law: Law, clock: str
) -> None:
    end = ENDS[clock][1]
    found = judged(tmp_path, law, COLUMNS | {end: "2026-03-02 08:00:00"})

    assert found[clock].judged == "reversed"


def test_a_callback_begins_with_the_result_where_no_review_is_told(
    tmp_path: Path, law: Law
) -> None:
    without = {name: told for name, told in COLUMNS.items() if name != "审核时间"}

    found = judged(tmp_path, law, without | {"回访时间": "2026-03-05 10:00:01"})

    assert found["callback"].name is ClockName.CALLBACK
    assert f"{found['callback'].opened:%m-%d %H:%M}" == "03-04 10:00"
    assert found["callback"].judged == "late"
