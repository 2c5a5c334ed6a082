"""Stories of limits that hang on how a demand came in, who answers it, and the time of day."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.chapters.emergency.commands import DeclareEmergency
from domain.chapters.handling.commands import AddInfo, Commit
from domain.chapters.intake.commands import Reclassify, TransferOut
from domain.law.pack import Pack
from domain.time.limit import parse_limit
from domain.vocabulary import Channel, EmergencyKind, ItemClass, ItemType, State, Urgency
from policies.library import load_pack
from policies.pack_file import read_pack
from tests.domain.case import QUEUE, Case, moment
from tests.policies.pack_texts import limit, town

LETTER = {"channel": Channel.LETTER}
NIGHT = 'only = { hours = "22:00-06:00" }'
EMERGENCY = {"urgency": Urgency.EMERGENCY}
CONSULT = Reclassify(type=ItemType.CONSULT, class_=ItemClass.OTHER)


def law(words: str) -> Pack:
    """The general rules with one limit more."""
    return read_pack(town(limit(words)), load_pack)


def by_letter(clock: str, amount: str) -> Pack:
    words = f'clock = "{clock}", only = {{ channel = "letter" }}, limit = "{amount}"'
    return law(f'{words}, urgency = "ordinary"')


def of_approvals(clock: str, amount: str) -> Pack:
    words = f'clock = "{clock}", only = {{ queue = "{QUEUE}" }}, limit = "{amount}"'
    return law(f'{words}, urgency = "ordinary"')


def at_night(clock: str, amount: str, *words: str) -> Pack:
    return law(", ".join([f'clock = "{clock}", {NIGHT}, limit = "{amount}"', *words]))


def to_arrive(hours: str, at: str) -> timedelta:
    """How long an emergency's unit has to arrive, where it has less within these hours."""
    only = f'only = {{ hours = "{hours}" }}, urgency = "emergency", limit = "15 min"'
    words = f'clock = "arrive", {only}, rules = ["E:E3"], source = "时段"'
    case = Case(read_pack(town(f"limit = [{{ {words} }}]"), load_pack), at=at)
    arrive = case.dispatched(**EMERGENCY).clock("arrive/1")
    return arrive.due - arrive.started


@pytest.mark.rule("G:G2")
def test_who_wrote_a_letter_is_contacted_within_the_limit_for_letters() -> None:
    case = Case(by_letter("contact", "2 WH")).dispatched(**LETTER)
    assert case.clock("contact/1").due == moment("03-02 11:00")


@pytest.mark.rule("T:T19")
def test_who_telephoned_is_contacted_within_the_ordinary_limit() -> None:
    case = Case(by_letter("contact", "2 WH")).dispatched()
    assert case.clock("contact/1").due == moment("03-03 24:00")


@pytest.mark.rule("G:G2")
@pytest.mark.parametrize(("queue", "due"), [(QUEUE, "03-02 11:00"), ("", "03-03 24:00")])
def test_a_queue_of_special_seats_may_have_a_limit_of_its_own(queue: str, due: str) -> None:
    case = Case(of_approvals("accept", "2 WH")).dispatched(queue=queue)
    assert case.clock("accept/1").due == moment(due)


@pytest.mark.rule("G:G2")
def test_the_desk_itself_has_longer_for_a_letter() -> None:
    law = by_letter("intake", "1 h")
    assert Case(law).register(**LETTER).clock("intake/1").due == moment("03-02 10:00")
    assert Case(law).register().clock("intake/1").due == moment("03-02 09:30")


@pytest.mark.rule("G:G2")
def test_the_desk_has_longer_for_what_its_special_seats_decide() -> None:
    case = Case(of_approvals("intake", "1 h")).register(queue=QUEUE)
    assert case.clock("intake/1").due == moment("03-02 10:00")


@pytest.mark.rule("E:E3")
@pytest.mark.parametrize(
    ("at", "minutes"),
    [
        ("03-02 21:59", 30),
        ("03-02 22:00", 15),
        ("03-03 00:00", 15),
        ("03-03 05:59", 15),
        ("03-03 06:00", 30),
    ],
)
def test_the_night_is_the_night_of_the_place_and_ends_when_it_says(at: str, minutes: int) -> None:
    assert to_arrive("22:00-06:00", at) == timedelta(minutes=minutes)


