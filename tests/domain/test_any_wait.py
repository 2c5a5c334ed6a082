"""Any order in the hands of a unit: what must hold however limits move and time stands still."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.intake.commands import AcceptForDispatch
from domain.duties.due_dates import recomputed
from domain.vocabulary import ClockName, State
from policies.library import pack_names
from tests.domain.acts import next_steps, waiting
from tests.domain.test_any_order import BIRTHDAYS, PICK, AnyOrder, pick
from tests.thorough import times

THE_RIGHT_PERSON = 0
EVERY_TEXT = 0
TO_A_UNIT = (AcceptForDispatch(), Dispatch(unit="water"), Accept())

FIXED = (ClockName.PROMISE, ClockName.UPSTREAM)
"""What ends at an instant that somebody named."""


class AnyWait(AnyOrder):
    """A life of one order from its sign-in on, in which waiting is what people mostly do."""

    @initialize(pack=st.sampled_from(pack_names()), birthday=st.sampled_from(BIRTHDAYS))
    def begin(self, pack: str, birthday: str) -> None:
        super().begin(pack, birthday, demand=0)
        for command in TO_A_UNIT:
            self.command(command, THE_RIGHT_PERSON, EVERY_TEXT)

    @rule(what=PICK)
    def the_right_person_does_what_is_due(self, what: int) -> None:
        due = next_steps(self.prompt.state, self.now)
        self.command(pick(due, what), THE_RIGHT_PERSON, EVERY_TEXT)

    @rule(what=PICK)
    def the_right_person_gets_more_time(self, what: int) -> None:
        self.command(pick(waiting(self.now), what), THE_RIGHT_PERSON, EVERY_TEXT)

    @invariant()
    def time_stands_still_only_while_the_order_is_paused(self) -> None:
        still = [clock for clock in self.prompt.open_clocks() if clock.paused]
        pauses = [c for c in self.prompt.open_clocks() if c.name is ClockName.PAUSE]
        assert len(still) == len(pauses) == (self.prompt.state is State.PAUSED)
        assert not any(clock.lapsed for clock in [*still, *pauses])

    @invariant()
    def a_promise_is_owed_only_while_the_order_is_committed(self) -> None:
        owed, review = self.prompt.open_clock(ClockName.PROMISE), self.prompt.termination
        state = review.back_to if review else self.prompt.state
        assert (owed is not None) == (state is State.COMMITTED)

    @invariant()
    def every_due_follows_from_the_limit_and_what_moved_it(self) -> None:
        settled = [clock for clock in self.prompt.open_clocks() if not clock.provisional]
        for clock in settled:
            if clock.name not in FIXED:
                assert recomputed(self.prompt, clock).due == clock.due


TestAnyWait = AnyWait.TestCase
TestAnyWait.settings = settings(max_examples=times(20, thorough=60), stateful_step_count=40)
