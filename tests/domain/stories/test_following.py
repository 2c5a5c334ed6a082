"""Whoever followed a master hears how it ended, and every caller gets a callback of his own."""

from collections.abc import Callable

import pytest

from domain.chapters.closing.commands import (
    ApproveTermination,
    ExplainTermination,
    FinalReply,
    OrderRework,
    PassReview,
    RecordCallback,
    Withdraw,
)
from domain.chapters.closing.terms import ClosingKind
from domain.chapters.dispatch.commands import (
    ApproveReturn,
    Dispatch,
    RecallDispatch,
    RequestReturn,
)
from domain.chapters.intake.commands import Refuse, TransferOut
from domain.chapters.together.commands import Merge, NoteMasterEnded
from domain.chapters.together.notices import OrderNotice, notices
from domain.order.clock import Outcome
from domain.vocabulary import ClockName, State
from tests.domain.case import BY_PHONE, Case
from tests.domain.often import STOP

FOLLOWS = Merge(master="master")
CLOSED = NoteMasterEnded(master="master", ended_as=State.CLOSED)
JOINS = Merge(child="child")


def follower(**fields: object) -> Case:
    """An order that was merged into a master."""
    return Case(number="child").register(**fields).does(FOLLOWS)  # type: ignore[arg-type]


@pytest.mark.rule("T:T07.2", "X:X14.1")
def test_every_caller_who_followed_is_called_back() -> None:
    case = follower().after(days=2).by("system").does(CLOSED)
    assert (case.state, case.owed()) == (State.PENDING_CALLBACK, {"callback/1"})
    case.called_back(solved=True, satisfied=1)
    assert case.last("Closed").content.closing is ClosingKind.FOLLOWED_MASTER  # type: ignore[union-attr]


@pytest.mark.rule("T:T07.2", "X:X14.1")
def test_so_is_whoever_hears_of_it_only_when_the_master_lies_in_the_archive() -> None:
    archived = NoteMasterEnded(master="master", ended_as=State.ARCHIVED)
    case = follower().by("system").does(archived)
    assert (case.state, case.owed()) == (State.PENDING_CALLBACK, {"callback/1"})


@pytest.mark.rule("T:T07", "X:X14")
def test_whoever_wants_no_reply_closes_with_the_master() -> None:
    case = follower(reply_wanted=False).by("system").does(CLOSED)
    assert (case.state, case.owed()) == (State.CLOSED, set())


@pytest.mark.rule("T:T07", "X:X14")
def test_a_follower_who_is_not_content_gets_an_answer_of_his_own() -> None:
    case = follower().by("system").does(CLOSED).called_back(solved=False, satisfied=5)
    assert case.state is State.RECHECK
    case.by("hotline_head").does(FinalReply(), "reply")
    assert case.clock("recheck/1").outcome is Outcome.MET


@pytest.mark.rule("T:T07.4", "X:X14")
@pytest.mark.parametrize("ended_as", [State.WITHDRAWN, State.TERMINATED, State.REFUSED])
def test_a_master_that_settled_nothing_gives_its_followers_back(ended_as: State) -> None:
    ended = NoteMasterEnded(master="master", ended_as=ended_as)
    case = follower().after(days=2).by("system").does(ended)
    assert (case.state, case.owed()) == (State.INTAKE, {"intake/2"})
    case.by("seat_agent").does(Withdraw(), "reason")


@pytest.mark.rule("T:T07")
def test_only_the_followed_master_is_heard_and_only_once() -> None:
    other = NoteMasterEnded(master="other", ended_as=State.CLOSED)
    assert follower().by("system").refused(other) == "does_not_follow"
    case = follower().by("system").does(CLOSED)
    assert case.refused(CLOSED) == "does_not_follow"


@pytest.mark.rule("T:T07")
def test_a_merged_order_tells_its_master_and_the_master_its_end() -> None:
    child = follower()
    assert notices(child.order, child.facts) == (OrderNotice(to="master", seq=2, command=JOINS),)
    master = Case(number="master").register().by("system").does(JOINS)
    same = Merge(child="again", same_caller=True)
    ended = master.does(same).by("caller").does(Withdraw(), "reason")
    told = NoteMasterEnded(master="master", ended_as=State.WITHDRAWN)
    assert notices(ended.order, ended.facts[-1:]) == (
        OrderNotice(to="child", seq=ended.order.version, command=told),
    )


