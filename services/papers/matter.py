"""What a paper is drawn up from: an order as its reader is shown it, and words in one language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from domain.bulletin import Names
from domain.order.clock import Clock
from domain.order.fact import Fact
from domain.order.order import Order
from domain.vocabulary import Role
from policies.rule_register import law_rules
from services.orders.texts import TextShown
from texts import Language, say, token_of

MOST_STEPS: Final = 12
"""So many of the latest facts tell the course of an order."""
BESIDE_THE_COURSE: Final = frozenset({"PIIViewed", "TextsExported", "PaperPrinted", "DueWarning"})
"""Facts that say who read the order, or that a due was near: they are no part of its course."""
Row = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PaperMatter:
    """One order, read by one person at one moment."""

    order: Order
    facts: tuple[Fact, ...]
    """Those that the reader may read; none where he may read no facts."""
    texts: tuple[TextShown, ...]
    """As they are shown to him: what is masked on a screen is masked on paper."""
    names: Names
    zone: ZoneInfo
    language: Language
    city: str

    def say(self, token: str, **values: object) -> str:
        """The paper's own words."""
        return say(token, self.language, **values)

    def word(self, member: Enum) -> str:
        """What a word of the closed lists is called."""
        return say(token_of(member), self.language)

    def day(self, instant: datetime) -> str:
        """A day as people write it on a paper."""
        local = instant.astimezone(self.zone)
        return self.say("papers.day", year=local.year, month=local.month, day=local.day)

    def instant(self, instant: datetime) -> str:
        """A day and the time of the day, to the second where a clock counts."""
        local = instant.astimezone(self.zone)
        return f"{self.day(instant)} {local:%H:%M:%S}"

    def called(self, owner: str) -> str:
        """A unit's title, or the name of the desk or the office that owes a duty."""
        if owner in set(Role):
            return self.word(Role(owner))
        return self.names.units.get(owner, owner)

    def text(self, key: str, command_id: str = "") -> str:
        """The latest text of this kind, or that of one act; empty where none is shown."""
        found = [
            one.content
            for one in self.texts
            if f"{one.act}.{one.text}" == key and command_id in ("", one.command_id)
        ]
        return found[-1] if found else ""

    def basis(self, rules: Iterable[str]) -> str:
        """The rules that something rests on, each with what it means, as its edition says."""
        return self.say("papers.list_ends").join(self._rule(rule) for rule in rules)

    def course(self, until: Fact | None) -> str:
        """What happened up to a fact, the latest steps, each with the number of its fact."""
        steps = [fact for fact in self.facts if fact.kind not in BESIDE_THE_COURSE]
        if until is not None:
            steps = [fact for fact in steps if fact.seq <= until.seq]
        return self.say("papers.list_ends").join(self._step(fact) for fact in steps[-MOST_STEPS:])

    def overdue(self, owner: str) -> Iterator[Clock]:
        """The duties of one owner that were missed and are still owed."""
        for clock in self.order.open_clocks():
            if clock.lapsed is not None and clock.owner == owner:
                yield clock

    def limit(self, clock: Clock) -> str:
        """Since when, how long and until when something is owed."""
        return self.say(
            "papers.limit",
            clock=self.word(clock.name),
            id=clock.id,
            started=self.instant(clock.started),
            limit=clock.limit.text(),
            due=self.instant(clock.due),
        )

    def rows(self, said: Mapping[str, str]) -> tuple[Row, ...]:
        """Rows by the tokens of their labels; what is empty has none."""
        return tuple(
            (self.say(f"papers.labels.{label}"), text) for label, text in said.items() if text
        )

    def _rule(self, id: str) -> str:
        rule = law_rules().get(id)
        means = "" if rule is None else (rule.zh if self.language == "zh" else rule.means)
        return self.say("papers.rule", id=id, means=means) if means else id

    def _step(self, fact: Fact) -> str:
        word = say(f"facts.{fact.kind}", self.language)
        local = fact.occurred_at.astimezone(self.zone)
        return self.say("papers.step", at=f"{local:%m-%d %H:%M:%S}", word=word, seq=fact.seq)
