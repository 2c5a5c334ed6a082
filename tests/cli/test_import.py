"""`paidan import`: each demand of a file becomes an order once, and no row is lost."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.front_window import FrontWindow, front_window
from tests.cli.run import paidan
from tests.services.assessment.books import HEADER, LAMP, NOISE, book, text_file

Screen = pytest.CaptureFixture[str]
RUNS = {"status": "ok", "starting": 0}


@pytest.fixture
def window(tmp_path: Path) -> Iterator[FrontWindow]:
    with front_window(tmp_path / "var") as window:
        window.says("/health", (200, RUNS))
        window.says("/public/city", (200, {"time_zone": "Asia/Shanghai"}))
        yield window


def imported(capsys: Screen, path: Path, *words: str) -> dict[str, object]:
    data_dir = str(path.parent / "var")
    status, out, err = paidan(capsys, "import", str(path), "--data-dir", data_dir, "--json", *words)
    assert (status, err) == (0, "")
    return dict(json.loads(out))


def test_a_second_run_opens_nothing(capsys: Screen, tmp_path: Path, window: FrontWindow) -> None:
    path = book(tmp_path / "a.xlsx", HEADER, LAMP, NOISE, LAMP, (None, *LAMP[1:]))
    bad = [{"row": 5, "reason": "number: is empty"}]

    first, second = imported(capsys, path), imported(capsys, path)

    assert first == {"read": 4, "opened": 2, "already_there": 1, "rejected": bad}
    assert second == {"read": 4, "opened": 0, "already_there": 3, "rejected": bad}
    assert len({key for _, _, key, _ in window.papers}) == 2


def test_the_files_time_is_when_the_citizen_called(
    capsys: Screen, tmp_path: Path, window: FrontWindow
) -> None:
    path = book(tmp_path / "a.xlsx", HEADER, LAMP)

    imported(capsys, path, "--policy", "sanya-2018")

    ((address, actor, key, paper),) = window.papers
    assert (address, actor) == ("/imported-orders?pack=sanya-2018", "importer")
    assert key.startswith("import:")
    assert paper == {
        "type": "help",
        "class": "other",
        "channel": "import",
        "called_at": "2019-04-08T08:37:20+08:00",
        "name": "某甲",
        "subject": "路灯不亮",
        "demand": "门前路灯三天不亮",
    }


def test_the_promised_day_becomes_the_clock_of_who_promised_it(
    capsys: Screen, tmp_path: Path, window: FrontWindow
) -> None:
    text = "number,text,截止时间\n1,leak,2098-03-04\n2,dust,2020-03-04\n3,noise,\n"
    path = text_file(tmp_path / "a.csv", text)

    told = imported(capsys, path, "--source", "old-hotline")

    said = {paper["demand"]: paper for _, _, _, paper in window.papers}
    assert (told["promised"], told["promise_past"]) == (1, 1)
    assert (said["leak"]["source"], said["leak"]["upstream_due"]) == (
        "old-hotline",
        "2098-03-05T00:00:00+08:00",
    )
    assert all("upstream_due" not in said[demand] for demand in ("dust", "noise"))


PROMISED = (
    "number,text,承诺办结时间,事项编码\n1,leak,2098-03-04,pipes\n2,dust,2020-03-04,\n3,noise,,-\n"
)


def test_a_promised_day_and_a_matter_are_handed_in_for_the_law_to_take(
    capsys: Screen, tmp_path: Path, window: FrontWindow
) -> None:
    path = text_file(tmp_path / "a.csv", PROMISED)

    told = imported(capsys, path)

    said = {paper["demand"]: paper for _, _, _, paper in window.papers}
    assert (told["promised_as_limit"], told["promise_past"]) == (1, 1)
    assert (said["leak"]["promised_day"], said["leak"]["category"]) == ("2098-03-04", "pipes")
    assert all(
        name not in said[demand]
        for demand in ("dust", "noise")
        for name in ("promised_day", "category", "upstream_due")
    )
    assert "upstream_due" not in said["leak"]


def test_with_its_source_the_promised_day_is_a_clock_of_who_promised_it(
    capsys: Screen, tmp_path: Path, window: FrontWindow
) -> None:
    path = text_file(tmp_path / "a.csv", PROMISED)

    told = imported(capsys, path, "--source", "old-hotline")

    (first, *_) = (paper for _, _, _, paper in window.papers if paper["demand"] == "leak")
    assert (told["promised"], told["promised_as_limit"], told["promise_past"]) == (1, 0, 1)
    assert first["upstream_due"] == "2098-03-05T00:00:00+08:00"
    assert "promised_day" not in first


@pytest.mark.usefixtures("window")
def test_what_becomes_of_them_is_said_before_and_after(capsys: Screen, tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", PROMISED)
    where = ("--data-dir", str(tmp_path / "var"))

    before = paidan(capsys, "import", str(path), *where, "--dry-run")[1]
    with_source = paidan(capsys, "import", str(path), *where, "--dry-run", "--source", "x")[1]
    after = paidan(capsys, "import", str(path), *where)[1]
    told = imported(capsys, path, "--dry-run")

    as_limit = (
        "promised: from 承诺办结时间, handed in as the limit of the case; a law that takes none"
    )
    for out in (before, after):
        assert as_limit in out
        assert "matter: from 事项编码, handed in as the code of the catalogue" in out
    assert "promised: from 承诺办结时间, a clock of x" in with_source
    assert "with the promised day as the limit: 1; left out because it is past: 1" in after
    assert told["limits"] == {
        "promised": {"column": "承诺办结时间", "as": "limit"},
        "matter": {"column": "事项编码"},
    }
    assert told["rows"][0]["promised"] == "the day 2098-03-04"


@pytest.mark.usefixtures("window")
def test_a_promise_that_the_law_does_not_take_rejects_its_row_with_the_reason(
    capsys: Screen, tmp_path: Path, window: FrontWindow
) -> None:
    refusal = {"code": "promised_day_not_in_law", "basis": ["G:G8"], "about": []}
    window.says("/imported-orders", (202, {"command_id": "c", "status_url": "/commands/c"}))
    told = {"order": None, "name": "register", "status": "refused", "response": refusal}
    window.says("/commands/c", (200, told))

    told = imported(capsys, text_file(tmp_path / "a.csv", "number,text,承诺日期\n1,a,2098-03-04\n"))

    (rejected,) = told["rejected"]  # type: ignore[misc]
    assert "takes no promised day" in rejected["reason"]
    assert "promised_as_limit" not in told


def test_a_dry_run_of_an_import_opens_nothing(
    capsys: Screen, tmp_path: Path, window: FrontWindow
) -> None:
    path = text_file(tmp_path / "a.csv", "number,text,诉求类型\n1,leak,求决类\n")

    told = imported(capsys, path, "--dry-run")

    assert told["rows"] == [{"row": 2, "number": "1", "type": "help", "text": "leak"}]
    assert window.papers == []


@pytest.mark.usefixtures("window")
def test_a_row_that_the_window_sends_back_is_listed_in_the_files_own_words(
    capsys: Screen, tmp_path: Path
) -> None:
    path = text_file(tmp_path / "a.csv", "number,text\n1,垃圾\n2,path\n")
    again = text_file(tmp_path / "b.csv", "number,text\n2,another\n")

    assert imported(capsys, path)["rejected"] == [{"row": 2, "reason": "text: is empty"}]
    assert imported(capsys, again)["rejected"] == [{"row": 2, "reason": "the key was used before"}]


def test_a_database_that_is_away_for_a_moment_loses_no_row(
    capsys: Screen, tmp_path: Path, window: FrontWindow
) -> None:
    away = (503, {"code": "database_unavailable", "detail": "away"})
    window.says("/imported-orders", away, away, (201, {"number": "1"}))

    told = imported(capsys, text_file(tmp_path / "a.csv", "number,text\n1,leak\n"))

    assert told["opened"] == 1
    assert len({key for _, _, key, _ in window.papers}) == 1
    assert len(window.papers) == 3


def test_what_was_only_received_is_accounted_for_once_it_is_decided(
    capsys: Screen, tmp_path: Path, window: FrontWindow
) -> None:
    window.says("/imported-orders", (202, {"command_id": "c", "status_url": "/commands/c"}))
    refusal = {"code": "anonymous_not_allowed", "basis": ["HN-04"], "about": []}
    told = {"order": None, "name": "register", "response": None}
    window.says(
        "/commands/c",
        (200, {**told, "status": "received"}),
        (200, {**told, "status": "refused", "response": refusal}),
    )

    outcome = imported(capsys, text_file(tmp_path / "a.csv", "number,text\n1,leak\n"))

    words = "this place takes no anonymous demands · 本地不受理匿名诉求 [HN-04]"
    assert outcome["rejected"] == [{"row": 2, "reason": words}]


def test_an_unknown_pack_ends_with_two_and_opens_nothing(
    capsys: Screen, tmp_path: Path, window: FrontWindow
) -> None:
    window.says(
        "/imported-orders", (404, {"code": "unknown_pack", "detail": "no rule pack is called 'x'"})
    )
    path = str(book(tmp_path / "a.xlsx", HEADER, LAMP, NOISE))

    status, out, err = paidan(
        capsys, "import", path, "--policy", "x", "--data-dir", str(tmp_path / "var")
    )

    assert (status, out, err) == (2, "", "no rule pack is called 'x'\n")


@pytest.mark.usefixtures("window")
def test_the_outcome_can_be_written_to_a_file(capsys: Screen, tmp_path: Path) -> None:
    path, report = book(tmp_path / "a.xlsx", HEADER, LAMP), tmp_path / "report"
    where = ("--data-dir", str(tmp_path / "var"))

    status, out, _ = paidan(capsys, "import", str(path), *where, "--json", str(report))
    again = paidan(capsys, "import", *where, "--json", str(path))

    assert (status, out) == (0, "")
    assert json.loads(report.read_text())["opened"] == 1
    assert json.loads(again[1])["already_there"] == 1


@pytest.mark.usefixtures("window")
def test_a_person_is_told_which_rows_were_rejected_and_why(capsys: Screen, tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "number,text\n1,\n2,leak\n")

    status, out, err = paidan(capsys, "import", str(path), "--data-dir", str(tmp_path / "var"))

    assert (status, err) == (0, "")
    assert out == "read 2, opened 1, already there 0, rejected 1\nrow 2: text: is empty\n"


def test_a_file_or_column_that_is_not_there_ends_with_two(capsys: Screen, tmp_path: Path) -> None:
    path = str(text_file(tmp_path / "a.csv", "number,words\n1,x\n"))

    for words, told in (
        ([str(tmp_path / "none.xlsx")], "No such file"),
        ([path], "no column for text (such as text, 留言详情)"),
        ([path, "--map", "text=正文"], 'no column for text (column "正文")'),
        ([path, "--map", "colour=words"], "write field=COLUMN"),
    ):
        status, out, err = paidan(capsys, "import", *words)
        assert (status, out) == (2, "")
        assert told in err


def test_nothing_running_is_a_clear_no_with_what_to_do(capsys: Screen, tmp_path: Path) -> None:
    path = str(book(tmp_path / "a.xlsx", HEADER, LAMP))

    status, _, err = paidan(capsys, "import", path, "--data-dir", str(tmp_path / "nowhere"))

    assert status == 1
    assert "`paidan up` starts it" in err
