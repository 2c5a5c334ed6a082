"""The assessment for whoever may read it: figures, and the orders that are behind them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncEngine

from audit.log.checkpoints import Signer
from domain.assessment import Assessment
from domain.bulletin import Material, Names
from services.access.principal import Principal
from services.access.rights import Right, Scope, require
from services.access.units import require_for_unit
from services.assessment.assessing import Wish, assess_records
from services.assessment.documents import UnitFigures
from services.assessment.freezing import freeze
from services.assessment.frozen_comparison import Frozen, beside_today
from services.assessment.opening_figures import FigureToOpen, OpenedFigure, every_page, open_figure
from services.assessment.public_documents import PublicLimits, PublicSamples
from services.assessment.public_supervision import samples
from services.assessment.published_limits import published_limits
from services.assessment.unit_figures import figures_on_record
from services.law.laws import Laws
from services.records import Records
from services.reports.bulletin import material_on_record, names_on_record
from store.city import City


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """What the records answered, and what people call things."""

    today: Assessment
    frozen: Frozen | None
    """The month as it was frozen, where the period is one."""

    @property
    def published(self) -> Assessment:
        """What goes out on paper: a frozen month as it was frozen."""
        return self.frozen.then if self.frozen else self.today


async def read_assessment(principal: Principal, records: Records, wish: Wish) -> Assessed:
    """Every figure of a period, and the month as it was frozen where it is one.

    Raises MayNot, BadPeriod, PeriodNotEnded, UnfitUnit, UnknownLaw and DamagedFact."""
    require(principal, Right.READ_ASSESSMENT)
    today = await assess_records(*_asked(records), wish)
    frozen = await beside_today(records.engine, records.laws, today, wish.unit)
    return Assessed(today=today, frozen=frozen)


async def read_figure(
    principal: Principal, records: Records, wish: Wish, opening: FigureToOpen
) -> OpenedFigure:
    """A page of the orders and facts behind one figure; raises MayNot and what open_figure does."""
    require(principal, Right.OPEN_FIGURES)
    return await open_figure(*_asked(records), wish, opening)


async def read_whole_figure(
    principal: Principal, records: Records, wish: Wish, opening: FigureToOpen
) -> AsyncIterator[OpenedFigure]:
    """Every page of what is behind one figure; raises MayNot and what open_figure does."""
    require(principal, Right.OPEN_FIGURES)
    async for found in every_page(*_asked(records), wish, opening):
        yield found


async def read_unit_figures(principal: Principal, records: Records, wish: Wish) -> UnitFigures:
    """A unit's own figures and its place; whoever sees totals only sees no single order.

    Raises MayNot, BadPeriod, PeriodNotEnded, UnfitUnit, UnknownLaw and DamagedFact."""
    scopes = await require_for_unit(principal, records.engine, Right.READ_UNIT_FIGURES, wish.unit)
    seen = replace(wish, with_orders=Scope.TOTALS not in scopes)
    return await figures_on_record(*_asked(records), seen)


async def read_public_samples(principal: Principal, records: Records, wish: Wish) -> PublicSamples:
    """What public supervisors read, without anybody's data (SY19-01).

    Raises MayNot, BadPeriod, PeriodNotEnded and UnknownLaw."""
    require(principal, Right.READ_PUBLIC_SAMPLES)
    return await samples(*_asked(records), wish)


async def read_public_limits(principal: Principal, records: Records, wish: Wish) -> PublicLimits:
    """What the city promises and how long it really took; for everybody, totals only.

    Raises BadPeriod, PeriodNotEnded and UnknownLaw."""
    require(principal, Right.READ_PUBLIC_LIMITS)
    return await published_limits(*_asked(records), wish)


async def read_bulletin(
    principal: Principal, records: Records, wish: Wish, found: Assessment
) -> Material:
    """All that the bulletin on an assessment is drawn up from; raises MayNot and UnknownLaw."""
    require(principal, Right.READ_ASSESSMENT)
    return await material_on_record(*_asked(records), wish, found)


async def read_names(principal: Principal, records: Records) -> Names:
    """What people call the units, districts and categories; raises MayNot."""
    require(principal, Right.READ_ASSESSMENT)
    return await names_on_record(records.engine)


async def freeze_month(principal: Principal, records: Records, signer: Signer, month: str) -> None:
    """Freeze a month for ever.

    Raises MayNot, AlreadyFrozen, StillMoving, BadPeriod, PeriodNotEnded and UnknownLaw."""
    require(principal, Right.FREEZE_MONTH)
    await freeze(*_asked(records), signer, month)


def _asked(records: Records) -> tuple[AsyncEngine, Laws, City]:
    return records.engine, records.laws, records.city
