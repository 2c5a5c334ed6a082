"""The assessment as a report (考核结果): every number with the orders and facts behind it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from domain.assessment.assessing import GROUPS, Assessment
from domain.assessment.figure import Figure, Line

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
        "excluded": [
            {"order": left_out.order, "facts": [left_out.fact]} for left_out in assessment.excluded
        ],
    }


def _opened(figures: Mapping[str, Figure]) -> Json:
    return {
        code: {**_told(figure), "orders": _lines(figure.behind)} for code, figure in figures.items()
    }


def _told(figure: Figure) -> Json:
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


def _lines(lines: Iterable[Line]) -> list[Json]:
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
