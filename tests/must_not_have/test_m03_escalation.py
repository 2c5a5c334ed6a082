"""Theme M3: an escalation that is laid down runs, every level of it, on the right clock."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.chapters.supervision.facts import SupervisionRaised
from domain.chapters.supervision.rules import LadderStep
from domain.duties import alarms as ringing
from domain.duties.alarms import Alarm
from domain.law.pack import Pack
from domain.order.clock import Clock
from domain.order.order import Order
from domain.time.limit import Limit, parse_limit
from domain.vocabulary import ClockName, Level, Urgency
from policies.library import load_pack
from tests.domain.case import Case, moment
from tests.domain.stories import test_emergency, test_supervision
from tests.must_not_have.catching import must_never
from tests.mutants.test_mutants import supervision_skips_a_rung

A_CALENDAR_DAY = parse_limit("24 h")


def the_ladder_is_only_shown(patch: pytest.MonkeyPatch) -> None:
    """What the law lays down is stored and read by nobody."""
    shipped = load_pack("national-default")
    ladder = Pack.ladder_of
    patch.setattr(Pack, "ladder_of", lambda _, clock, urgency: ladder(shipped, clock, urgency))


def only_the_first_rung_sounds(patch: pytest.MonkeyPatch) -> None:
    """After one rung nobody looks for a second."""
    rungs = ringing.rungs_left

    def first(order: Order, clock: Clock) -> Iterator[Alarm]:
        return iter(()) if clock.rung else rungs(order, clock)

    patch.setattr(ringing, "rungs_left", first)


def a_signature_climbs_like_a_result(patch: pytest.MonkeyPatch) -> None:
    """The levels of one clock are climbed on another."""
    ladder = Pack.ladder_of

    def mistaken(pack: Pack, clock: ClockName, urgency: Urgency) -> tuple[LadderStep, ...]:
        own = ClockName.HANDLE if clock is ClockName.ACCEPT else clock
        return ladder(pack, own, urgency)

    patch.setattr(Pack, "ladder_of", mistaken)


def rungs_sound_on_sundays(patch: pytest.MonkeyPatch) -> None:
    """A rung is a matter of twenty-four hours, working day or not."""
    count_on = ringing.count_on

    def by_the_clock(order: Order, ended: object, limit: Limit) -> object:
        natural = replace(A_CALENDAR_DAY, amount=A_CALENDAR_DAY.amount * limit.amount)
        return count_on(order, ended, natural)  # type: ignore[arg-type]

    patch.setattr(ringing, "count_on", by_the_clock)


def raised(case: Case) -> list[tuple[Level, object]]:
    """Which level was reached when."""
    return [
        (fact.content.level, fact.occurred_at)
        for fact in case.facts
        if isinstance(fact.content, SupervisionRaised)
    ]


def a_changed_ladder_is_climbed() -> None:
    law = load_pack("national-default")
    later = tuple(
        replace(step, after=parse_limit("2 WD")) if step.after == parse_limit("1 WD") else step
        for step in law.ladder
    )
    case = Case(replace(law, ladder=later)).signed_in().after(days=14)
    assert (Level.L2, moment("03-11 24:00")) in raised(case)


def an_outage_of_days_skips_no_rung() -> None:
    assert raised(test_supervision.overdue().at("03-17 09:00")) == [
        (Level.L1, moment("03-09 24:00")),
        (Level.L2, moment("03-10 24:00")),
        (Level.L3, moment("03-12 24:00")),
        (Level.L4, moment("03-16 24:00")),
    ]


def a_missing_signature_is_urged_and_no_more() -> None:
    case = Case().dispatched().by("unit_clerk").at("03-07 09:00")
    assert case.order.level is Level.L1
    assert set(case.clock("accept/1").rung) <= {"again"}


def a_rung_waits_for_the_working_day() -> None:
    case = test_supervision.overdue().at("03-15 12:00")
    assert case.order.level is Level.L3


def test_m03_a_rule_that_is_laid_down_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Escalation rules were checked, stored and shown, and nothing ever ran them."""
    must_never(monkeypatch, the_ladder_is_only_shown, a_changed_ladder_is_climbed)


def test_m03_every_level_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the first level of an escalation ran."""
    must_never(
        monkeypatch,
        only_the_first_rung_sounds,
        test_emergency.test_a_miss_climbs_after_15_30_and_60_minutes,
    )


def test_m03_no_level_is_missed_in_an_outage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Escalations missed in an outage were not made up for."""
    must_never(monkeypatch, supervision_skips_a_rung, an_outage_of_days_skips_no_rung)


def test_m03_each_clock_climbs_its_own_ladder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Levels of the acceptance were executed as levels of the resolution."""
    fault = a_signature_climbs_like_a_result
    must_never(monkeypatch, fault, a_missing_signature_is_urged_and_no_more)


def test_m03_no_rung_sounds_at_a_weekend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Escalation reminders came at midnight and at weekends."""
    must_never(monkeypatch, rungs_sound_on_sundays, a_rung_waits_for_the_working_day)
