"""The assessment as a report: every number with the orders and facts behind it."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from decimal import Decimal
from typing import Final

from domain.assessment.assessing import Assessment
from domain.assessment.composite import Composite, of_city, of_units
from domain.assessment.figure import Figure, MarkedOrder
from domain.assessment.missed_calls import MissedCalls
from domain.assessment.period import Period
from domain.assessment.typical import examples
from readmodel.scorecards.page_keys import write_cursor
from services.assessment.documents import (
    AssessmentTold,
    ChangedTold,
    CompositesTold,
    CompositeTold,
    CountsTold,
    DaysTold,
    EntryLeftOutView,
    ExampleTold,
    ExcludedTold,
    FigureOpened,
    Figures,
    FigureTold,
    FrozenTold,
    Groups,
    LessonTold,
    LineTold,
    MissedCallsTold,
    Number,
    PartTold,
    TypicalTold,
)
from services.assessment.frozen_comparison import Frozen
from services.assessment.opening_figures import OpenedFigure
from texts import ENGLISH, say, zh

ASSESSED: Final = ("SY20-05",)
"""Members are assessed, by the year or by any other span of days."""


def report(
    assessment: Assessment, frozen: Frozen | None = None, *, with_orders: bool = True
) -> AssessmentTold:
    """Tell an assessment; the same facts give the same bytes. Of a frozen month the frozen
    figures are shown, today's beside those that have changed."""
    shown = frozen.then if frozen else assessment

    def figures(part: str) -> Figures:
        return _figures(getattr(shown, part), getattr(assessment, part), with_orders)

    return AssessmentTold(
        period=days_told(assessment.period),
        indicators=figures("indicators"),
        monthly=figures("monthly"),
        practice=figures("practice"),
        units=_groups(shown, "units"),
        districts=_groups(shown, "districts"),
        types=_groups(shown, "types"),
        channels=_groups(shown, "channels"),
        composite=composites(shown),
        typical=typical_told(assessment),
        excluded=tuple(ExcludedTold(order=one.order, facts=(one.fact,)) for one in shown.excluded),
        left_out=tuple(
            EntryLeftOutView(order=one.order, entry=one.entry, facts=(one.fact,), basis=("WF-34",))
            for one in assessment.appealed
        ),
        missed_calls=_missed(assessment.missed) if assessment.missed else None,
        frozen=_frozen(frozen) if frozen else None,
    )


def _missed(found: MissedCalls) -> MissedCallsTold:
    return MissedCallsTold(
        name=zh("assessment.missed_calls"),
        means=say("assessment.missed_calls", ENGLISH),
        basis=("NA-15",),
        numerator=found.in_time,
        denominator=found.owed,
        value=_number(found.rate),
        missed=found.missed,
        called_back=found.called_back,
        spoke=found.spoke,
        open=found.open,
    )


def days_told(period: Period) -> DaysTold:
    """Tell the days of a period, the last one not included."""
    return DaysTold(from_=period.first, to=period.until_day)


def typical_told(found: Assessment) -> TypicalTold:
    """Sum the month's typical orders up (SM-09): how many of each kind, and which stand for it."""
    lessons = tuple(
        LessonTold(
            lesson=code,
            name=zh(f"indicators.{code}"),
            means=say(f"indicators.{code}", ENGLISH),
            count=figure.numerator,
            examples=tuple(_example(line) for line in examples(figure)),
        )
        for code, figure in found.typical.items()
    )
    return TypicalTold(basis=("SM-09",), lessons=lessons)


def _example(line: MarkedOrder) -> ExampleTold:
    return ExampleTold(
        order=line.order,
        unit=line.mark.unit,
        type=line.place.type,
        category=line.category,
        facts=tuple(line.mark.seqs),
    )


def composites(assessment: Assessment) -> CompositesTold:
    """The composite figure of everybody and of each unit, open to its parts; of none, nothing."""
    city = of_city(assessment)
    return CompositesTold(
        whole=None if city is None else composite_told(city),
        units={unit: composite_told(one) for unit, one in of_units(assessment).items()},
        basis=ASSESSED,
    )


def composite_told(one: Composite) -> CompositeTold:
    """Tell a composite figure with what it is made of."""
    return CompositeTold(
        value=_number(one.value),
        grade=one.grade,
        weighed=one.weighed,
        parts=tuple(
            PartTold(
                indicator=part.indicator,
                weight=part.weight,
                value=_number(part.value),
                points=_number(part.points),
                denominator=part.owed,
            )
            for part in one.parts
        ),
    )


def opened(found: OpenedFigure) -> FigureOpened:
    """Tell a page of the orders behind one figure; the sums and `total` are of all pages."""
    indicator, total, page = found
    return FigureOpened(
        figure=indicator.code,
        name=zh(f"indicators.{indicator.code}"),
        means=say(f"indicators.{indicator.code}", ENGLISH),
        numerator=total.tally.done,
        denominator=total.tally.owed if indicator.is_share else None,
        total=total.lines,
        orders=lines_told(page.lines),
        next=write_cursor(page.next) if page.next else None,
    )


def _figures(
    shown: Mapping[str, Figure], today: Mapping[str, Figure], with_orders: bool
) -> Figures:
    """A figure that a frozen month does not know yet is today's; orders are today's always."""
    return {
        code: figure_told(
            first := shown.get(code, figure),
            today=None if first.tally == figure.tally else _counts(figure),
            orders=lines_told(figure.behind) if with_orders else None,
        )
        for code, figure in today.items()
    }


def _frozen(frozen: Frozen) -> FrozenTold:
    month = frozen.month
    return FrozenTold(
        month=month.month,
        pack=month.pack,
        edition=month.edition,
        frozen_at=month.frozen_at.astimezone(UTC),
        sha256=month.sha256.hex(),
        changed=tuple(
            ChangedTold(order=one.order, facts=one.facts, figures=one.figures)
            for one in frozen.changed
        ),
    )


def figure_told(
    figure: Figure,
    *,
    today: CountsTold | None = None,
    orders: tuple[LineTold, ...] | None = None,
) -> FigureTold:
    """Tell what came out, and what is behind it where that is given."""
    indicator, counts = figure.indicator, _counts(figure)
    return FigureTold(
        name=zh(f"indicators.{indicator.code}"),
        means=say(f"indicators.{indicator.code}", ENGLISH),
        basis=tuple(indicator.basis),
        numerator=counts.numerator,
        denominator=counts.denominator,
        value=counts.value,
        measure="%" if indicator.is_share else "orders",
        today=today,
        orders=orders,
    )


def _counts(figure: Figure) -> CountsTold:
    return CountsTold(
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=_number(figure.value),
    )


def _number(value: Decimal | None) -> Number | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def lines_told(lines: Iterable[MarkedOrder]) -> tuple[LineTold, ...]:
    """Tell every order and fact behind a figure."""
    return tuple(
        LineTold(
            order=line.order,
            unit=line.mark.unit,
            owed=line.mark.owed,
            counted=line.mark.done,
            facts=tuple(line.mark.seqs),
        )
        for line in lines
    )


def _groups(assessment: Assessment, group: str) -> Groups:
    """The lines of a group are those of the indicators that bear its name."""
    return {
        name: {code: _counts(figure) for code, figure in figures.items()}
        for name, figures in assessment.by(group).items()
    }
