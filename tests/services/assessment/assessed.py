"""Cases on the assessor's desk: what the report says of them for March 2026."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cli.supervisors.bulletin_pdf import values_of
from domain.assessment import Assessment, Period, Scorecard, assess, scorecard
from domain.assessment.times import case_of
from domain.bulletin.content import Bulletin
from policies.city_register import Unit
from policies.law import Law
from services.assessment.public_supervision import samples_of
from services.assessment.published_limits import catalogue
from services.assessment.report import report
from services.assessment.unit_figures import unit_figures
from services.views import as_json
from tests.domain.case import CITY, Case
from tests.named import ask

MARCH = Period.of(date(2026, 3, 1), date(2026, 4, 1), CITY)
APRIL = Period.of(date(2026, 4, 1), date(2026, 5, 1), CITY)
Json = dict[str, Any]


def card_of(case: Case) -> Scorecard:
    """Fold a case as the assessment does: from its facts alone."""
    return scorecard(case.order.dossier, case.facts)


def reported(*cases: Case, period: Period = MARCH, unit: str | None = None) -> Json:
    """The whole report on these cases."""
    return written((card_of(case) for case in cases), period, unit)


def written(cards: Iterable[Scorecard], period: Period = MARCH, unit: str | None = None) -> Json:
    """The whole report on these scorecards."""
    return told_of(assess(cards, period, unit=unit))


def told_of(found: Assessment) -> Json:
    """The whole report on an assessment."""
    told: Json = as_json(ask(report, found))
    return told


def told_to_unit(
    found: Assessment, unit: str, own: Assessment | None, register: tuple[Unit, ...]
) -> Json:
    """What a unit is told of itself, beside its peers of this register."""
    told: Json = as_json(ask(unit_figures, found, unit, own, register))
    return told


def published(law: Law, period: Period, *cases: Case) -> Json:
    """The public catalogue of limits on what of these cases was closed in a period."""
    closed = (case_of(card_of(case)) for case in cases)
    counted = [one for one in closed if one is not None and period.covers(one.closed)]
    told: Json = as_json(ask(catalogue, counted, period, law))
    return told


def sampled(case: Case) -> Json:
    """What a public supervisor reads of a case in March."""
    card = card_of(case)
    told: Json = as_json(ask(samples_of, assess([card], MARCH), {card.number: card}))
    return told


def laid_out(told: Bulletin) -> str:
    """What the template of a bulletin gets, as JSON."""
    written: str = ask(values_of, told)
    return written


def share(figure: Json) -> tuple[int, int | None]:
    """How many, of how many."""
    return figure["numerator"], figure["denominator"]


def of(code: str, *cases: Case, part: str = "indicators", period: Period = MARCH) -> Any:
    """One figure: how many, of how many."""
    return share(reported(*cases, period=period)[part][code])


def facts_of(code: str, case: Case, part: str = "indicators") -> list[str]:
    """The kinds of the facts behind a figure on one case."""
    lines = reported(case)[part][code]["orders"]
    return [case.facts[seq - 1].kind for line in lines for seq in line["facts"]]
