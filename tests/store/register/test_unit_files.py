"""A unit's own file is no order: a list of orders leaves it out."""

from sqlalchemy import true

from domain.chapters.units.commands import OpenUnitFile
from domain.vocabulary import State
from readmodel.orders import queries
from readmodel.orders.publisher import store
from store.engines import single
from tests.databases import Database
from tests.domain.case import Case
from tests.readmodel.orders.test_publisher import batch


async def test_a_units_file_is_listed_only_where_it_is_asked_for(office: Database) -> None:
    engine = office.engines.patient
    order = Case(number="among-1").dispatched(to="kite_office")
    file = Case(number="among-2").by("hotline_head").does(OpenUnitFile(unit="kite_office"))
    for case in (order, file):
        await store(single(engine), batch(case))
    listed = await queries.orders(engine, true(), queries.OrderFilter(unit="kite_office"))
    assert [standing.number for standing in listed.orders] == ["among-1"]
    wanted = queries.OrderFilter(unit="kite_office", state=State.ON_FILE)
    [found] = (await queries.orders(engine, true(), wanted)).orders
    assert found.number == "among-2"
