"""Limits made public: what the law promises, and how long it really took."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import product
from typing import Final, NamedTuple

from domain.assessment.scorecard import Scorecard
from domain.law.limit_rule import Circumstances, LimitRule
from domain.law.pack import Pack
from domain.vocabulary import ClockName, ItemClass, ItemType

FEWEST: Final = 10
"""Of fewer closed orders no time is made public: it would tell of single people (a default)."""
MEDIAN: Final = 50
NINETIETH: Final = 90
HUNDRED: Final = 100
NOON: Final = time(12)
"""The hour at which the ordinary promise is read."""
EVERY: Final = ""
"""The category that stands for all of them."""
Worked = Callable[[datetime, datetime], timedelta]
"""How much office time lies between two instants."""


class PromisedMatter(NamedTuple):
    """What is promised and measured together."""

    type: ItemType
    class_: ItemClass
    category: str


class Case(NamedTuple):
    """A closed order, as far as its times go. All instants are UTC."""

    matter: PromisedMatter
    opened: datetime
    dispatched: datetime | None
    """None where the desk answered itself."""
    closed: datetime
    late: bool
    """Whether a handling limit had passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Of all cases together: half took no longer than the one, nine in ten than the other."""

    median: timedelta
    ninetieth: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """One line of the public catalogue; the times are office time, of every closed order."""

    matter: PromisedMatter
    handling: LimitRule | None
    """What an ordinary order's unit has; None where the law sets no limit."""
    total: LimitRule | None
    """What the city has from the dispatch on."""
    closed: int
    late: int
    """Those of them whose handling limit had passed."""
    from_birth: Times | None
    from_dispatch: Times | None
    """None of fewer than FEWEST orders."""


def limits_kept(cases: Iterable[Case], pack: Pack, worked: Worked) -> tuple[Promised, ...]:
    """Hold what is promised against every order closed in a period, the late ones too.

    What the assessment leaves out of judging is in it: it took its time all the same."""
    closed: dict[PromisedMatter, list[Case]] = {
        PromisedMatter(type, class_, EVERY): [] for type, class_ in product(ItemType, ItemClass)
    }
    for case in cases:
        for matter in _matters(case):
            closed.setdefault(matter, []).append(case)
    return tuple(_line(matter, closed[matter], pack, worked) for matter in sorted(closed))


def _matters(case: Case) -> Iterator[PromisedMatter]:
    yield case.matter._replace(category=EVERY)
    if case.matter.category:
        yield case.matter


def case_of(card: Scorecard) -> Case | None:
    """What a scorecard says of an order's times; None while it is not closed. One closing that was
    found to be false did not end it."""
    if card.closed is None:
        return None
    return Case(
        matter=PromisedMatter(card.type, card.class_, card.category),
        opened=card.opened,
        dispatched=card.deliveries[0].at if card.deliveries else None,
        closed=card.closed.at,
        late=any(duty.lapsed for duty in card.handled),
    )


def _line(matter: PromisedMatter, cases: list[Case], pack: Pack, worked: Worked) -> Promised:
    return Promised(
        matter=matter,
        handling=_promise(pack, ClockName.HANDLE, matter),
        total=_promise(pack, ClockName.TOTAL, matter),
        closed=len(cases),
        late=sum(case.late for case in cases),
        from_birth=_times(worked(case.opened, case.closed) for case in cases),
        from_dispatch=_times(
            worked(case.dispatched, case.closed) for case in cases if case.dispatched
        ),
    )


def _promise(pack: Pack, clock: ClockName, matter: PromisedMatter) -> LimitRule | None:
    found = Circumstances(
        item_type=matter.type, item_class=matter.class_, at=NOON, category=matter.category
    )
    return pack.limit_rule(clock, found)


def _times(took: Iterable[timedelta]) -> Times | None:
    ranked = sorted(took)
    if len(ranked) < FEWEST:
        return None
    return Times(median=_rank(ranked, MEDIAN), ninetieth=_rank(ranked, NINETIETH))


def _rank(ranked: list[timedelta], percent: int) -> timedelta:
    """The nearest rank: the time of a real case, never one between two."""
    return ranked[-(-len(ranked) * percent // HUNDRED) - 1]
