"""Cases on record: their facts went through the publisher, as those of running orders do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, text

from domain.assessment import Period
from domain.order.terms import Mode
from domain.parties import Parties
from domain.summary import Summary
from operations.embedded import Services
from readmodel.orders.publisher import store
from services.assessment.assessing import Wish, assess_records
from services.assessment.report import report
from services.law.laws import Laws
from services.views import as_json
from store.city import city_of_pack
from store.engines import single
from store.tables import WorkOrderRow
from tests.databases import Database, founded
from tests.domain.case import Case
from tests.named import ask
from workflows.ports import Batch

Json = dict[str, Any]
CITY = city_of_pack("national-default")
YEARS = timedelta(days=4000)
"""By so much the records' time is moved, that every period of the stories has ended."""
FIGURES = ("indicators", "monthly", "practice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office with nothing on record but what a story puts there."""

    database: Database
    laws: Laws
    mode: Mode

    async def record(self, *cases: Case, late: timedelta = timedelta()) -> None:
        """Put whole cases on record, each fact so much later than it occurred."""
        for case in cases:
            await self._born(case)
            await self.publish(case, late=late)

    async def publish(self, case: Case, since: int = 0, late: timedelta = timedelta()) -> None:
        """Publish what a case has beyond its first facts."""
        batch = Batch(
            recorded_at=case.now + late,
            facts=tuple(case.facts[since:]),
            standing=Summary.of(case.order),
            parties=Parties.of(case.order),
        )
        await store(single(self.database.engines.patient), batch)

    async def report(self, period: Period, unit: str | None = None) -> Json:
        """The whole report, from the records."""
        wish = Wish(first=period.first, until_day=period.until_day, unit=unit)
        engine = self.database.engines.patient
        told: Json = as_json(ask(report, await assess_records(engine, self.laws, CITY, wish)))
        return told

    async def say(self, words: str, **values: Any) -> list[Any]:
        """Ask or tell the database something by hand."""
        async with self.database.engines.patient.begin() as connection:
            found = await connection.execute(text(words), values)
            return list(found) if found.returns_rows else []

    async def _born(self, case: Case) -> None:
        law = await self.laws.in_force(CITY.pack)
        assert law is not None
        row = {
            "number": case.order.number,
            "mode": self.mode,
            "clock_offset": YEARS if self.mode is Mode.VIRTUAL else timedelta(),
            "pack": law.pack.id,
            "pack_edition": law.pack.edition,
            "calendar": law.calendar.name,
            "calendar_edition": law.calendar.edition,
            "rules_edition": law.rules,
        }
        async with single(self.database.engines.patient).connect() as connection:
            await connection.execute(insert(WorkOrderRow).values(row))


@asynccontextmanager
async def an_office(services: Services, mode: Mode = Mode.VIRTUAL) -> AsyncIterator[Office]:
    """An office of its own, for whoever reads every order."""
    async with founded(services.database_url, mode) as database:
        yield Office(database=database, laws=Laws(database.engines.patient), mode=mode)


def in_order(told: Json) -> Json:
    """A report with the lines of each figure by order and facts."""
    for part in FIGURES:
        for figure in told[part].values():
            figure["orders"].sort(key=lambda line: (line["order"], line["facts"]))
    return told
