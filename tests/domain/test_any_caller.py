"""Any order of a caller who abuses the line: what must hold however often people step in."""

from typing import Any, Final

from hypothesis import settings
from hypothesis.stateful import invariant, rule

from domain.decide import Decided
from tests.domain.acts import abuse
from tests.domain.test_any_order import PICK, AnyOrder, pick
from tests.thorough import times

EVERY_TEXT: Final = 0
ABOUT_CONDUCT: Final = frozenset(
    {"CallerPersuaded", "CallerRestricted", "RestrictionLifted", "ReportedToPolice", "CallbackOnly"}
)


class AnyCaller(AnyOrder):
    """A life of one order in which the desk mostly minds how its caller behaves."""

    @rule(what=PICK, who=PICK)
    def the_desk_minds_the_line(self, what: int, who: int) -> None:
        self.command(pick(abuse(self.now), what), who, EVERY_TEXT)

    def keep(self, decided: Decided) -> None:
        """How a caller behaves moves no clock (X32)."""
        super().keep(decided)
        assert not any(f.clocks for f in decided.facts if f.kind in ABOUT_CONDUCT)

    @invariant()
    def who_restricted_persuaded_nobody_before(self) -> None:
        persuaders: set[str] = set()
        for fact in self.prompt_facts:
            if fact.kind == "CallerPersuaded":
                persuaders.add(fact.actor.person)
            if fact.kind == "CallerRestricted":
                assert fact.actor.person not in persuaders

    @invariant()
    def the_police_come_after_a_restriction_and_another_persuasion_or_for_what_is_severe(
        self,
    ) -> None:
        rules = self.dossier.pack.abuse
        severe = rules.at_once.value if rules and rules.at_once else ()
        told = [f for f in self.prompt_facts if f.kind in ABOUT_CONDUCT]
        for place, fact in enumerate(told):
            content: Any = fact.content
            if fact.kind == "ReportedToPolice" and content.ground not in severe:
                before = {earlier.kind for earlier in told[:place]}
                assert {"CallerRestricted", "CallbackOnly"} & before
                assert "CallerPersuaded" in before


TestAnyCaller = AnyCaller.TestCase
TestAnyCaller.settings = settings(max_examples=times(10, thorough=30), stateful_step_count=30)
