"""Several demands in one order: each gets an order of its own, and the first closes last."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.chapters.closing.commands import (
    ApproveTermination,
    PassReview,
    RequestTermination,
    Withdraw,
)
from domain.chapters.handling.commands import KeepPromise
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.together.commands import Merge, NotePartEnded, Split
from domain.chapters.together.notices import OrderNotice, notices
from domain.order.clock import Outcome
from domain.order.terms import TerminationGround
from domain.vocabulary import State
from tests.domain.case import BY_PHONE, Case
from tests.domain.stories.test_promises import by_day

NUMBER = "20260302-000001"
APART = Split(parts=("part-1", "part-2"))
ONE_ENDED = NotePartEnded(part="part-1", ended_as=State.CLOSED)
OTHER_ENDED = replace(ONE_ENDED, part="part-2")


def split_up() -> Case:
    """An order in hand, of which two demands were split off."""
    return Case().signed_in().by("dispatcher").does(APART)


@pytest.mark.rule("T:T46.1")
def test_a_split_order_keeps_its_own_clocks_and_waits_for_its_parts() -> None:
    case = split_up().solved()
    assert (case.state, case.clock("handle/1").outcome) == (State.PENDING_REVIEW, Outcome.MET)
    assert case.owed() == {"contact/1"}
    assert case.by("reviewer").refused(PassReview()) == "parts_still_open"


@pytest.mark.rule("T:T46.2")
def test_the_review_begins_when_the_last_part_has_ended() -> None:
    case = split_up().solved().after(hours=2).by("system").does(ONE_ENDED)
    assert case.owed() == {"contact/1"}
    case.after(hours=2).does(OTHER_ENDED)
    assert case.owed() == {"contact/1", "review/1"}
    assert case.clock("review/1").started == case.now
    case.by("reviewer").does(PassReview())
    assert case.state is State.PENDING_CALLBACK


@pytest.mark.rule("T:T46")
def test_parts_that_end_first_hold_nothing_up() -> None:
    case = split_up().by("system").does(ONE_ENDED).does(OTHER_ENDED).solved()
    assert case.owed() == {"contact/1", "review/1"}


@pytest.mark.rule("T:T46.1", "T:T46.2")
def test_what_is_split_off_later_does_not_make_the_earlier_parts_forgotten() -> None:
    case = split_up().does(Split(parts=("part-3",))).by("system").does(ONE_ENDED)
    case.does(replace(ONE_ENDED, part="part-3")).solved()
    assert case.by("reviewer").refused(PassReview()) == "parts_still_open"
    case.by("system").does(OTHER_ENDED).by("reviewer").does(PassReview())
    assert case.state is State.PENDING_CALLBACK


@pytest.mark.rule("T:T46.3")
@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((), "part_missing"),
        (("20260302-000001",), "part_of_itself"),
        (("a", "a"), "already_a_part"),
    ],
)
def test_parts_are_other_orders_each_named_once(parts: tuple[str, ...], code: str) -> None:
    assert Case().signed_in().by("dispatcher").refused(Split(parts=parts)) == code


@pytest.mark.rule("T:T46")
@pytest.mark.parametrize(
    "brought",
    [lambda c: c.register().does(AcceptForDispatch()), Case.dispatched, Case.signed_in],
    ids=["queued", "dispatched", "in hand"],
)
def test_what_waits_for_its_unit_is_split_as_well(brought: Callable[[Case], Case]) -> None:
    case = brought(Case())
    owed = case.owed()
    case.by("dispatcher").does(APART)
    assert (case.order.open_parts, case.owed()) == (APART.parts, owed)


@pytest.mark.rule("T:T46")
def test_nothing_is_split_at_the_intake_desk() -> None:
    assert Case().register().by("dispatcher").refused(APART) == "not_to_be_split_now"


@pytest.mark.rule("T:T46.3")
def test_nothing_is_split_after_its_result_nor_a_part_named_twice() -> None:
    assert split_up().refused(replace(APART, parts=("part-1",))) == "already_a_part"
    case = Case().signed_in().solved().by("dispatcher")
    assert case.refused(APART) == "not_to_be_split_now"


@pytest.mark.rule("T:T46")
def test_only_an_open_part_can_end_and_only_once() -> None:
    case = split_up().by("system").does(ONE_ENDED)
    assert case.refused(ONE_ENDED) == "no_open_part"
    assert case.refused(replace(ONE_ENDED, part="another")) == "no_open_part"


@pytest.mark.rule("T:T46.1")
def test_a_split_order_is_not_terminated_before_its_parts() -> None:
    asked = RequestTermination(ground=TerminationGround.OTHER_LAWFUL)
    case = split_up().by("unit_head").does(asked, "application").by("hotline_head")
    assert case.refused(ApproveTermination(), "explanation") == "parts_still_open"


@pytest.mark.rule("T:T46")
def test_a_part_tells_the_first_order_how_it_ended() -> None:
    part = Case(number="part-1").register(part_of="first").does(Withdraw(), "reason")
    ended = NotePartEnded(part="part-1", ended_as=State.WITHDRAWN)
    assert notices(part.order, part.facts) == (
        OrderNotice(to="first", seq=part.order.version, command=ended),
    )


@pytest.mark.rule("T:T46", "T:T07")
def test_a_part_that_is_merged_tells_both_where_it_came_from_and_where_it_went() -> None:
    part = Case(number="part-1").register(part_of="first").does(Merge(master="master"))
    ended = NotePartEnded(part="part-1", ended_as=State.MERGED)
    told = {(one.to, one.command) for one in notices(part.order, part.facts)}
    assert told == {("first", ended), ("master", Merge(child="part-1"))}
    first = Case(number="first").signed_in().by("dispatcher").does(APART).by("system").does(ended)
    assert first.order.open_parts == ("part-2",)


def test_an_order_that_belongs_to_no_other_tells_nobody() -> None:
    case = Case().to_callback().called_back(solved=True, satisfied=1)
    assert notices(case.order, case.facts) == ()


@pytest.mark.rule("T:T25", "T:T46")
def test_a_kept_promise_waits_for_the_parts_too() -> None:
    case = split_up().by("unit_head").does(by_day(4, 20), "explanation", "plan", "progress")
    case.by("unit_clerk").does(KeepPromise(**BY_PHONE), "result")
    assert case.state is State.PENDING_REVIEW
    assert "review/1" not in case.order.clocks
