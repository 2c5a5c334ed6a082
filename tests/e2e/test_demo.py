"""`paidan demo`: whole lives, proven; and the proof sees what was tampered with."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.chapters.intake.commands import Answer, Register
from domain.order.terms import Mode
from domain.vocabulary import ItemType
from operations.demonstration.invented_years import publish_invented_years
from operations.demonstration.playing import play_all
from operations.demonstration.tally import tally_of
from operations.demonstration.verification import compare_order
from operations.embedded import Services
from operations.scenarios.catalogue import PACKS, TIMES, programme
from operations.scenarios.drivers.counter import counter_of
from operations.scenarios.drivers.driver import play
from operations.scenarios.handling import late_sign_in
from operations.scenarios.intake import answered_at_once
from operations.scenarios.sample_city import sample_orders
from operations.scenarios.scenario import PlayedOrder, Steps, acts, order_under
from operations.scenarios.steps import registered
from operations.virtual import VirtualHotline
from services.law.laws import Laws
from tests.databases import founded

pytestmark = pytest.mark.long(seconds=50)

KEYS = {
    *("orders", "closed", "facts", "history_events", "updates", "signals", "mismatches"),
    *("seconds", "packs", "emergencies", "returns", "designations", "reworks", "unreachable"),
    *("fallbacks", "force_majeure", "extensions", "supervision", "by_timer"),
    *("archived_histories", "archived_commands"),
}
TIMERS = {
    *("accept", "handle", "arrive", "extension_decision"),
    *("return_decision", "supervision", "callback"),
}


def demo(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "cli.main", "demo", *words],
        capture_output=True,
        text=True,
        check=False,
    )


def quiet(_: str, __: int, ___: int) -> None:
    return


async def told(hotline: VirtualHotline, place: int = 0) -> PlayedOrder:
    """One scenario with a lapse, played to its end."""
    law = await hotline.laws.in_force("national-default")
    assert law is not None
    return await play(late_sign_in, counter_of(hotline, law), order_under(law, place))


def test_a_small_demonstration_is_proven_and_keeps_its_data(tmp_path: Path) -> None:
    figures, kept = tmp_path / "figures.json", tmp_path / "kept"
    shown = demo("--orders", "16", "--json", str(figures), "--keep", str(kept))
    assert shown.returncode == 0, shown.stderr
    told = json.loads(figures.read_text())
    assert told.keys() == KEYS
    assert (told["orders"], told["closed"], told["mismatches"]) == (16, 16, 0)
    assert told["packs"] == sorted(PACKS)
    assert told["by_timer"].keys() == TIMERS
    assert told["supervision"].keys() == {"L1", "L2", "L3", "L4", "L5"}
    assert told["updates"] > 16
    assert told["archived_histories"] >= 16
    assert told["archived_commands"] > told["updates"]
    assert told["history_events"] > told["facts"] > 16
    assert "invented" in shown.stdout
    assert (kept / "temporal.db").exists()
    again = demo("--orders", "1", "--keep", str(kept))
    assert (again.returncode, again.stdout) == (2, "")


def test_the_catalogue_keeps_its_proportions() -> None:
    assert sum(TIMES.values()) == 200
    assert {scenario: programme(200).count(scenario) for scenario in TIMES} == TIMES
    for orders in (1, 7, 60, 333):
        assert len(programme(orders)) == orders
    assert all(often <= programme(333).count(scenario) for scenario, often in TIMES.items())


async def test_a_changed_fact_row_is_seen(hotline: VirtualHotline) -> None:
    order = await told(hotline)
    engine = hotline.engines.patient
    assert (await compare_order(hotline.client, engine, order.number))[1] == []
    async with engine.begin() as connection:
        await connection.execute(
            text("UPDATE fact SET actor = 'nobody' WHERE order_number = :n AND seq = 4"),
            {"n": order.number},
        )
    _, found = await compare_order(hotline.client, engine, order.number)
    assert [(f.order, f.what, f.where) for f in found] == [(order.number, "fact", "4: actor")]


async def test_a_deleted_fact_row_is_seen(hotline: VirtualHotline) -> None:
    order = await told(hotline, place=1)
    engine = hotline.engines.patient
    async with engine.begin() as connection:
        await connection.execute(
            text("DELETE FROM fact WHERE order_number = :n AND seq = 2"), {"n": order.number}
        )
    _, found = await compare_order(hotline.client, engine, order.number)
    assert [(f.what, f.where) for f in found] == [("fact", "2: row missing")]


async def test_a_scenario_that_goes_another_way_is_named(hotline: VirtualHotline) -> None:
    def forbidden(order: PlayedOrder) -> Steps:
        yield from registered(order, Register(type=ItemType.CONSULT))
        yield acts("water-clerk", Answer(kb_entry="kb-1"), answer="是。")

    failed = await play_all(hotline, [answered_at_once, forbidden], quiet)
    assert [(f.name, f.why.rpartition(" ")[2]) for f in failed] == [("forbidden", "role_may_not")]


async def test_invented_years_follow_the_last_published_one(services: Services) -> None:
    async with founded(services.database_url, Mode.VIRTUAL) as database:
        laws = Laws(database.engines.patient)
        last = max(year.year for year in (await laws.calendar("cn")).years)
        today = datetime.now(UTC).date()
        invented = await publish_invented_years(laws, today)
        calendar = await laws.calendar("cn")
        coming = today.year + 2
        years = range(last + 1, coming + 1)
        assert [year.edition for year in invented] == [f"{year}.demo" for year in years]
        assert calendar.is_published(date(coming, 12, 31))
        assert await publish_invented_years(laws, today) == ()


async def test_the_tally_counts_what_lapsed(hotline: VirtualHotline) -> None:
    before = (await tally_of(hotline.engines.patient)).as_json()
    await told(hotline, place=3)
    after = (await tally_of(hotline.engines.patient)).as_json()
    for name, lapsed in (("accept", 1), ("handle", 0)):
        grown = {
            k: after["by_timer"][name][k] - before["by_timer"][name][k]
            for k in after["by_timer"][name]
        }
        assert grown == {"armed": 1, "lapsed": lapsed}
    assert after["closed"] - before["closed"] == 1


def test_the_sample_city_has_enough_demands_and_no_real_person() -> None:
    city = list(sample_orders())
    assert len(city) >= 60
    ends = [order.steps[-1].command.name for order in city]
    assert sum(name in ("answer", "record_callback") for name in ends) >= 20
    registrations = [order.steps[0].texts for order in city]
    assert {texts["name"] for texts in registrations} == {"示例诉求人"}
    assert len({texts["phone"] for texts in registrations}) == len(city)


@pytest.mark.parametrize("orders", ["0", "many"])
def test_a_senseless_number_of_lives_is_bad_usage(orders: str) -> None:
    assert demo("--orders", orders).returncode == 2
