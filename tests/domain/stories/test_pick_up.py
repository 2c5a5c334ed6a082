"""Stories of how long a caller waited until somebody answered."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.chapters.intake.commands import Register
from domain.chapters.intake.facts import CallReceived
from domain.vocabulary import Channel, ItemType
from policies.library import load_pack
from tests.domain.case import Case, moment

NINE = moment("03-02 09:00")


def call(waited: timedelta, channel: Channel = Channel.PHONE) -> Register:
    """A demand that somebody answered after so long, just now."""
    rang = NINE - waited
    return Register(type=ItemType.HELP, channel=channel, rang_at=rang, answered_at=NINE)


def received(case: Case) -> CallReceived:
    """What is on record of the ringing."""
    content = case.last("CallReceived").content
    assert isinstance(content, CallReceived)
    return content


@pytest.mark.rule("T:T01.1")
@pytest.mark.parametrize(
    ("channel", "limit"),
    [
        (Channel.PHONE, timedelta(seconds=15)),
        (Channel.SMS, timedelta(minutes=3)),
        (Channel.WECHAT, timedelta(minutes=3)),
        (Channel.MAIL, timedelta(hours=24)),
        (Channel.LEADER_MAILBOX, timedelta(hours=24)),
        (Channel.VOICEMAIL, timedelta(hours=24)),
    ],
)
def test_each_way_to_the_desk_has_its_own_limit(channel: Channel, limit: timedelta) -> None:
    in_time = received(Case().does(call(limit, channel), "demand", "phone"))
    late = received(Case().does(call(limit + datetime.resolution, channel), "demand", "phone"))
    assert (in_time.on_time, in_time.waited_s) == (True, limit.total_seconds())
    assert (late.on_time, late.waited_s) == (False, limit.total_seconds() + 1)


@pytest.mark.rule("T:T01", "T:T02")
def test_the_registration_stays_the_first_fact_and_bears_the_texts() -> None:
    case = Case().does(call(timedelta(seconds=9)), "demand", "phone")
    assert case.kinds() == ["Registered", "CallReceived"]
    assert case.facts[0].filled == ("demand", "phone")
    assert case.order.born_at == NINE
    assert case.owed() == {"intake/1"}


@pytest.mark.rule("T:T01")
def test_of_a_letter_no_source_says_how_soon() -> None:
    case = Case().does(call(timedelta(days=3), Channel.LETTER), "demand", "phone")
    assert received(case).on_time is None


@pytest.mark.rule("T:T01")
def test_a_law_that_is_silent_measures_nobody() -> None:
    silent = replace(load_pack("national-default"), pick_up=None)
    case = Case(silent).does(call(timedelta(hours=1)), "demand", "phone")
    assert (received(case).on_time, received(case).waited_s) == (None, 3600)


def test_without_a_switch_nothing_is_on_record() -> None:
    assert Case().register().kinds() == ["Registered"]


@pytest.mark.rule("T:T01.2")
def test_what_cannot_have_been_is_refused() -> None:
    case, second = Case(), timedelta(seconds=1)
    assert case.refused(call(-second), "demand", "phone") == "answered_before_ringing"
    ahead = replace(call(second), answered_at=NINE + second)
    assert case.refused(ahead, "demand", "phone") == "called_in_the_future"
    half = replace(call(second), answered_at=None)
    assert case.refused(half, "demand", "phone") == "pick_up_incomplete"
    half = replace(call(second), rang_at=None)
    assert case.refused(half, "demand", "phone") == "pick_up_incomplete"
