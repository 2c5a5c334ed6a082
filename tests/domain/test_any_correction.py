"""Any order that the desk itself answered: what must hold however often the answer was wrong."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from domain.vocabulary import State
from policies.library import pack_names
from tests.domain.acts import KNOWN, WRONG, next_steps
from tests.domain.test_any_order import BIRTHDAYS, PICK, AnyOrder, pick
from tests.thorough import times

THE_RIGHT_PERSON = 0
EVERY_TEXT = 0
NEEDS_A_UNIT = frozenset(
    {
        *(State.PENDING_ACCEPT, State.RETURN_REVIEW, State.HANDLING, State.PAUSED),
        *(State.COMMITTED, State.TERM_REVIEW, State.HARDCASE, State.PENDING_REVIEW),
    }
)


class AnyCorrection(AnyOrder):
    """A life of one order from its answer on, which stood on a wrong entry."""

    @initialize(pack=st.sampled_from(pack_names()), birthday=st.sampled_from(BIRTHDAYS))
    def begin(self, pack: str, birthday: str) -> None:
        super().begin(pack, birthday, demand=0)
        for command in (KNOWN, WRONG):
            self.command(command, THE_RIGHT_PERSON, EVERY_TEXT)

    @rule(what=PICK)
    def the_right_person_does_what_is_due(self, what: int) -> None:
        due = next_steps(self.prompt.state, self.now)
        self.command(pick(due, what), THE_RIGHT_PERSON, EVERY_TEXT)

    @rule()
    def somebody_finds_the_answer_wrong(self) -> None:
        self.command(WRONG, THE_RIGHT_PERSON, EVERY_TEXT)

    @invariant()
    def nobody_works_on_what_no_unit_has(self) -> None:
        assert self.prompt.unit or self.prompt.state not in NEEDS_A_UNIT

    @invariant()
    def every_answer_is_corrected_once_at_most(self) -> None:
        kinds = [fact.kind for fact in self.prompt_facts]
        assert kinds.count("AnswerCorrected") <= kinds.count("Answered")


TestAnyCorrection = AnyCorrection.TestCase
TestAnyCorrection.settings = settings(max_examples=times(13, thorough=40), stateful_step_count=40)
