"""Each row of a file becomes a demand or is rejected with its reason."""

from datetime import datetime
from pathlib import Path

import pytest

from domain.vocabulary import ItemClass, ItemType
from services.imports.columns import BadColumns
from services.imports.demands import Field
from services.imports.intake_file import IntakeFile, Rejected
from services.imports.rows import Reading
from tests.domain.case import CITY
from tests.services.assessment.books import HEADER, LAMP, NOISE, book, text_file
from tests.services.imports.whole_files import read_intake

HERE = Reading(zone=CITY)


def reasons(file: IntakeFile) -> dict[int, str]:
    return {row.row: row.reason for row in file.rejected}


def test_the_columns_of_a_citys_mailbox_are_known_by_their_names(tmp_path: Path) -> None:
    seen = datetime(2019, 4, 8, 8, 37, 20)  # noqa: DTZ001 (a spreadsheet knows no zone)
    path = book(tmp_path / "a.xlsx", HEADER, (*LAMP[:3], seen, " 一行\r\n二行 "), NOISE)

    lamp, noise = read_intake(path, HERE).demands

    assert (lamp.row, lamp.number, lamp.caller, lamp.subject) == (2, "101", "某甲", "路灯不亮")
    assert lamp.text == "一行\n二行"
    assert lamp.opened is not None
    assert lamp.opened.isoformat() == "2019-04-08T08:37:20+08:00"
    assert (lamp.type, lamp.class_) == (ItemType.HELP, ItemClass.OTHER)
    assert noise.opened is not None
    assert noise.opened.isoformat() == "2019-11-13T23:05:00+08:00"


def test_english_columns_types_classes_and_answers_are_known_too(tmp_path: Path) -> None:
    text = (
        "Number,Opened,Closed,Type,Class,Unit,Phone,Text\n"
        "A-1,2026-03-02 09:00,2026-03-04,Complaint,city_management,water,13800000000,leak\n"
        "A-2,,,举报,城市管理,,,dust\n"
    )

    leak, dust = read_intake(text_file(tmp_path / "a.csv", text), HERE).demands

    assert (leak.type, leak.class_) == (ItemType.COMPLAINT, ItemClass.CITY_MANAGEMENT)
    assert (leak.unit, leak.phone) == ("water", "13800000000")
    assert leak.closed is not None
    assert leak.closed.isoformat() == "2026-03-04T00:00:00+08:00"
    assert (dust.type, dust.class_) == (ItemType.REPORT, ItemClass.CITY_MANAGEMENT)
    assert (dust.opened, dust.closed) == (None, None)


def test_a_word_that_means_nothing_is_not_told_and_named(tmp_path: Path) -> None:
    text = "number,text,class,type\n1,a,教育文体,\n2,b,citymanagement,\n3,c,,wish\n"

    file = read_intake(text_file(tmp_path / "a.csv", text), HERE)

    assert [(one.class_, one.category) for one in file.demands[:1]] == [
        (ItemClass.OTHER, "教育文体")
    ]
    assert [one.untold for one in file.demands] == [
        (Field.TYPE, Field.CLASS, Field.URGENCY),
        (Field.TYPE, Field.CLASS, Field.URGENCY),
        (Field.TYPE, Field.CLASS, Field.URGENCY),
    ]
    assert file.unknown == {
        Field.CLASS: {"教育文体": 1, "citymanagement": 1},
        Field.TYPE: {"wish": 1},
    }


def test_bad_rows_are_listed_and_none_is_lost(tmp_path: Path) -> None:
    rows = [
        HEADER,
        LAMP,
        (None, "某丙", "无编号", "2019/4/9 8:00:00", "正文"),
        (104, "某丁", "无正文", "2019/4/9 8:00:00", " "),
        (105, "某戊", "时间", "上周三", "正文"),
        [None] * 5,
        (106, "某己", "太长", "2019/4/9 8:00:00", "长" * 20_001),
        NOISE,
    ]

    file = read_intake(book(tmp_path / "a.xlsx", *rows), HERE)

    assert file.read == 6
    assert [demand.row for demand in file.demands] == [2, 8]
    assert reasons(file) == {
        3: "number: is empty",
        4: "text: is empty",
        5: "opened: is not written as a time such as 2019-04-08 08:37:20",
        7: "text: is longer than 20000 characters",
    }


def test_the_same_words_under_two_numbers_are_two_demands(tmp_path: Path) -> None:
    file = read_intake(book(tmp_path / "a.xlsx", HEADER, LAMP, (999, *LAMP[1:])), HERE)

    assert [demand.number for demand in file.demands] == ["101", "999"]


def test_a_number_said_twice_is_a_repeat_or_a_contradiction(tmp_path: Path) -> None:
    file = read_intake(book(tmp_path / "a.xlsx", HEADER, LAMP, LAMP, (101, *NOISE[1:])), HERE)

    assert [demand.row for demand in file.demands] == [2]
    assert [demand.row for demand in file.repeats] == [3]
    assert file.rejected == (
        Rejected(row=4, reason="number: row 2 has the same number and says something else"),
    )


def test_a_row_with_a_separator_too_many_is_not_guessed_at(tmp_path: Path) -> None:
    text = "number,text\n1,noise, at night\n2,quiet,\n"

    file = read_intake(text_file(tmp_path / "a.csv", text), HERE)

    assert reasons(file) == {2: "has 3 cells under 2 columns: a separator too many?"}
    assert [demand.number for demand in file.demands] == ["2"]


def test_only_the_first_rows_are_read_where_that_is_asked_for(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", HEADER, (None, "某丙", "", "", "x"), LAMP, NOISE)

    assert read_intake(path, HERE, limit=2).read == 2
    assert read_intake(path, HERE, limit=0).read == 0


def test_a_field_can_be_pointed_to_its_column(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "单号,正文,text\n7,真正的内容,别的\n")

    (demand,) = read_intake(path, HERE, {Field.NUMBER: "单号", Field.TEXT: "正文"}).demands

    assert (demand.number, demand.text) == ("7", "真正的内容")


def test_missing_columns_are_named(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "甲,text,TEXT\n1,x,y\n")

    with pytest.raises(BadColumns, match=r'no column for phone \(column "乙"\); number \(such as'):
        read_intake(path, HERE, {Field.PHONE: "乙", Field.TEXT: "甲"})
    with pytest.raises(BadColumns, match='column "text" stands there 2 times'):
        read_intake(path, HERE, {Field.NUMBER: "甲"})
