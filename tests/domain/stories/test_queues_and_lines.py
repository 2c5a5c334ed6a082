"""Special seats answer their own queue, and the number that was called is on record."""

from dataclasses import replace
from datetime import date

import pytest

from domain.chapters.handling.commands import AddInfo
from domain.chapters.intake.commands import (
    AcceptForDispatch,
    Answer,
    Register,
    RequestInfo,
    TransferOut,
)
from domain.chapters.intake.rules import LineMode
from domain.chapters.together.commands import Merge
from domain.vocabulary import ItemType, State
from policies.library import load_pack
from tests.domain.case import QUEUE, Case

TEXTS = ("demand", "name", "phone", "place")
NATIONAL = load_pack("national-default")


def demand(**fields: str) -> Register:
    return Register(type=ItemType.HELP, **fields)  # type: ignore[arg-type]


@pytest.mark.rule("SY20-01.1")
def test_a_special_seat_takes_in_what_belongs_to_its_queue() -> None:
    case = Case().by("special_seat").does(demand(queue=QUEUE), *TEXTS)
    assert case.order.queue == case.last("Registered").content.queue == QUEUE
    assert case.does(AcceptForDispatch()).state is State.QUEUED


@pytest.mark.rule("HD-04.1", "SY20-01.1")
@pytest.mark.parametrize("queue", ["businesses", ""])
def test_a_special_seat_keeps_away_from_other_queues(queue: str) -> None:
    case = Case().by("special_seat")
    assert case.refused(demand(queue=queue), *TEXTS) == "other_queue"
    case.register(queue=queue).by("special_seat")
    for act, *texts in (
        (AcceptForDispatch(),),
        (TransferOut(target="12301"), "reason"),
        (Answer(kb_entry="kb-1"), "answer"),
        (RequestInfo(missing=("place",)),),
        (Merge(child="20260302-000002"),),
        (AddInfo(), "text"),
    ):
        assert case.refused(act, *texts) == "other_queue"


@pytest.mark.rule("HD-04.2")
def test_an_ordinary_seat_may_put_a_demand_into_any_queue() -> None:
    case = Case().register(queue="enterprise-platform")
    assert case.by("special_seat").refused(AcceptForDispatch()) == "other_queue"
    own = case.by("special_seat", of="enterprise-platform")
    assert own.does(AcceptForDispatch()).state is State.QUEUED


@pytest.mark.rule("HD-04.1")
@pytest.mark.parametrize(
    "queue", ["enterprise-platform", "peoples-congress", "businesses", "dialects"]
)
def test_each_special_seat_has_its_queue(queue: str) -> None:
    case = Case().by("special_seat", of=queue).does(demand(queue=queue), *TEXTS)
    assert case.last("Registered").content.queue == queue


@pytest.mark.rule("HD-04", "SY20-01.2")
def test_a_queue_that_the_law_does_not_know_is_refused() -> None:
    assert Case().refused(demand(queue="weather"), *TEXTS) == "unknown_queue"
    weather = Case().by("special_seat", of="weather")
    assert weather.refused(demand(queue="weather"), *TEXTS) == "unknown_queue"


@pytest.mark.rule("NA-02.1", "HN-02.1")
def test_a_call_to_a_number_that_is_gone_arrives_here() -> None:
    case = Case().register(line="12312")
    assert case.last("Registered").content.line == "12312"
    (line,) = (line for line in NATIONAL.lines if line.code == "12312")
    assert line.mode is LineMode.MERGED


@pytest.mark.rule("NA-02.1", "HN-03.1", "AH-03")
def test_the_same_matter_may_come_in_by_a_number_that_lives_on_beside() -> None:
    case = Case().register(line="12315")
    assert case.last("Registered").content.line == "12315"


@pytest.mark.rule("NA-02.2")
def test_a_number_that_the_law_does_not_know_is_refused() -> None:
    assert Case().refused(demand(line="99999"), *TEXTS) == "unknown_line"
    assert Case().register().last("Registered").content.line == ""


@pytest.mark.rule("NA-02.1", "HN-02.2")
@pytest.mark.parametrize(
    ("at", "taken"),
    [
        *(("03-02 23:59", False), ("03-03 00:00", True)),
        *(("03-03 23:59", True), ("03-04 00:00", False)),
    ],
)
def test_a_number_arrives_here_from_the_day_that_the_law_names(at: str, taken: bool) -> None:
    (line,) = (line for line in NATIONAL.lines if line.code == "96119")
    since = replace(line, valid_from=date(2026, 3, 3), valid_to=date(2026, 3, 3))
    case = Case(replace(NATIONAL, lines=(since,)), at=at)
    if taken:
        assert case.register(line="96119").state is State.INTAKE
        return
    assert case.refused(demand(line="96119"), *TEXTS) == "line_not_in_force"
