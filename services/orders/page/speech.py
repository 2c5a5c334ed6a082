"""How the page of an order says its words: in one language, units by their titles."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from domain.time.limit import HOUR, MINUTE, Convention, Limit, SameDay
from domain.vocabulary import ClockName, Role, State
from texts import CHINESE, say, subject, token_of
from texts.reader import Language

ROLES: Final = {role.value: role for role in Role}
SPOKEN: Final[tuple[Mapping[str, Enum], ...]] = (
    {state.value: state for state in State},
    {clock.value: clock for clock in ClockName},
    ROLES,
)
IN_TIME: Final = frozenset({Convention.NATURAL_TIME, Convention.WORKING_TIME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One reader's language, and what the register calls the units."""

    language: Language
    units: Mapping[str, str]

    def say(self, token: str, **values: object) -> str:
        """A text in the reader's language; raises UnknownToken and WrongValues."""
        return say(token, self.language, **values)

    def of(self, member: Enum) -> str:
        """The office's word for a word of a closed list."""
        return self.say(token_of(member))

    def act(self, name: str) -> str:
        """What a button of an act is called: the office's word, or the command's own as a title."""
        if self.language == CHINESE:
            return self.say(f"acts.{name}")
        return name.replace("_", " ").capitalize()

    def joined(self, *words: str) -> str:
        """Words beside each other; what is empty is left out."""
        return self.say("order_page.between").join(filter(None, words))

    def listed(self, *words: str) -> str:
        """Words as a list in a sentence."""
        return self.say("order_page.comma").join(words)

    def limit(self, limit: Limit) -> str:
        """How long a duty may take, and by what it is counted."""
        counted = limit.counted
        if isinstance(counted, SameDay) or limit.convention not in IN_TIME:
            token = f"order_page.limit.{counted}"
            return self.say(
                token, **({} if isinstance(counted, SameDay) else {"days": limit.amount})
            )
        return f"{self.length(limit.amount)} {self.of(limit.convention)}"

    def length(self, seconds: int) -> str:
        """A span of time in hours, minutes and seconds, without those of which there are none."""
        hours, rest = divmod(seconds, HOUR)
        minutes, rest = divmod(rest, MINUTE)
        parts = (("hours", hours), ("minutes", minutes), ("seconds", rest))
        told = [
            self.say(f"order_page.length.{part}", count=count) for part, count in parts if count
        ]
        return " ".join(told) or self.say("order_page.length.minutes", count=0)

    def word(self, word: str) -> str:
        """What a refusal is about: a word of a closed list, a field, a unit; else as it stands."""
        for known in SPOKEN:
            if word in known:
                return self.of(known[word])
        return self.say(f"fields.{word}") if word in subject("fields") else self.owner(word)

    def owner(self, code: str) -> str:
        """Who owes a duty: a unit by its title, a desk or a role by the office's word."""
        if code in self.units:
            return self.units[code]
        if code in ROLES:
            return self.of(ROLES[code])
        return (
            self.say(f"order_page.owner.{code}")
            if f"owner.{code}" in subject("order_page")
            else code
        )
