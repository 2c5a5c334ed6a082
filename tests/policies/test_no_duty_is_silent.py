"""Above every duty that a place limits somebody is told of a lapse, at the due itself (G12)."""

import pytest

from domain.chapters.supervision.lapses import GRANTED
from domain.chapters.units.own_duties import OWN_DUTIES
from domain.duties.shares import SHARES
from domain.law.pack import Pack
from domain.vocabulary import ClockName, Urgency
from policies.library import load_pack, pack_names
from policies.sense import GIVEN


def owed(pack: Pack, urgency: Urgency) -> set[ClockName]:
    """The duties that this law can lay on anybody in an order of this urgency."""
    limited = {rule.clock for rule in pack.limits if rule.urgency in (None, urgency)}
    return {*limited, *SHARES, *GIVEN, *OWN_DUTIES} - GRANTED


@pytest.mark.parametrize("urgency", Urgency)
@pytest.mark.parametrize("name", pack_names())
def test_no_duty_that_a_place_limits_is_silent_when_it_lapses(name: str, urgency: Urgency) -> None:
    pack = load_pack(name)
    ladders = {clock: pack.ladder_of(clock, urgency) for clock in owed(pack, urgency)}
    silent = {clock for clock, steps in ladders.items() if not steps or steps[0].after is not None}
    assert silent == set(), "give each of these a rung at the due in [ladder] of the pack"


@pytest.mark.parametrize("urgency", Urgency)
@pytest.mark.parametrize("name", pack_names())
def test_every_place_says_when_what_is_still_owed_is_reported_again(
    name: str, urgency: Urgency
) -> None:
    again = load_pack(name).again_after(urgency)
    assert again is not None
    assert again.value.text() == ("12 h" if urgency is Urgency.EMERGENCY else "3 WD")
