"""Each of several counts, and only those: states, roles, levels and endings that a rule names."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.closing.commands import (
    ApproveTermination,
    ExplainTermination,
    PassReview,
    RecordCallback,
    RequestTermination,
)
from domain.chapters.dispatch.commands import ApproveReturn, Dispatch, RequestReturn
from domain.chapters.emergency.commands import ReportThreat
from domain.chapters.emergency.terms import ThreatKind
from domain.chapters.handling.commands import (
    AddInfo,
    ApproveExtension,
    RequestExtension,
    SubmitResult,
)
from domain.chapters.intake.commands import AcceptForDispatch, Register, TransferOut
from domain.chapters.supervision.commands import Urge
from domain.chapters.together.commands import Merge, NoteMasterEnded, SetHosts, SubDispatch
from domain.chapters.together.notices import notices
from domain.order.act import Actor
from domain.order.terms import Confidentiality, TerminationGround
from domain.time.limit import parse_limit
from domain.vocabulary import (
    ClockName,
    ItemType,
    Level,
    ResultKind,
    Role,
    State,
    Urgency,
)
from policies.library import load_pack, pack_names
from tests.domain.case import QUEUE, Case, moment
from tests.domain.often import GAS

BACK = RequestReturn(proposed_unit="roads")
SHARED = SetHosts(host="water", co_hosts=("roads",))
MORE = RequestExtension(length=parse_limit("1 WD"), signed_by="head", for_cohost=True)
LAW = load_pack("national-default")


def returning() -> Case:
    """The unit says that the order is not its own."""
    return Case().signed_in().does(BACK, "reason", "basis")


def dispatched() -> Case:
    """The unit has not signed yet."""
    return Case().dispatched()


def handled() -> Case:
    """The unit has signed."""
    return Case().signed_in()


@pytest.mark.rule("T:T43", "E:E1", "SY20-20")
@pytest.mark.parametrize("before", [dispatched, handled, returning])
def test_whoever_has_it_in_hand_is_instructed_at_once(before: Callable[[], Case]) -> None:
    case = before().after(minutes=20).by("seat_agent").does(GAS)
    assert case.last("Notified").content.unit == "water"  # type: ignore[union-attr]
    assert {"arrive/1", "first_feedback/1", "resolve/1"} <= case.owed()


@pytest.mark.rule("T:T18", "WF-27")
@pytest.mark.parametrize("before", [dispatched, handled])
def test_a_co_host_is_named_before_the_signature_too(before: Callable[[], Case]) -> None:
    case = before().by("dispatcher").does(SHARED, "decision")
    assert case.order.co_hosts == ("roads",)


@pytest.mark.rule("T:T10", "JT-03")
@pytest.mark.parametrize("before", [dispatched, handled])
def test_the_level_below_gets_it_before_the_signature_too(before: Callable[[], Case]) -> None:
    case = before().by("unit_gateway").does(SubDispatch(child="branch"))
    assert case.order.child == "branch"


@pytest.mark.rule("T:T18", "T:T10")
def test_what_is_being_given_back_is_shared_with_nobody() -> None:
    case = returning().by("dispatcher")
    assert case.refused(SHARED, "decision") == "not_with_a_unit"
    assert case.by("unit_gateway").refused(SubDispatch(child="branch")) == "not_with_a_unit"


@pytest.mark.rule("T:T49", "C:C7")
def test_what_was_put_through_is_over() -> None:
    case = Case().register().does(TransferOut(target="110", warm=True))
    assert case.order.is_over
    assert not case.rings()
    assert case.refused(AddInfo(), "text") == "order_is_over"


@pytest.mark.rule("T:T07", "NA-08", "T:T27", "T:T49")
def test_who_follows_a_master_hears_that_it_was_ended() -> None:
    case = Case().signed_in().by("dispatcher").does(Merge(child="child"))
    ending = RequestTermination(ground=TerminationGround.OTHER_LAWFUL)
    case.by("unit_head").does(ending, "application").by("hotline_head")
    case.does(ApproveTermination(), "opinion").by("unit_clerk")
    case.does(ExplainTermination(**case.told), "explanation")
    (told,) = notices(case.order, [case.last("TerminationApproved")])
    expected = NoteMasterEnded(master=case.order.number, ended_as=State.TERMINATED)
    assert (told.to, told.command) == ("child", expected)
    assert case.by("caller").refused(AddInfo(), "text") == "order_is_over"


def outsourced(role: Role, unit: str = "hotline") -> Actor:
    """Somebody whom a service provider employs."""
    return Actor(person=f"hired-{role}", unit=unit, role=role, outsourced=True)


@pytest.mark.rule("NA-06.1")
def test_whoever_speaks_with_callers_may_be_hired_and_nobody_else() -> None:
    case, demand = Case(), Register(type=ItemType.HELP)
    case.actor = outsourced(Role.SEAT_AGENT)
    case.does(demand, "demand", "phone")
    assert case.facts[-1].actor.outsourced
    special = Case()
    special.actor = outsourced(Role.SPECIAL_SEAT, QUEUE)
    special.does(replace(demand, queue=QUEUE), "demand", "phone")
    assert special.facts[-1].actor.outsourced
    calling = Case().to_callback()
    calling.actor = outsourced(Role.CALLBACK_OFFICER)
    answers = RecordCallback(answered=True, contacted=True, solved=True, satisfied=1)
    assert calling.does(answers).state is State.CLOSED
    assert calling.last("CallbackDone").actor.outsourced
    sending = Case().register().does(AcceptForDispatch())
    sending.actor = outsourced(Role.DISPATCHER)
    assert sending.refused(Dispatch(unit="water")) == "outsourced_may_not"
    assert not sending.facts[-1].actor.outsourced


@pytest.mark.rule("T:T14", "X:X3")
def test_the_next_unit_begins_without_what_the_one_before_was_given() -> None:
    case = Case().signed_in().by("dispatcher").does(SHARED, "decision").at("03-09 10:00")
    case.by("unit_head").does(MORE, "reason").by("hotline_head").does(ApproveExtension())
    assert case.order.waited_for_cohosts == 1
    case.by("unit_head").does(BACK, "reason", "basis").by("dispatcher").does(ApproveReturn())
    left = case.order
    assert (left.waited_for_cohosts, left.co_hosts, left.child) == (0, (), "")


@pytest.mark.rule("G:G11", "T:T41", "HD-02.2")
def test_an_urging_raises_what_is_not_raised_yet_and_no_more() -> None:
    case = Case().signed_in().by("caller").does(Urge()).at("03-03 10:00").does(Urge())
    assert case.order.level is Level.L1
    assert case.kinds().count("CallerUrged") == 2
    assert case.kinds().count("SupervisionRaised") == 1


@pytest.mark.rule("G:G12", "T:T44")
def test_a_rung_no_higher_than_the_level_is_reported_and_raises_nothing() -> None:
    case = Case().signed_in().by("caller").does(Urge())
    before = len(case.facts)
    case.at("03-09 24:00").after(microseconds=1)
    told = [fact for fact in case.facts[before:] if fact.kind == "LapseReported"]
    assert {"handle/1", "total/1", "contact/1"} == {f.content.clock for f in told}  # type: ignore[union-attr]
    assert case.kinds().count("SupervisionRaised") == 1


@pytest.mark.rule("X:X31.1", "WF-08")
@pytest.mark.parametrize(
    ("stands", "raised"),
    [(Confidentiality.P1, True), (Confidentiality.P2, False), (Confidentiality.P3, False)],
)
def test_secrecy_rises_to_a_crowds_level_and_is_not_set_twice(
    stands: Confidentiality, raised: bool
) -> None:
    case = Case().signed_in().by("caller").does(SetConfidentiality(level=stands))
    case.by("seat_agent").does(ReportThreat(kind=ThreatKind.GROUP_INCIDENT, to=("110",)), "text")
    assert (case.kinds()[-1] == "ConfidentialitySet") is raised
    assert case.order.confidentiality is max(stands, Confidentiality.P2)


@pytest.mark.rule("G:G12.4")
@pytest.mark.parametrize("place", pack_names())
def test_no_law_leaves_a_duty_silent_but_time_that_was_granted(place: str) -> None:
    law = load_pack(place)
    silent = {
        rule.clock
        for rule in law.limits
        if not any(law.ladder_of(rule.clock, urgency) for urgency in Urgency)
    }
    assert silent == {ClockName.PAUSE, ClockName.FOLLOW_UP}
    case = Case(place).register().after(hours=3)
    assert case.kinds()[-1] in ("SupervisionRaised", "LapseReported")


@pytest.mark.rule("X:X35.1", "T:T02")
def test_a_call_of_just_an_hour_ago_is_entered_by_one_person() -> None:
    case, called = Case(), moment("03-02 08:00")
    case.by("seat_agent").does(Register(type=ItemType.HELP, called_at=called), "demand", "phone")
    assert case.kinds() == ["Registered"]
    later = Case().after(microseconds=1).by("seat_agent")
    late = Register(type=ItemType.HELP, called_at=called)
    assert later.refused(late, "demand", "phone") == "second_person_missing"


@pytest.mark.rule("G:G14")
@pytest.mark.parametrize(("second", "ends"), [("12:00", True), ("11:59", False)])
def test_a_window_of_the_day_begins_with_its_first_minute(second: str, ends: bool) -> None:
    windows = replace(LAW.callback.window_starts, value=("00:00", "12:00"))
    callback = replace(
        LAW.callback,
        window_starts=windows,
        windows=replace(LAW.callback.windows, value=2),
        attempts=replace(LAW.callback.attempts, value=2),
        days=replace(LAW.callback.days, value=2),
    )
    case = Case(replace(LAW, callback=callback)).to_callback().by("callback_officer")
    case.does(RecordCallback(answered=False)).at(f"03-03 {second}")
    case.does(RecordCallback(answered=False))
    assert (case.state is State.CLOSED) is ends


@pytest.mark.rule("T:T32")
@pytest.mark.parametrize(
    ("closed", "followed"), [("03-05 23:59", True), ("03-05 24:00", False), ("03-06 10:00", False)]
)
def test_what_was_to_be_done_by_a_day_that_is_over_is_not_followed_up(
    closed: str, followed: bool
) -> None:
    case = Case("sanya-2020").signed_in(type="suggestion")
    by_day = moment("03-05 12:00").date()
    adopted = SubmitResult(result_kind=ResultKind.ADOPTED, completion_date=by_day, **case.told)
    case.by("unit_clerk").does(adopted).at(closed).by("reviewer").does(PassReview())
    if not case.order.is_over:
        case.called_back(solved=True, satisfied=1)
    assert ("follow_up/1" in case.owed()) is followed
