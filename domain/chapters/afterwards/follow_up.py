"""Following up (后续跟进): an adopted suggestion is looked at when its promised day is over."""

from domain.chapters.afterwards.facts import FollowUpDue
from domain.chapters.afterwards.reopening import bring_back
from domain.chapters.closing.ending import FOLLOWED_UP
from domain.order.clause import only_on_record, settles
from domain.order.clock import Clock, Outcome
from domain.order.decision import Docket
from domain.vocabulary import ClockName


@settles(ClockName.FOLLOW_UP)
def follow_up(docket: Docket, _: Clock) -> None:
    """X28: nobody has failed a duty; the recheck says whether it was done (a default)."""
    looked_at = docket.stop(Outcome.EXPIRED, ClockName.FOLLOW_UP)
    docket.record(FollowUpDue(unit=docket.order.unit), *looked_at, basis=FOLLOWED_UP)
    bring_back(docket, *FOLLOWED_UP)


only_on_record(FollowUpDue)
