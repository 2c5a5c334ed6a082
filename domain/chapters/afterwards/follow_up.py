"""Following up: an adopted suggestion is looked at when its promised day is over."""

from domain.chapters.afterwards.facts import FollowUpDue
from domain.chapters.afterwards.reopening import bring_back
from domain.chapters.closing.ending import FOLLOWED_UP
from domain.order.clause import only_on_record, settles
from domain.order.clock import Clock, Outcome
from domain.order.decision import Decision
from domain.vocabulary import ClockName


@settles(ClockName.FOLLOW_UP)
def follow_up(decision: Decision, _: Clock) -> None:
    """X28: nobody has failed a duty; the recheck says whether it was done (a default)."""
    looked_at = decision.stop(Outcome.EXPIRED, ClockName.FOLLOW_UP)
    decision.record(FollowUpDue(unit=decision.order.unit), *looked_at, basis=FOLLOWED_UP)
    bring_back(decision, *FOLLOWED_UP)


only_on_record(FollowUpDue)
