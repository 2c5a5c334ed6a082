"""The assessment as a workbook: the figures, each group side by side, and the orders."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from cli.shared.book_sheets import OPTIONS, Book, Cell, Link, PercentCell, SheetFull
from cli.shared.exit_status import BadInput
from domain.assessment import Assessment
from domain.assessment.composite import of_city, of_units
from domain.assessment.figure import Figure, Indicator
from domain.bulletin import Names
from domain.bulletin.material import last_day
from domain.vocabulary import Channel, ItemType
from texts import ENGLISH, say, zh

PARTS: Final = {"indicators": "", "monthly": "book.monthly", "practice": "book.practice"}
"""The parts of an assessment, and what the names of their orders' sheets begin with."""
THREE: Final = ("numerator", "denominator", "value")
LINES: Final = (
    "order",
    "unit",
    "district",
    "type",
    "category",
    "in_numerator",
    "in_denominator",
    "fact_numbers",
)
WEIGHED: Final = (
    "unit",
    "composite",
    "grade",
    "indicator",
    "weight",
    "denominator",
    "value",
    "points",
)
LONGEST_NAME: Final = 31
"""Characters that the format allows in the name of a sheet."""
HUNDRED: Final = 100
Call = Callable[[str], str]


def write_book(found: Assessment, path: Path, names: Names) -> None:
    """Write the workbook; raises BadInput if it cannot be written.

    Every word is written as a word, so nothing that begins like a formula ever becomes one."""
    try:
        with xlsxwriter.Workbook(str(path), OPTIONS) as book:
            title = zh("assessment.book.title")
            book.set_properties({"title": title, "created": found.period.until})
            _fill(Book(book, _days(found)), found, names)
    except (OSError, FileCreateError, SheetFull) as unwritable:
        raise BadInput(f"{path}: {unwritable}") from unwritable


def _days(found: Assessment) -> str:
    first, last = found.period.first, last_day(found.period.until_day)
    return zh("assessment.book.days", first=first, last=last)


def _heads(*places: str) -> tuple[str, ...]:
    return tuple(zh(f"assessment.{place}") for place in places)


def _figure_heads() -> tuple[str, ...]:
    code, name, *numbers = _heads("code", "indicator", *THREE, "basis", "order")
    return code, name, say("assessment.indicator", ENGLISH).capitalize(), *numbers


def _fill(book: Book, found: Assessment, names: Names) -> None:
    figures = dict(_by_sheet(found))
    widths = (24, 26, 50, 9, 9, 10, 14, 34)
    book.table(zh("assessment.indicator"), _figure_heads(), widths, _figures(figures))
    for group, (title, called) in _groups(names).items():
        _fill_group(book, title, found.by(group), called)
    if found.weights:
        rows = _composites(found, names)
        widths_weighed = (24, 12, 8, 14, 8, 9, 10, 10)
        book.table(zh("assessment.composite"), _heads(*WEIGHED), widths_weighed, rows)
    for sheet, figure in figures.items():
        if _has_lines(figure):
            widths = (18, 24, 16, 8, 26, 10, 10, 18)
            book.table(sheet, _heads(*LINES), widths, _lines(figure, names))


def _groups(names: Names) -> dict[str, tuple[str, Call]]:
    return {
        "units": (zh("assessment.unit"), names.unit),
        "districts": (zh("assessment.district"), names.district),
        "types": (zh("assessment.type"), lambda code: names.type(ItemType(code))),
        "channels": (zh("assessment.channel"), lambda code: names.channel(Channel(code))),
    }


def _by_sheet(found: Assessment) -> Iterator[tuple[str, Figure]]:
    for part, prefix in PARTS.items():
        for code, figure in getattr(found, part).items():
            begins = zh(f"assessment.{prefix}") if prefix else code
            yield f"{begins} {zh(f'indicators.{code}')}"[:LONGEST_NAME], figure


def _has_lines(figure: Figure) -> bool:
    return bool(figure.numerator or figure.denominator)


def _figures(figures: Mapping[str, Figure]) -> Iterator[tuple[Cell, ...]]:
    for sheet, figure in figures.items():
        said, link = figure.indicator, Link(sheet) if _has_lines(figure) else None
        basis = " ".join(said.basis)
        names = zh(f"indicators.{said.code}"), say(f"indicators.{said.code}", ENGLISH)
        yield (said.code, *names, *_numbers(figure), basis, link)


def _composites(found: Assessment, names: Names) -> Iterator[tuple[Cell, ...]]:
    city = of_city(found)
    units = {names.unit(unit): one for unit, one in of_units(found).items()}
    for unit, one in {**({zh("assessment.all"): city} if city else {}), **units}.items():
        for part in one.parts:
            share = None if part.value is None else PercentCell(part.value / HUNDRED)
            points = part.points
            yield (
                unit,
                one.value,
                one.grade,
                part.indicator,
                part.weight,
                part.owed,
                share,
                points,
            )


def _numbers(figure: Figure) -> tuple[Cell, Cell, Cell]:
    return figure.numerator, figure.denominator, _value(figure)


def _value(figure: Figure) -> Cell:
    if figure.value is None:
        return None
    return PercentCell(figure.value / HUNDRED) if figure.indicator.is_share else int(figure.value)


def _fill_group(
    book: Book, title: str, groups: Mapping[str, Mapping[str, Figure]], called: Call
) -> None:
    told = {code: f.indicator for figures in groups.values() for code, f in figures.items()}
    heads = [(zh(f"indicators.{one.code}"), _columns(one)) for one in told.values()]
    rows = (_group(code, called(code), figures, told) for code, figures in groups.items())
    book.grouped(title, (zh("assessment.code"), title), heads, rows)


def _columns(indicator: Indicator) -> tuple[str, ...]:
    return _heads(*THREE) if indicator.is_share else _heads("count")


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
            names.type(place.type),
            names.category(category),
            int(mark.done),
            int(mark.owed) if figure.indicator.is_share else None,
            " ".join(map(str, mark.seqs)),
        )
