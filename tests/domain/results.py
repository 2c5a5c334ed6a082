"""Results, and reviews of them, to choose from."""

from datetime import date, datetime
from typing import Any

from domain.vocabulary import Channel, ResultKind
from tests.domain.every_command import c

A_DAY = date(2026, 9, 1)
USUAL = (ResultKind.SOLVED, ResultKind.ADOPTED, ResultKind.EMERGENCY)


def told(now: datetime) -> dict[str, Any]:
    """The caller was told just now, by telephone."""
    return {"told_at": now, "told_via": Channel.PHONE}


def submitted(now: datetime, **days: date) -> list[Any]:
    """Results, of which one kind needs a day to solve it by."""
    results = [c.SubmitResult(result_kind=kind, **told(now), **days) for kind in USUAL]
    hindered = ResultKind.CONSTRAINED
    return [*results, c.SubmitResult(result_kind=hindered, deadline=A_DAY, **told(now))]


def reviews() -> list[Any]:
    """Reviews that wait for every share, or for some of them."""
    return [c.PassReview(without=unit) for unit in ((), ("parks",), ("parks", "roads"))]
