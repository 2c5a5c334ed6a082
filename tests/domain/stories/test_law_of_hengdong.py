"""衡东县 (2024): all is taken in but ten matters; an id number for complaints and reports."""

import pytest

from domain.chapters.assessment.commands import ExcludeFromAssessment
from domain.chapters.caller.commands import ReportToPolice
from domain.chapters.caller.terms import AbuseGround
from domain.chapters.closing.commands import RecordCallback
from domain.chapters.intake.commands import Refuse, Register
from domain.chapters.supervision.commands import RaiseSupervision, Urge
from domain.chapters.together.commands import SetHosts
from domain.order.act import Actor
from domain.vocabulary import Channel, ItemType, Level, Role, State, Trigger, Urgency
from tests.domain.case import Case, moment
from tests.domain.grounds import asked_and_refused, grounded

PLACE = "hengdong-2024"
GROUNDS = [
    pytest.param("OUT_OF_JURISDICTION", marks=pytest.mark.rule("HD-09.1")),
    pytest.param("MILITARY", marks=pytest.mark.rule("HD-10")),
    pytest.param("EMERGENCY_LINE", marks=pytest.mark.rule("HD-10")),
    pytest.param("STATE_SECRET_PRIVACY", marks=pytest.mark.rule("HD-11.1")),
    pytest.param("AGAINST_LAW_OR_MORALS", marks=pytest.mark.rule("HD-12.1")),
    pytest.param("MUST_USE_PROCEDURE", marks=pytest.mark.rule("HD-13")),
    pytest.param("ALREADY_IN_PROCEDURE", marks=pytest.mark.rule("HD-13")),
    pytest.param("PARTY_NPC_MATTERS", marks=pytest.mark.rule("HD-14")),
    pytest.param("DUPLICATE", marks=pytest.mark.rule("HD-15")),
    pytest.param("CONCLUDED", marks=pytest.mark.rule("HD-15")),
    pytest.param("UNCLEAR", marks=pytest.mark.rule("HD-16", "HD-21.1")),
    pytest.param("FABRICATED", marks=pytest.mark.rule("HD-21.1")),
    pytest.param("ABUSE", marks=pytest.mark.rule("HD-17.1")),
    pytest.param("OTHER", marks=pytest.mark.rule("HD-18")),
]
WAYS = [
    *(Channel.PHONE, Channel.WEB, Channel.LEADER_MAILBOX),
    *(Channel.UPSTREAM, Channel.WECHAT, Channel.APP),
]
DAILY = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)


@pytest.mark.parametrize("code", GROUNDS)
def test_each_of_the_ten_matters_is_refused_with_a_reason(code: str) -> None:
    case = Case(PLACE).register()
    assert case.by("shift_lead").refused(grounded(code)) == "text_missing"
    assert asked_and_refused(case, code, "reason", "route").state is State.REFUSED


@pytest.mark.rule("HD-18.1")
def test_other_grounds_are_the_shift_leads() -> None:
    case = Case(PLACE).register()
    assert case.refused(Refuse(disposition="OTHER"), "reason") == "needs_approval_of"


@pytest.mark.rule("HD-08.1")
@pytest.mark.parametrize("type", ItemType)
def test_whatever_is_not_listed_is_taken_in(type: ItemType) -> None:
    assert "HD-08" in Case(PLACE).register(type).last("Registered").basis


@pytest.mark.rule("HD-01.1")
@pytest.mark.parametrize("channel", WAYS)
def test_twelve_ways_in_come_by_six_channels(channel: Channel) -> None:
    assert "HD-01" in Case(PLACE).register(channel=channel).last("Registered").basis


@pytest.mark.rule("C:C5.1", "T:T02")
def test_a_letter_that_nobody_announced_is_read_too() -> None:
    case = Case(PLACE).register(channel=Channel.LETTER)
    assert "HD-01" not in case.last("Registered").basis
    case.does(Refuse(disposition="PARTY_NPC_MATTERS"), "reason", "route")