@pytest.mark.rule("T:T07")
def test_a_master_that_has_ended_meanwhile_says_so_to_whoever_joins() -> None:
    master = Case(number="master").to_callback().called_back(solved=True, satisfied=1)
    assert master.by("dispatcher").refused(JOINS) == "order_is_over"
    master.by("system").does(JOINS)
    assert master.state is State.CLOSED
    assert notices(master.order, master.facts[-1:]) == (
        OrderNotice(to="child", seq=master.order.version, command=CLOSED),
    )


def terminated(case: Case) -> Case:
    """The unit asks to end it, the hotline agrees, and the caller is told why."""
    case.by("unit_clerk").does(STOP, "application")
    case.by("hotline_head").does(ApproveTermination())
    return case.by("unit_clerk").does(ExplainTermination(**BY_PHONE), "explanation")


ENDINGS: list[tuple[State, Callable[[Case], Case], Callable[[Case], Case]]] = [
    (State.CLOSED, Case.to_callback, lambda case: case.called_back(solved=True, satisfied=1)),
    (
        State.REFUSED,
        Case.register,
        lambda case: case.by("seat_agent").does(Refuse(disposition="ABUSE"), "reason"),
    ),
    (
        State.TRANSFERRED_OUT,
        Case.register,
        lambda case: case.by("seat_agent").does(TransferOut(target="discipline")),
    ),
    (State.TERMINATED, Case.signed_in, terminated),
    (State.WITHDRAWN, Case.register, lambda case: case.by("caller").does(Withdraw(), "reason")),
]


@pytest.mark.rule("T:T07")
@pytest.mark.parametrize(("state", "begun", "ends"), ENDINGS)
def test_however_a_master_ends_its_followers_hear_of_it(
    state: State, begun: Callable[[Case], Case], ends: Callable[[Case], Case]
) -> None:
    master = begun(Case(number="master")).by("system").does(JOINS)
    since = len(master.facts)
    ended = ends(master)
    (told,) = notices(ended.order, ended.facts[since:])
    assert (told.to, told.command) == ("child", NoteMasterEnded(master="master", ended_as=state))
    child = follower().by("system").does(told.command)
    assert child.last("MasterEnded").content.ended_as is state  # type: ignore[union-attr]


def given_back(case: Case) -> Case:
    """Its unit denies its duty, and the order waits for the next one."""
    case.by("unit_clerk").does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    return case.by("dispatcher").does(ApproveReturn())


def worked_on_again(case: Case) -> Case:
    """The caller is not content, and the unit has the order again."""
    return (
        case.called_back(solved=False, satisfied=5).by("supervisor").does(OrderRework(), "reason")
    )


@pytest.mark.rule("T:T07.2", "X:X14.1", "G:G13", "G:G14")
def test_a_follower_who_was_called_before_is_called_as_if_for_the_first_time() -> None:
    missed = RecordCallback(answered=False)
    case = Case(number="child").to_callback().by("callback_officer").does(missed).after(hours=1)
    given_back(worked_on_again(case)).does(FOLLOWS).at("03-04 10:00").by("system").does(CLOSED)
    callback = case.clock("callback/3")
    assert (callback.started, callback.owner) == (case.now, "callback_desk")
    assert (case.order.attempts, case.order.ended_at) == ((), None)
    case.by("callback_officer").does(missed)
    assert case.last("CallbackAttempted").content.attempt == 1  # type: ignore[union-attr]
    assert case.clock("callback/4").is_open


@pytest.mark.rule("T:T07", "X:X14", "C:C10", "T:T33")
def test_whoever_followed_a_master_closes_with_it_though_his_own_unit_worked_again() -> None:
    case = given_back(Case(number="child").signed_in()).does(FOLLOWS).by("system").does(CLOSED)
    worked_on_again(case).solved().by("reviewer").does(PassReview())
    case.called_back(solved=True, satisfied=1)
    assert case.last("Closed").content.closing is ClosingKind.FOLLOWED_MASTER  # type: ignore[union-attr]


@pytest.mark.rule("T:T36", "G:G15")
def test_of_a_follower_whom_no_unit_has_the_supervisor_decides_and_no_body_above() -> None:
    case = worked_on_again(Case(number="child").to_callback()).solved()
    worked_on_again(case.by("reviewer").does(PassReview()))
    given_back(case).does(Dispatch(unit="roads")).does(RecallDispatch(), "reason")
    case.does(FOLLOWS).by("system").does(CLOSED).called_back(solved=False, satisfied=5)
    assert (case.order.unit, case.order.reworks) == ("", 2)
    assert (case.state, case.order.open_clock(ClockName.RECHECK).owner) == (  # type: ignore[union-attr]
        State.RECHECK,
        "supervision_desk",
    )
