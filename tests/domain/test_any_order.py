"""Any order, whatever people do and whenever: what must hold of every life of an order.

Two offices live the same life. In the prompt one every clock is settled as soon as it rings; in
the late one nothing lapses until the next act comes in. Their records must be the same bytes.
"""

from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from pydantic import TypeAdapter

from domain.act import Act, Refusal
from domain.clock import Clocks
from domain.facts import Fact
from domain.life import Decided, alarms, decide, fold, lapse, lapse_until
from domain.order import Dossier, Order
from domain.refusals import in_words
from policies.library import calendar_for, load_pack, pack_names
from tests.domain.acts import SPANS, actors, commands, next_steps, registrations, texts
from tests.domain.case import moment

FACTS = TypeAdapter(tuple[Fact, ...])
TICK = timedelta(microseconds=1)
A_YEAR = timedelta(days=365)


class AnyOrder(RuleBasedStateMachine):
    """A life of one order, lived in two offices at once."""

    @initialize(
        pack=st.sampled_from(pack_names()),
        birthday=st.sampled_from(["03-02 09:00", "02-13 16:59", "09-30 23:50", "12-28 11:00"]),
        data=st.data(),
    )
    def begin(self, pack: str, birthday: str, data: st.DataObject) -> None:
        self.now = moment(birthday)
        law = load_pack(pack)
        calendar = calendar_for(law).from_year(2026)
        self.dossier = Dossier(number="20260302-000001", pack=law, calendar=calendar)
        self.prompt = self.late = Order(dossier=self.dossier)
        self.prompt_facts: list[Fact] = []
        self.late_facts: list[Fact] = []
        self.acts = 0
        self.command(data, data.draw(registrations()))

    @rule(data=st.data())
    def somebody_does_what_is_due(self, data: st.DataObject) -> None:
        self.command(data, data.draw(st.sampled_from(next_steps(self.prompt.state, self.now))))

    @rule(data=st.data())
    def somebody_does_anything(self, data: st.DataObject) -> None:
        self.command(data, data.draw(commands(self.now)))

    @rule(span=st.sampled_from(SPANS), data=st.data())
    def time_passes(self, span: timedelta, data: st.DataObject) -> None:
        until = self.now + span
        rings = [at for at in alarms(self.late).values() if self.now < at < self.now + A_YEAR]
        if rings and data.draw(st.booleans()):
            until = min(rings) + data.draw(st.sampled_from([-TICK, timedelta(0), TICK]))
        self.now = max(until, self.now)
        self.settle_promptly()

    def settle_promptly(self) -> None:
        """Ring by ring, as timers do; what is due this very instant still waits for acts."""
        while rings := {id: at for id, at in alarms(self.prompt).items() if at < self.now}:
            first = min(rings, key=lambda id: (rings[id], id))
            self.keep(lapse(self.prompt, first))

    def command(self, data: st.DataObject, command: object) -> None:
        self.acts += 1
        self.now += TICK
        self.settle_promptly()
        act = Act(
            command_id=str(self.acts),
            command=command,  # type: ignore[arg-type]
            actor=data.draw(actors(self.dossier.pack, command, self.prompt.unit)),
            received_at=self.now,
            filled=data.draw(texts()),
        )
        prompt, late = decide(self.prompt, act), decide(self.late, act)
        if isinstance(prompt, Refusal) or isinstance(late, Refusal):
            assert prompt == late
            assert in_words(prompt)  # type: ignore[arg-type]
            return
        self.keep(prompt)
        self.late, self.late_facts = late.order, [*self.late_facts, *late.facts]

    def keep(self, decided: Decided) -> None:
        """Take over what the prompt office decided, and hold it against what stood before."""
        seq, at = self.prompt.version, self.prompt.as_of or decided.facts[0].occurred_at
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
            assert not self.prompt.open_clocks()
            assert not alarms(self.prompt)

    @invariant()
    def at_most_one_clock_of_a_duty_runs(self) -> None:
        owed = [(clock.name, clock.owner) for clock in self.prompt.open_clocks()]
        assert len(owed) == len(set(owed))

    def teardown(self) -> None:
        end = self.now + timedelta(days=60)
        self.keep(lapse_until(self.prompt, end)) if alarms(self.prompt) else None
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


def received(facts: list[Fact]) -> list[datetime]:
    """When each fact occurred."""
    return [fact.occurred_at for fact in facts]


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=40, stateful_step_count=30)