@pytest.mark.rule("HD-19.2")
@pytest.mark.parametrize("type", [ItemType.COMPLAINT, ItemType.REPORT])
def test_whoever_complains_leaves_an_id_number(type: ItemType) -> None:
    case, demand = Case(PLACE).by("seat_agent"), Register(type=type)
    assert case.refused(demand, "demand", "name", "phone") == "text_missing"
    assert case.does(demand, "demand", "name", "phone", "id_number").state is State.INTAKE


@pytest.mark.rule("HD-19.1", "HD-19.3")
def test_whoever_asks_for_help_leaves_a_name_and_no_id_number() -> None:
    case, demand = Case(PLACE).by("seat_agent"), Register(type=ItemType.HELP)
    assert case.refused(demand, "demand", "phone") == "text_missing"
    nameless = Register(type=ItemType.HELP, anonymous=True)
    assert case.refused(nameless, "demand") == "anonymous_not_allowed"
    report = Register(type=ItemType.REPORT, anonymous=True)
    assert case.refused(report, "demand") == "anonymous_not_allowed"
    assert case.does(demand, "demand", "name", "phone").state is State.INTAKE


@pytest.mark.rule("HD-19", "X:X27")
def test_danger_is_heard_from_whoever_calls() -> None:
    fire = Register(type=ItemType.HELP, urgency=Urgency.EMERGENCY, anonymous=True)
    case = Case(PLACE).by("seat_agent").does(fire, "demand")
    assert case.order.emergency is not None


@pytest.mark.rule("HD-22")
@pytest.mark.parametrize("ground", list(AbuseGround))
def test_the_police_are_told_after_persuasion_and_not_before(ground: AbuseGround) -> None:
    case = Case(PLACE).register().does(Refuse(disposition="ABUSE"), "reason").by("supervisor")
    assert case.refused(ReportToPolice(ground=ground), "evidence") == "abuse_did_not_go_on"


@pytest.mark.rule("HD-03")
def test_four_seats_are_staffed_around_the_clock() -> None:
    case = Case(PLACE, at="02-17 03:00").register()
    assert case.clock("intake/1").due == moment("02-17 03:30")


@pytest.mark.rule("HD-03.1")
def test_the_callback_officers_call_back_and_the_supervisor_supervises() -> None:
    case = Case(PLACE).to_callback()
    assert case.by("shift_lead").refused(RecordCallback(answered=False)) == "role_may_not"
    assert case.by("callback_officer").refused(DAILY) == "role_may_not"
    assert case.by("supervisor").does(DAILY).order.level is Level.L2


@pytest.mark.rule("HD-05")
def test_the_firm_hires_and_pays_and_takes_no_calls() -> None:
    demand = Register(type=ItemType.HELP)
    case = Case(PLACE).by("contractor")
    assert case.refused(demand, "demand", "name", "phone") == "role_may_not"


@pytest.mark.rule("NA-06.1")
def test_the_firms_people_sit_at_the_telephones_and_nowhere_else() -> None:
    case, demand = Case(PLACE), Register(type=ItemType.HELP)
    case.actor = Actor(person="s1", unit="hotline", role=Role.SEAT_AGENT, outsourced=True)
    case.does(demand, "demand", "name", "phone")
    case.actor = Actor(person="s2", unit="hotline", role=Role.SUPERVISOR, outsourced=True)
    assert case.refused(Urge()) == "outsourced_may_not"


@pytest.mark.rule("HD-06.1")
def test_the_hotline_section_coordinates_departments_and_assesses_them() -> None:
    case, hosts = Case(PLACE).signed_in(), SetHosts(host="water", co_hosts=("roads",))
    assert case.by("unit_head").refused(hosts, "decision") == "role_may_not"
    assert case.by("unit_head").refused(ExcludeFromAssessment(), "reason") == "role_may_not"
    assert case.by("hotline_head").does(hosts, "decision").order.co_hosts == ("roads",)


@pytest.mark.rule("HD-02.2")
def test_an_order_is_urged_on_the_way_to_its_end() -> None:
    assert Case(PLACE).signed_in().by("caller").does(Urge()).order.level is Level.L1
