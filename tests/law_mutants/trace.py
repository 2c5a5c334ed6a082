"""Which line of the core serves which rules, in which test: what a mutant is tried against."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any

from domain.order.clock import ClockStarted
from domain.order.decision import Decision
from tests.law_mutants.syntax import CORE, Line

Found = dict[Line, set[str]]


@dataclass(kw_only=True)
class Trace:
    """What was seen while the tests ran once, as the law stands."""

    test: str = ""
    under: Found = field(default_factory=dict)
    """The rules that were named under a line: by what it called, or by itself."""
    towards: Found = field(default_factory=dict)
    """The rules that were named next after a line: what it worked out went into them."""
    tests: Found = field(default_factory=dict)
    _since: set[Line] = field(default_factory=set)
    """The lines that ran since a rule was last named."""
    _lines: frozenset[Line] = frozenset()
    _looked_at: dict[CodeType, bool] = field(default_factory=dict)

    def look_at(self, lines: Iterable[Line]) -> None:
        """Follow only the functions in which one of these lines stands."""
        self._lines = frozenset(lines)

    def listen(self) -> Callable[[], None]:
        """Follow lines, conditions and facts from now on; returns what ends it."""
        before = Decision.record, Decision.require, Decision.refuse

        def record(decision: Decision, content: Any, *clocks: Any, basis: tuple[str, ...]) -> None:
            begun = [c.clock.basis for c in clocks if isinstance(c, ClockStarted)]
            rules = {*basis, *(id for ids in begun for id in ids)}
            self._note(rules)
            before[0](decision, content, *clocks, basis=basis)
            self._lead_to(rules)

        def require(decision: Decision, lawful: bool, code: str, *basis: str, **about: Any) -> None:
            self._note({*basis})
            before[1](decision, lawful, code, *basis, **about)

        def refuse(decision: Decision, code: str, *basis: str, **about: Any) -> None:
            self._note({*basis})
            before[2](decision, code, *basis, **about)

        self._hang(record, require, refuse)
        sys.settrace(self._enters)
        return lambda: (sys.settrace(None), self._hang(*before), None)[-1]

    def begin(self, test: str) -> None:
        """Begin another test: what ran before it leads to nothing that it names."""
        self._lead_to(set())
        self.test = test

    @staticmethod
    def _hang(*methods: Any) -> None:
        for name, method in zip(("record", "require", "refuse"), methods, strict=True):
            setattr(Decision, name, method)

    def _enters(self, frame: FrameType, _: str, __: Any) -> Any:
        code = frame.f_code
        looked_at = self._looked_at.get(code)
        if looked_at is None:
            file = code.co_filename
            looked_at = any((file, line) in self._lines for _, _, line in code.co_lines())
            self._looked_at[code] = looked_at
        return self._runs if looked_at else None

    def _runs(self, frame: FrameType, _: str, __: Any) -> Any:
        self._since.add((frame.f_code.co_filename, frame.f_lineno))
        return self._runs

    def _note(self, rules: set[str]) -> None:
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and frame.f_code.co_filename.startswith(str(CORE)):
            line = frame.f_code.co_filename, frame.f_lineno
            self.under.setdefault(line, set()).update(rules)
            self._since.add(line)
            frame = frame.f_back
        self._lead_to(rules)

    def _lead_to(self, rules: set[str]) -> None:
        for line in self._since:
            self.towards.setdefault(line, set()).update(rules)
            self.tests.setdefault(line, set()).add(self.test)
        self._since.clear()


def on(lines: list[Line], found: Found) -> set[str]:
    """Whatever was found on any of these lines."""
    return {one for line in lines for one in found.get(line, ())}
