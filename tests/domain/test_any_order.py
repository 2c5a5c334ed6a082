"""Any order, whatever people do and whenever: what must hold of every life of an order.

Two offices live the same life. In the prompt one every clock is settled as soon as it rings; in
the late one nothing lapses until the next act comes in, and now and then it goes on with its order
as read back from storage. Their records must be the same bytes.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from pydantic import TypeAdapter

from domain.chapters.handling.in_hand import WORK
from domain.chapters.units.own_duties import PERIODIC
from domain.decide import Decided, alarms, decide, fold, lapse, lapse_until
from domain.law.rules_edition import PRESENT_RULES
from domain.order.act import Act
from domain.order.clock import Clocks
from domain.order.fact import Fact
from domain.order.order import Dossier, Order
from domain.order.refusal import Refusal
from domain.vocabulary import LOOKS_BACK, ClockName, State
from policies.library import calendar_for, load_pack, pack_names
from tests.domain.acts import SPANS, TEXTS, actors, anything, next_steps
from tests.domain.case import moment
from tests.domain.demands import registrations
from tests.thorough import times
from texts.refusals import in_words

FACTS = TypeAdapter(tuple[Fact, ...])
ORDERS = TypeAdapter(Order)
T = TypeVar("T")
PICK = st.integers(0, 9999)
BIRTHDAYS = ("03-02 09:00", "02-13 16:59", "09-30 23:50", "12-28 11:00")
TICK = timedelta(microseconds=1)
A_YEAR = timedelta(days=365)
BEFORE_A_DISPATCH = (State.DRAFT, State.INTAKE, State.FOLLOWED)


class AnyOrder(RuleBasedStateMachine):
    """A life of one order, lived in two offices at once."""

    @initialize(
        pack=st.sampled_from(pack_names()), birthday=st.sampled_from(BIRTHDAYS), demand=PICK
    )
    def begin(self, pack: str, birthday: str, demand: int) -> None:
        self.born(pack, birthday)
        self.command(pick(registrations(self.now), demand), 0, 0)

    def born(self, pack: str, birthday: str) -> None:
        """Both offices have an empty order before them."""
        self.now = moment(birthday)
        law = load_pack(pack)
        calendar = calendar_for(law).from_year(2026)
        self.dossier = Dossier(
            number="20260302-000001", pack=law, calendar=calendar, rules=PRESENT_RULES
        )
        self.prompt = self.late = Order(dossier=self.dossier)
        self.prompt_facts: list[Fact] = []
        self.late_facts: list[Fact] = []
        self.acts = 0

    @rule(what=PICK, who=PICK, texts=PICK)
    def somebody_does_what_is_due(self, what: int, who: int, texts: int) -> None:
        self.command(pick(next_steps(self.prompt.state, self.now), what), who, texts)

    @rule(what=PICK, who=PICK, texts=PICK)
    def somebody_does_anything(self, what: int, who: int, texts: int) -> None:
        self.command(pick(anything(self.now), what), who, texts)

    @rule(span=st.sampled_from(SPANS))
    def time_passes(self, span: timedelta) -> None:
        self.now += span
        self.settle_promptly()

    @rule(tick=st.sampled_from([-TICK, timedelta(0), TICK]))
    def time_passes_to_the_next_ring(self, tick: timedelta) -> None:
        rings = [at for at in alarms(self.prompt).values() if at < self.now + A_YEAR]
        self.now = max(self.now, min(rings, default=self.now) + tick)
        self.settle_promptly()

    @rule()
    def the_late_office_reads_its_order_back(self) -> None:
        self.late = ORDERS.validate_json(ORDERS.dump_json(self.late))
        if self.late == self.prompt:
            assert alarms(self.late) == alarms(self.prompt)

    def settle_promptly(self) -> None:
        """Ring by ring, as timers do; what is due this very instant still waits for acts."""
        while rings := {id: at for id, at in alarms(self.prompt).items() if at < self.now}:
            first = min(rings, key=lambda id: (rings[id], id))
            self.keep(lapse(self.prompt, first))

    def command(self, command: Any, who: int, texts: int) -> None:
        self.acts += 1
        self.now += TICK
        self.settle_promptly()
        act = Act(
            command_id=str(self.acts),
            command=command,
            actor=pick(actors(self.dossier.pack, command, self.prompt.unit), who),
            received_at=self.now,
            filled=pick(TEXTS, texts),
        )
        prompt, late = decide(self.prompt, act), decide(self.late, act)
        if not isinstance(prompt, Decided) or not isinstance(late, Decided):
            assert prompt == late
            assert isinstance(prompt, Refusal)
            assert in_words(prompt)
            return
        self.keep(prompt)
        self.late, self.late_facts = late.order, [*self.late_facts, *late.facts]

    def keep(self, decided: Decided) -> None:
        """Take over what the prompt office decided, and hold it against what stood before."""
        seq, at = self.prompt.version, self.prompt.as_of or self.now
        for fact in decided.facts:
            assert fact.seq == seq + 1
            assert fact.occurred_at >= at
            seq, at = fact.seq, fact.occurred_at
        nothing_is_erased(self.prompt.clocks, decided.order.clocks)
        self.prompt = decided.order
        self.prompt_facts += decided.facts

    @invariant()
    def an_order_that_is_over_owes_nothing(self) -> None:
        if self.prompt.is_over:
            owed = {clock.name for clock in self.prompt.open_clocks()}
            assert owed <= {ClockName.FOLLOW_UP, *LOOKS_BACK}
        if self.prompt.is_at_rest:
            assert not alarms(self.prompt)

    @invariant()
    def what_lies_at_the_desk_has_no_dispatch(self) -> None:
        """Nothing that begins there, or that no unit has, can count from a dispatch."""
        if self.prompt.state in BEFORE_A_DISPATCH or not self.prompt.unit:
            assert self.prompt.dispatched_at is None

    @invariant()
    def a_unit_works_within_one_limit_at_a_time(self) -> None:
        assert sum(clock.name in WORK for clock in self.prompt.open_clocks()) <= 1

    @invariant()
    def at_most_one_clock_of_a_duty_runs(self) -> None:
        """Of a duty that every period brings anew, one of each period; of appeals, one of each."""
        owed = [
            (clock.name, clock.owner, clock.due if clock.name in PERIODIC else None)
            for clock in self.prompt.open_clocks()
            if clock.name not in LOOKS_BACK
        ]
        assert len(owed) == len(set(owed))

    @invariant()
    def facts_applied_again_give_the_same_order_and_a_refusal_changed_nothing(self) -> None:
        assert fold(self.dossier, tuple(self.prompt_facts)) == self.prompt

    def teardown(self) -> None:
        end = self.now + timedelta(days=60)
        self.keep(lapse_until(self.prompt, end))
        late = lapse_until(self.late, end)
        assert written(self.prompt_facts) == written([*self.late_facts, *late.facts])
        assert fold(self.dossier, tuple(self.prompt_facts)) == self.prompt == late.order


def nothing_is_erased(before: Clocks, after: Clocks) -> None:
    """A first due stays, a lapse stays, and no clock disappears."""
    for id, clock in before.items():
        assert after[id].original_due == clock.original_due
        assert after[id].started == clock.started
        if clock.lapsed is not None:
            assert after[id].lapsed == clock.lapsed


def written(facts: list[Fact]) -> bytes:
    """The facts as they are stored."""
    return FACTS.dump_json(tuple(facts))


def pick(choices: Sequence[T], index: int) -> T:
    """Choose, whatever the number of choices."""
    return choices[index % len(choices)]


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=times(20, thorough=60), stateful_step_count=40)