@pytest.mark.rule("E:E3")
@pytest.mark.parametrize(
    ("at", "minutes"),
    [("03-02 11:59", 30), ("03-02 12:00", 15), ("03-02 13:59", 15), ("03-02 14:00", 30)],
)
def test_noon_begins_and_ends_when_it_says(at: str, minutes: int) -> None:
    assert to_arrive("12:00-14:00", at) == timedelta(minutes=minutes)


@pytest.mark.rule("G:G2", "E:E1")
def test_what_becomes_an_emergency_at_night_has_the_limit_of_the_night() -> None:
    pack = at_night("arrive", "15 min", 'urgency = "emergency"')
    case = Case(pack, at="03-02 21:00").signed_in().at("03-02 23:00").by("seat_agent")
    case.does(DeclareEmergency(kind=EmergencyKind.HELP))
    assert case.clock("arrive/1").due == moment("03-02 23:15")


@pytest.mark.rule("T:T45", "G:G2")
def test_another_class_has_the_limit_of_the_hour_at_which_the_duty_began() -> None:
    pack = at_night("handle", "3 WD", 'item_type = "consult"')
    case = Case(pack, at="03-02 23:00").signed_in()
    case.at("03-03 09:00").by("seat_agent").does(AddInfo(), "text")
    case.at("03-03 10:00").by("hotline_head").does(CONSULT, "reason")
    assert case.clock("handle/1").due == moment("03-05 24:00")
    assert case.clock("handle/1").limit == parse_limit("3 WD")


@pytest.mark.rule("T:T45")
def test_whether_another_class_gains_is_measured_by_the_hour_at_which_the_duty_began() -> None:
    pack = at_night("handle", "9 WD", 'item_type = "consult"')
    case = Case(pack, at="03-02 23:00").signed_in().at("03-03 06:30").by("dispatcher")
    assert case.does(CONSULT, "reason").clock("handle/1").due == moment("03-13 24:00")


@pytest.mark.rule("G:G2")
def test_how_far_a_promise_may_reach_hangs_on_when_it_is_given() -> None:
    case = Case(at_night("promise", "10 ND", 'item_type = "help"'), at="03-02 21:00").signed_in()
    day, texts = moment("03-20 12:00").date(), ("explanation", "plan", "progress")
    case.at("03-02 23:00").by("unit_clerk")
    assert case.refused(Commit(promise_date=day, **case.told), *texts) == "promise_too_far"
    case.at("03-03 07:00")
    assert "Committed" in case.does(Commit(promise_date=day, **case.told), *texts).kinds()


@pytest.mark.rule("T:T02", "G:G2")
@pytest.mark.parametrize(
    ("only", "fields"),
    [
        ('item_type = "consult"', {"type": "consult"}),
        ('item_class = "city_management"', {"class_": ItemClass.CITY_MANAGEMENT}),
    ],
)
def test_the_desk_may_have_longer_for_one_kind_of_demand(only: str, fields: dict[str, Any]) -> None:
    longer = law(f'clock = "intake", {only}, limit = "2 h", urgency = "ordinary"')
    assert Case(longer).register(**fields).clock("intake/1").due == moment("03-02 11:00")
    assert Case(longer).register().clock("intake/1").due == moment("03-02 09:30")


@pytest.mark.rule("T:T45")
def test_whom_another_class_is_to_be_spoken_to_sooner_is_so_by_the_hour_of_the_dispatch() -> None:
    by_day = 'clock = "contact", item_type = "consult", only = { hours = "06:00-22:00" }'
    sooner = law(f'{by_day}, limit = "2 WH", urgency = "ordinary"')
    case = Case(sooner).dispatched().by("dispatcher").does(CONSULT, "reason")
    assert case.clock("contact/1").due == moment("03-02 11:00")


@pytest.mark.rule("SYT-02", "T:T04")
def test_whether_another_platform_is_watched_is_asked_when_the_matter_goes_there() -> None:
    at_night_only = at_night("outside_result", "5 WD")
    limits = tuple(
        rule for rule in at_night_only.limits if rule.clock != "outside_result" or rule.only
    )
    case = Case(replace(at_night_only, limits=limits), at="03-02 21:50").register("report")
    case.at("03-02 22:10").does(TransferOut(target="12301"))
    assert (case.state, case.owed()) == (State.FOLLOWED, {"outside_result/1"})
