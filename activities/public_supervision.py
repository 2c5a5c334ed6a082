"""What public supervisors read (社会监督员): totals and blackened samples (SY19-01)."""

from typing import Any, Final

from activities.assessment_report import figure_told
from domain.assessment import Assessment
from domain.assessment.scorecard import Scorecard
from domain.vocabulary import Role

Json = dict[str, Any]
READERS: Final = frozenset({Role.OBSERVER, Role.HOTLINE_HEAD})


def samples(found: Assessment) -> Json:
    """Write the figures and a few orders of each kind; no number leads back to a person."""
    period = found.period
    return {
        "basis": ["SY19-01"],
        "period": {"from": period.first.isoformat(), "to": period.until_day.isoformat()},
        "figures": {code: figure_told(figure) for code, figure in found.indicators.items()},
        "samples": [
            {
                "lesson": one.lesson.code,
                "name": one.lesson.zh,
                "count": one.count,
                "orders": [_blackened(card) for card in one.examples],
            }
            for one in found.typical
        ],
    }


def _blackened(card: Scorecard) -> Json:
    """An order without its number, instants and texts."""
    calls = card.callbacks
    return {
        "type": card.type,
        "class": card.class_,
        "category": card.category,
        "district": card.district,
        "channel": card.channel,
        "unit": card.unit,
        "closed_as": card.closings[-1].kind,
        "late": any(duty.lapsed for duty in card.handled),
        "reworks": len(card.reworks),
        "solved": calls[-1].solved if calls else None,
        "satisfied": calls[-1].level if calls else None,
    }
