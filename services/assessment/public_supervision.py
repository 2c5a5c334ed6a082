"""What public supervisors read: totals and blackened samples (SY19-01)."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment import Assessment
from domain.assessment.scorecard import Scorecard
from domain.assessment.typical import examples
from services.assessment.assessing import Wish, assess_records
from services.assessment.public_documents import OrderBlackened, PublicSamples, SampleTold
from services.assessment.report import days_told, figure_told
from services.assessment.scoring import cards_of
from services.law.laws import Laws
from store.city import City
from texts import zh


async def samples(engine: AsyncEngine, laws: Laws, city: City, wish: Wish) -> PublicSamples:
    """The samples of some days, out of the records.

    Raises BadPeriod, PeriodNotEnded and UnknownLaw."""
    found = await assess_records(engine, laws, city, wish)
    numbers = {line.order for figure in found.typical.values() for line in examples(figure)}
    cards = await cards_of(engine, laws, sorted(numbers))
    return samples_of(found, {card.number: card for card in cards})


def samples_of(found: Assessment, cards: Mapping[str, Scorecard]) -> PublicSamples:
    """Tell the figures and a few orders of each kind; no number leads back to a person."""
    return PublicSamples(
        basis=("SY19-01",),
        period=days_told(found.period),
        figures={code: figure_told(figure) for code, figure in found.indicators.items()},
        samples=tuple(
            SampleTold(
                lesson=code,
                name=zh(f"indicators.{code}"),
                count=figure.numerator,
                orders=tuple(_blackened(cards[line.order]) for line in examples(figure)),
            )
            for code, figure in found.typical.items()
        ),
    )


def _blackened(card: Scorecard) -> OrderBlackened:
    """An order without its number, instants and texts."""
    calls = card.callbacks
    return OrderBlackened(
        type=card.type,
        class_=card.class_,
        category=card.category,
        district=card.district,
        channel=card.channel,
        unit=card.unit,
        closed_as=card.closings[-1].kind,
        late=any(duty.lapsed for duty in card.handled),
        reworks=len(card.reworks),
        solved=calls[-1].solved if calls else None,
        satisfied=calls[-1].level if calls else None,
    )
