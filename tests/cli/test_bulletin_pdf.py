"""The bulletin as people open it: a PDF whose words and figures can be read again."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from cli.shared.exit_status import BadInput
from cli.supervisors.bulletin_pdf import pdf_of, write_bulletin
from domain.bulletin import Bulletin, Names
from operations.virtual import VirtualHotline
from tests.audit.lives import whole_life
from tests.cli.run import types
from tests.cli.test_assess import days_of
from tests.domain.case import Case
from tests.services.assessment.a_month import CATEGORIES, DISTRICTS, NAMES, UNITS, a_month, bulletin
from tests.services.assessment.assessed import laid_out
from tests.thorough import times
from texts import zh

HOSTILE = (
    "#set page(width: 1cm)",
    "=1+1",
    '"quoted" \\ $x$ *b* `r` <l> @ref // /* #[x] #panic()',
    "W" * 300,
    "某" * 120,
    "@SUM(A1)",
)
MANY = times(200, thorough=300)


def read(file: bytes) -> PdfReader:
    """Open a PDF."""
    return PdfReader(io.BytesIO(file))


def words(told: Bulletin) -> str:
    """Everything that stands in the PDF, without blanks and line ends."""
    text = "".join(page.extract_text() for page in read(pdf_of(told)).pages)
    return "".join(text.replace("\u200b", "").split())


def test_the_figures_can_be_read_in_it() -> None:
    told = bulletin(*a_month(60), before=a_month(40, month=2))
    text = words(told)
    for figure in told.key_figures:
        assert f"{figure.name}{figure.numerator}" in text
        assert f"{figure.value}%" in text or not figure.is_share
    named = (*told.orders.late.rows, *told.orders.watched.rows, *told.orders.good)
    assert named
    assert all(row.number in text and row.category in text for row in named)
    assert "2026年3月1日至2026年3月31日（月报）" in text
    assert "上期：2026年2月1日至2026年2月28日" in text


def test_each_kind_and_level_of_units_has_a_table_of_its_own() -> None:
    peers = {unit: ("市级部门" if place % 2 else "区县级政府") for place, unit in enumerate(UNITS)}
    text = words(bulletin(*a_month(60), names=replace(NAMES, peers=peers)))
    assert "承办单位：市级部门（%）" in text
    assert "承办单位：区县级政府（%）" in text
    assert "不作排名" in text


@pytest.mark.threads
@pytest.mark.rule("SM-09", "WF-36")
def test_it_names_the_rules_by_which_it_is_published() -> None:
    told = bulletin(*a_month(1))
    assert '"SM-09"' in laid_out(told)
    assert "依据：SM-07、SM-09、WF-36、SY20-04" in words(told)


def test_the_same_facts_give_the_same_bytes_dated_at_the_end_of_the_period() -> None:
    once, again = (pdf_of(bulletin(*a_month(20))) for _ in range(2))
    assert once == again
    about = read(once).metadata
    assert about is not None
    assert about.creation_date == datetime(2026, 3, 31, 16, tzinfo=UTC)


def test_a_name_stays_a_name_whatever_stands_in_it() -> None:
    names = Names(
        say=zh,
        units=dict(zip(UNITS, HOSTILE, strict=True)),
        categories=dict(zip(CATEGORIES, reversed(HOSTILE), strict=True)),
        districts=dict(zip(DISTRICTS, HOSTILE, strict=False)),
    )
    text = words(bulletin(*a_month(60), names=names))
    for name in HOSTILE:
        assert "".join(name.split()) in text


@pytest.mark.parametrize("strange", ["😀局", "𠮷水局", "\x07局", "\ue000局", "\u202e局"])
def test_a_character_that_no_font_knows_keeps_no_bulletin_back(strange: str) -> None:
    case = Case().dispatched().at("04-01 00:00")
    assert "局" in words(bulletin(case, names=Names(say=zh, units={"water": strange})))


def test_a_bulletin_is_fit_for_the_archive() -> None:
    about = read(pdf_of(bulletin(*a_month(1)))).xmp_metadata
    assert about is not None
    assert (about.pdfaid_part, about.pdfaid_conformance) == ("2", "A")


def numbered(place: int) -> Case:
    """An order of its own number."""
    return Case(number=f"20260302-{place:06d}")


def test_codes_from_the_facts_stay_codes() -> None:
    dispatched = [numbered(n).dispatched(to=c, category=c) for n, c in enumerate(HOSTILE)]
    cases = [case.at("04-01 00:00") for case in dispatched]
    text = words(bulletin(*cases, names=Names(say=zh)))
    assert all("".join(code.split()) in text for code in HOSTILE)


def test_a_month_in_which_nothing_happened() -> None:
    text = words(bulletin())
    assert "本期共受理诉求0件" in text
    assert "本期没有受理诉求。" in text
    assert "上期没有工单，不作比较。" in text


def test_a_month_with_one_order() -> None:
    text = words(bulletin(Case().dispatched().at("04-01 00:00")))
    assert "办结率010.00%" in text
    assert "20260302-000001市水务局" in text


def test_hundreds_of_units_fill_pages_with_heads_of_their_own() -> None:
    cases = [numbered(n).dispatched(to=f"unit-{n}").at("04-01 00:00") for n in range(MANY)]
    pages = [page.extract_text() for page in read(pdf_of(bulletin(*cases))).pages]
    of_units = [page for page in pages if "unit-" in page and "签收" in page]
    assert len(of_units) > 4
    whole = "\n".join(pages)
    assert all(f"unit-{place}" in whole.split() for place in range(MANY))
    assert f"共{len(pages)}页" in "".join(pages[-1].split())


def test_a_bulletin_that_cannot_be_written_is_bad_usage(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        write_bulletin(bulletin(), tmp_path / "no" / "where.pdf")
    with pytest.raises(BadInput, match="Is a directory"):
        write_bulletin(bulletin(), tmp_path)


async def test_an_assessor_has_the_bulletin_written(
    hotline: VirtualHotline, data_dir: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number, file = await whole_life(hotline), tmp_path / "day.pdf"
    where = ("--data-dir", data_dir, "--pdf", str(file), "--unit", "water")
    assert await types(capsys, "assess", *days_of(number), *where) == (0, "", "")
    text = "".join(read(file.read_bytes()).pages[0].extract_text().split())
    assert "本期共受理诉求1件，交办工单1件" in text
    assert "承办单位：市水务局" in text
    assert "规则版本：三亚市12345政府服务热线" in text


async def test_without_a_bulletin_the_assessor_is_told_why(
    hotline: VirtualHotline, data_dir: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number, file = await whole_life(hotline), tmp_path / "day.pdf"
    where = ("--data-dir", data_dir, "--pdf")
    too_soon = days_of(number, timedelta(days=99))
    status, out, err = await types(capsys, "assess", *too_soon, *where, str(file))
    assert (status, out, "has not ended" in err, file.exists()) == (2, "", True, False)
    status, out, err = await types(capsys, "assess", *days_of(number), *where, str(tmp_path))
    assert (status, out, str(tmp_path) in err) == (2, "", True)
