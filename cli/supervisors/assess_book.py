"""The assessment as a workbook (考核表): the figures, each group side by side, and the orders."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from cli.shared.exit_status import BadInput
from cli.supervisors.book_sheets import OPTIONS, Book, Cell, Link, Share, SheetFull
from domain.assessment import Assessment
from domain.assessment.composite import of_city, of_units
from domain.assessment.figure import Figure, Indicator
from domain.bulletin import Names
from domain.bulletin.material import last_day
from domain.bulletin.words import CHANNELS, TYPES
from domain.vocabulary import Channel, ItemType

PARTS: Final = {"indicators": "", "monthly": "月度 ", "practice": "实践 "}
"""The parts of an assessment, and what their orders' sheets are called."""
FIGURES: Final = ("代码", "指标", "Indicator", "分子", "分母", "值", "依据", "工单")
LINES: Final = ("工单", "单位", "区县", "类型", "分类", "计入分子", "计入分母", "事实序号")
WEIGHED: Final = ("单位", "综合评分", "等级", "指标", "权重", "值", "得分")
THREE: Final = ("分子", "分母", "值")
TITLE: Final = "12345热线考核表"
INDEX: Final = "指标"
LONGEST_NAME: Final = 31
"""Characters that the format allows in the name of a sheet."""
HUNDRED: Final = 100
Call = Callable[[str], str]


def write_book(found: Assessment, path: Path, names: Names) -> None:
    """Write the workbook; raises BadInput if it cannot be written.

    Every word is written as a word, so nothing that begins like a formula ever becomes one."""
    try:
        with xlsxwriter.Workbook(str(path), OPTIONS) as book:
            book.set_properties({"title": TITLE, "created": found.period.until})
            _fill(Book(book, _days(found)), found, names)
    except (OSError, FileCreateError, SheetFull) as unwritable:
        raise BadInput(f"{path}: {unwritable}") from unwritable


def _days(found: Assessment) -> str:
    return f"{found.period.first}至{last_day(found.period.until_day)}"


def _fill(book: Book, found: Assessment, names: Names) -> None:
    figures = dict(_by_sheet(found))
    widths = (24, 26, 50, 9, 9, 10, 14, 34)
    book.table(INDEX, FIGURES, widths, _figures(figures))
    for group, (title, called) in _groups(names).items():
        _fill_group(book, title, found.by(group), called)
    if found.weights:
        book.table("综合评分", WEIGHED, (24, 12, 8, 14, 8, 10, 10), _composites(found, names))
    for sheet, figure in figures.items():
        if _has_lines(figure):
            widths = (18, 24, 16, 8, 26, 10, 10, 18)
            book.table(sheet, LINES, widths, _lines(figure, names))


def _groups(names: Names) -> dict[str, tuple[str, Call]]:
    return {
        "units": ("单位", names.unit),
        "districts": ("区县", names.district),
        "types": ("类型", lambda code: TYPES[ItemType(code)]),
        "channels": ("渠道", lambda code: CHANNELS[Channel(code)]),
    }


def _by_sheet(found: Assessment) -> Iterator[tuple[str, Figure]]:
    for part, prefix in PARTS.items():
        for code, figure in getattr(found, part).items():
            name = prefix or f"{code} "
            yield f"{name}{figure.indicator.zh}"[:LONGEST_NAME], figure


def _has_lines(figure: Figure) -> bool:
    return bool(figure.numerator or figure.denominator)


def _figures(figures: Mapping[str, Figure]) -> Iterator[tuple[Cell, ...]]:
    for sheet, figure in figures.items():
        said, link = figure.indicator, Link(sheet) if _has_lines(figure) else None
        basis = " ".join(said.basis)
        yield (said.code, said.zh, said.en, *_numbers(figure), basis, link)


def _composites(found: Assessment, names: Names) -> Iterator[tuple[Cell, ...]]:
    city = of_city(found)
    units = {names.unit(unit): one for unit, one in of_units(found).items()}
    for unit, one in {**({"全部": city} if city else {}), **units}.items():
        for part in one.parts:
            share = None if part.value is None else Share(part.value / HUNDRED)
            points = part.points
            yield (unit, one.value, one.grade, part.indicator, part.weight, share, points)


def _numbers(figure: Figure) -> tuple[Cell, Cell, Cell]:
    return figure.numerator, figure.denominator, _value(figure)


def _value(figure: Figure) -> Cell:
    if figure.value is None:
        return None
    return Share(figure.value / HUNDRED) if figure.indicator.is_share else int(figure.value)


def _fill_group(
    book: Book, title: str, groups: Mapping[str, Mapping[str, Figure]], called: Call
) -> None:
    told = {code: f.indicator for figures in groups.values() for code, f in figures.items()}
    heads = [(indicator.zh, _columns(indicator)) for indicator in told.values()]
    rows = (_group(code, called(code), figures, told) for code, figures in groups.items())
    book.grouped(title, ("代码", title), heads, rows)


def _columns(indicator: Indicator) -> tuple[str, ...]:
    return THREE if indicator.is_share else ("件数",)


def _group(
    code: str, name: str, figures: Mapping[str, Figure], told: Mapping[str, Indicator]
) -> tuple[Cell, ...]:
    cells: list[Cell] = [code, name]
    for indicator in told.values():
        figure = figures.get(indicator.code)
        width = len(_columns(indicator))
        cells += (None,) * width if figure is None else _numbers(figure)[:width]
    return tuple(cells)


def _lines(figure: Figure, names: Names) -> Iterable[tuple[Cell, ...]]:
    for order, mark, place, category in figure.behind:
        yield (
            order,
            names.unit(place.unit),
            names.district(place.district),
            TYPES[place.type],
            names.category(category),
            int(mark.done),
            int(mark.owed) if figure.indicator.is_share else None,
            " ".join(map(str, mark.seqs)),
        )
