"""The assessment as a report (考核结果): every number with the orders and facts behind it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from domain.assessment.assessing import GROUPS, Assessment
from domain.assessment.composite import Composite, of_city, of_units
from domain.assessment.figure import Figure, Line
from domain.assessment.scorecard import Scorecard
from domain.assessment.typical import Lesson, Typical

Json = dict[str, Any]


def report(assessment: Assessment) -> Json:
    """Write an assessment as JSON; the same facts give the same bytes."""
    period = assessment.period
    return {
        "period": {"from": period.first.isoformat(), "to": period.until_day.isoformat()},
        "indicators": _opened(assessment.indicators),
        "monthly": _opened(assessment.monthly),
        "practice": _opened(assessment.practice),
        **{group: _groups(assessment, group) for group in GROUPS},
        "composite": composites(assessment),
        "typical": typical_told(assessment.typical),
        "excluded": [
            {"order": card.number, "facts": [card.excluded]} for card in assessment.excluded
        ],
        "left_out": [
            {"order": card.number, "entry": one.entry, "facts": [one.seq], "basis": ["WF-34"]}
            for card in assessment.appealed
            for one in card.left_out
        ],
    }


def typical_told(found: Iterable[Typical]) -> Json:
    """Sum the month's typical orders up (SM-09): how many of each kind, and which show it."""
    return {
        "basis": ["SM-09"],
        "lessons": [
            {
                "lesson": one.lesson.code,
                "name": one.lesson.zh,
                "means": one.lesson.en,
                "count": one.count,
                "examples": [_example(one.lesson, card) for card in one.examples],
            }
            for one in found
        ],
    }


def _example(lesson: Lesson, card: Scorecard) -> Json:
    return {
        "order": card.number,
        "unit": card.unit,
        "type": card.type,
        "category": card.category,
        "facts": list(lesson.shows(card)),
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


def _opened(figures: Mapping[str, Figure]) -> Json:
    return {
        code: {**figure_told(figure), "orders": lines_told(figure.lines())}
        for code, figure in figures.items()
    }


def figure_told(figure: Figure) -> Json:
    """Write what came out, without what is behind it."""
    indicator = figure.indicator
    return {
        "name": indicator.zh,
        "means": indicator.en,
        "basis": list(indicator.basis),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": _number(figure.value),
        "measure": "%" if indicator.is_share else "orders",
    }


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def lines_told(lines: Iterable[Line]) -> list[Json]:
    """Write every order and fact behind a figure."""
    return [
        {
            "order": line.card.number,
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
        name: {
            code: {
                "numerator": figure.numerator,
                "denominator": figure.denominator,
                "value": _number(figure.value),
            }
            for code, figure in figures.items()
        }
        for name, figures in assessment.by(group).items()
    }
