"""Following up (后续跟进): an adopted suggestion is looked at when its promised day is over."""

from domain.clauses.ending import FOLLOWED_UP
from domain.clauses.registry import only_on_record, settles
from domain.clauses.reopening import bring_back
from domain.clock import Clock, Outcome
from domain.docket import Docket
from domain.facts import FollowUpDue
from domain.vocabulary import ClockName


@settles(ClockName.FOLLOW_UP)
def follow_up(docket: Docket, _: Clock) -> None:
    """X28: nobody has failed a duty; the recheck says whether it was done (a default)."""
    looked_at = docket.stop(Outcome.EXPIRED, ClockName.FOLLOW_UP)
    docket.record(FollowUpDue(unit=docket.order.unit), *looked_at, basis=FOLLOWED_UP)
    bring_back(docket, *FOLLOWED_UP)


only_on_record(FollowUpDue)
