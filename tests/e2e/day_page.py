"""A page of a day: its calls, and what is answered when their commands are typed again."""

import re
import shlex
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

PROMPT: Final = "$ paidan "
PASSES: Final = re.compile(r"# (\d+) (minutes|hours|days) pass\Z")
COMES: Final = re.compile(r"# it is (\d{4}-\d\d-\d\d \d\d:\d\d)\Z")
NUMBER: Final = re.compile(r"\d{8}-\d{6}")
BLOCK: Final = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MASKS: Final = (
    (re.compile(r"\d\d:\d\d(:\d\d)?(\.\d+)?"), "…"),
    (re.compile(r"(\d+ (d|h|min) )+(?=left|overdue)"), "… "),
    (re.compile(r"version \d+"), "version …"),
    (re.compile(r"[ ─]{2,}|\n(?= )"), " "),
)
"""What depends on the second in which a command was typed, and on the width of a column."""
Typed = Callable[[list[str]], Awaitable[str]]


def calls(page: str) -> list[str]:
    """The sections of a page, one a call, each with its title."""
    return [f"## {part}" for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:]]


def masked(text: str) -> str:
    """A text without what differs each time."""
    for pattern, stands_for in MASKS:
        text = pattern.sub(stands_for, text)
    return text


@dataclass(slots=True, kw_only=True)
class Retelling:
    """One call, lived again: its orders have other numbers than those on the page."""

    zone: ZoneInfo
    """Where the city counts its days."""
    typed: Typed
    begin: Callable[[datetime], None]
    """Takes the whole office to an instant."""
    real: dict[str, str] = field(default_factory=dict)
    """The number that an order of the page has in this hotline."""

    async def told(self, section: str) -> str:
        """The section with what was answered now."""
        parts, end = [], 0
        for block in BLOCK.finditer(section):
            parts += [section[end : block.start(1)], await self._lived(block[1])]
            end = block.end(1)
        return "".join((*parts, section[end:]))

    async def _lived(self, console: str) -> str:
        told: list[str] = []
        for step in re.split(r"^(?=\$ |# )", console, flags=re.MULTILINE)[1:]:
            line, _, answer = step.partition("\n")
            while line.endswith("\\"):
                more, _, answer = answer.partition("\n")
                line = f"{line}\n{more}"
            told += [line, "\n", await self._done(line, answer)]
        return "".join(told)

    async def _done(self, line: str, answer: str) -> str:
        if not line.startswith(PROMPT):
            self._wait(line)
            return ""
        words = shlex.split(line.removeprefix(PROMPT).replace("\\\n", ""))
        lived = await self.typed([self._swap(word, self.real) for word in words])
        if words[:2] == ["order", "register"] and (number := NUMBER.match(lived)):
            on_page = NUMBER.search(answer)
            self.real[on_page[0] if on_page else number[0]] = number[0]
        return self._swap(lived, {real: page for page, real in self.real.items()})

    def _wait(self, line: str) -> None:
        passes, comes = PASSES.match(line), COMES.match(line)
        if comes:
            self.begin(datetime.fromisoformat(comes[1]).replace(tzinfo=self.zone))
        elif passes:
            self.begin(datetime.now(self.zone) + timedelta(**{passes[2]: int(passes[1])}))
        else:
            raise ValueError(f"neither a command nor a time: {line}")

    @staticmethod
    def _swap(text: str, names: dict[str, str]) -> str:
        return NUMBER.sub(lambda number: names.get(number[0], number[0]), text)
