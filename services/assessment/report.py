"""The assessment as a report (考核结果): every number with the orders and facts behind it."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from decimal import Decimal
from typing import Any

from domain.assessment.assessing import GROUPS, Assessment
from domain.assessment.composite import Composite, of_city, of_units
from domain.assessment.figure import Figure, Line
from domain.assessment.period import Period
from domain.assessment.typical import examples
from readmodel.scorecards.page_keys import write_cursor
from services.assessment.assessing import Opened
from services.assessment.freezing import PARTS
from services.assessment.frozen_comparison import Frozen
from texts import ENGLISH, say, zh

Json = dict[str, Any]


def report(
    assessment: Assessment, frozen: Frozen | None = None, *, with_orders: bool = True
) -> Json:
    """Write an assessment as JSON; the same facts give the same bytes. Of a frozen month the
    frozen figures are shown, today's beside those that have changed."""
    period, shown = assessment.period, frozen.then if frozen else assessment
    parts = {
        part: _figures(getattr(shown, part), getattr(assessment, part), with_orders)
        for part in PARTS
    }
    return {
        "period": days_told(period),
        **parts,
        **{group: _groups(shown, group) for group in GROUPS},
        "composite": composites(shown),
        "typical": typical_told(assessment),
        "excluded": [{"order": one.order, "facts": [one.fact]} for one in shown.excluded],
        "left_out": [
            {"order": one.order, "entry": one.entry, "facts": [one.fact], "basis": ["WF-34"]}
            for one in assessment.appealed
        ],
        **({"frozen": _frozen(frozen)} if frozen else {}),
    }


def days_told(period: Period) -> Json:
    """Write the days of a period, the last one not included."""
    return {"from": period.first.isoformat(), "to": period.until_day.isoformat()}


def typical_told(found: Assessment) -> Json:
    """Sum the month's typical orders up (SM-09): how many of each kind, and which stand for it."""
    return {
        "basis": ["SM-09"],
        "lessons": [
            {
                "lesson": code,
                "name": zh(f"indicators.{figure.indicator.code}"),
                "means": say(f"indicators.{figure.indicator.code}", ENGLISH),
                "count": figure.numerator,
                "examples": [_example(line) for line in examples(figure)],
            }
            for code, figure in found.typical.items()
        ],
    }


def _example(line: Line) -> Json:
    return {
        "order": line.order,
        "unit": line.mark.unit,
        "type": line.place.type,
        "category": line.category,
        "facts": list(line.mark.seqs),
    }


def composites(assessment: Assessment) -> Json:
    """The composite figure of everybody and of each unit, open to its parts; of none, nothing."""
    city = of_city(assessment)
    return {
        "whole": None if city is None else composite_told(city),
        "units": {unit: composite_told(one) for unit, one in of_units(assessment).items()},
    }


def composite_told(one: Composite) -> Json:
    """Write a composite figure with what it is made of."""
    return {
        "value": _number(one.value),
        "grade": one.grade,
        "weighed": one.weighed,
        "parts": [
            {
                "indicator": part.indicator,
                "weight": part.weight,
                "value": _number(part.value),
                "points": _number(part.points),
            }
            for part in one.parts
        ],
    }


def opened(found: Opened) -> Json:
    """Write a page of the orders behind one figure; the sums and `total` are of all pages."""
    indicator, total, page = found
    return {
        "figure": indicator.code,
        "name": zh(f"indicators.{indicator.code}"),
        "means": say(f"indicators.{indicator.code}", ENGLISH),
        "numerator": total.tally.done,
        "denominator": total.tally.owed if indicator.is_share else None,
        "total": total.lines,
        "orders": lines_told(page.lines),
        "next": page.next and write_cursor(page.next),
    }


def _figures(shown: Mapping[str, Figure], today: Mapping[str, Figure], with_orders: bool) -> Json:
    """A figure that a frozen month does not know yet is today's; orders are today's always."""
    told: Json = {}
    for code, figure in today.items():
        first = shown.get(code, figure)
        told[code] = figure_told(first)
        if first.tally != figure.tally:
            told[code]["today"] = _counts(figure)
        if with_orders:
            told[code]["orders"] = lines_told(figure.behind)
    return told


def _frozen(frozen: Frozen) -> Json:
    month = frozen.month
    return {
        "month": month.month,
        "pack": month.pack,
        "edition": month.edition,
        "frozen_at": month.frozen_at.astimezone(UTC).isoformat(),
        "sha256": month.sha256.hex(),
        "changed": [
            {"order": one.order, "facts": list(one.facts), "figures": list(one.figures)}
            for one in frozen.changed
        ],
    }


def figure_told(figure: Figure) -> Json:
    """Write what came out, without what is behind it."""
    indicator = figure.indicator
    return {
        "name": zh(f"indicators.{indicator.code}"),
        "means": say(f"indicators.{indicator.code}", ENGLISH),
        "basis": list(indicator.basis),
        **_counts(figure),
        "measure": "%" if indicator.is_share else "orders",
    }


def _counts(figure: Figure) -> Json:
    return {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": _number(figure.value),
    }


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def lines_told(lines: Iterable[Line]) -> list[Json]:
    """Write every order and fact behind a figure."""
    return [
        {
            "order": line.order,
            "unit": line.mark.unit,
            "owed": line.mark.owed,
            "counted": line.mark.done,
            "facts": list(line.mark.seqs),
        }
        for line in lines
    ]


def _groups(assessment: Assessment, group: str) -> Json:
    """The lines of a group are those of the indicators that bear its name."""
    return {
        name: {code: _counts(figure) for code, figure in figures.items()}
        for name, figures in assessment.by(group).items()
    }
