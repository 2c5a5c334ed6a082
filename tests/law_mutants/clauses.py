"""Every clause of the core that has a basis, struck out: a condition, a fact, a consequence."""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import domain
from domain.order.clock import ClockStarted
from domain.order.decision import Decision
from policies.rule_register import law_rules

CORE = Path(domain.__file__).parent
SHOWN = 110
"""So many characters of a clause are shown."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, kw_only=True)
class ClauseMutant:
    """One statement of a clause, and the function that goes on without it."""

    kind = "clause"
    module: ModuleType
    tree: ast.Module
    function: str
    block: list[ast.stmt]
    number: int
    rules: tuple[str, ...] = ()

    @property
    def statement(self) -> ast.stmt:
        """What is struck out."""
        return self.block[self.number]

    @property
    def where(self) -> str:
        """The clause's module and function."""
        return f"{self.module.__name__}.{self.function}"

    @property
    def change(self) -> str:
        """Name what is struck out, whatever line it stands on."""
        text = ast.unparse(self.statement)
        return f"without {text[:SHOWN]}{'…' if len(text) > SHOWN else ''}"

    @property
    def lines(self) -> range:
        """The lines that the statement takes."""
        return range(self.statement.lineno, (self.statement.end_lineno or 0) + 1)

    def apply(self) -> None:
        """Let the function of this process go on without the statement, whoever calls it."""
        kept = self.statement
        self.block[self.number] = ast.copy_location(ast.Pass(), kept)
        whole = compile(self.tree, str(self.module.__file__), "exec", dont_inherit=True)
        self.block[self.number] = kept
        function = _function(self.module, self.function)
        function.__code__ = next(_codes(whole, self.function))


def _function(module: ModuleType, name: str) -> FunctionType:
    found: Any = module
    for part in name.split("."):
        found = getattr(found, part)
    return found if isinstance(found, FunctionType) else found.fget  # type: ignore[no-any-return]


def _codes(code: CodeType, name: str) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_qualname == name:
                yield constant
            yield from _codes(constant, name)


def statements() -> Iterator[ClauseMutant]:
    """Name every statement of the core's clauses that only demands or records something."""
    for path in [*sorted((CORE / "chapters").rglob("*.py")), CORE / "decide.py"]:
        dotted = ".".join(path.relative_to(CORE.parent).with_suffix("").parts)
        module = import_module(dotted)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in (node for node in tree.body if isinstance(node, Function)):
            for block, number in _calls(function):
                yield ClauseMutant(
                    module=module, tree=tree, function=function.name, block=block, number=number
                )


def _calls(function: Function) -> Iterator[tuple[list[ast.stmt], int]]:
    for node in ast.walk(function):
        for name in ("body", "orelse"):
            block = getattr(node, name, None)
            for number, statement in enumerate(block if isinstance(block, list) else ()):
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
                    yield block, number


def written_rules(mutant: ClauseMutant) -> set[str]:
    """The ids that stand in a statement, or in a constant that it names."""
    found: set[str] = set()
    for node in ast.walk(mutant.statement):
        said = node.value if isinstance(node, ast.Constant) else None
        if isinstance(node, ast.Name):
            said = getattr(mutant.module, node.id, None)
        found.update(said if isinstance(said, tuple) else (said,) if isinstance(said, str) else ())
    return found & law_rules().keys()


@dataclass(kw_only=True)
class Trace:
    """Which line of the core named which rules, in which test."""

    test: str = ""
    rules: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    tests: dict[tuple[str, int], set[str]] = field(default_factory=dict)

    def listen(self) -> Callable[[], None]:
        """Follow every condition and every fact from now on; returns what ends it."""
        before = Decision.record, Decision.require, Decision.refuse

        def record(decision: Decision, content: Any, *clocks: Any, basis: tuple[str, ...]) -> None:
            begun = [c.clock.basis for c in clocks if isinstance(c, ClockStarted)]
            self._note({*basis, *(id for ids in begun for id in ids)})
            before[0](decision, content, *clocks, basis=basis)

        def require(decision: Decision, lawful: bool, code: str, *basis: str, **about: Any) -> None:
            self._note({*basis})
            before[1](decision, lawful, code, *basis, **about)

        def refuse(decision: Decision, code: str, *basis: str, **about: Any) -> None:
            self._note({*basis})
            before[2](decision, code, *basis, **about)

        self._hang(record, require, refuse)
        return lambda: self._hang(*before)

    @staticmethod
    def _hang(*methods: Any) -> None:
        for name, method in zip(("record", "require", "refuse"), methods, strict=True):
            setattr(Decision, name, method)

    def _note(self, rules: set[str]) -> None:
        frame = sys._getframe(2)
        while frame is not None and frame.f_code.co_filename.startswith(str(CORE)):
            line = frame.f_code.co_filename, frame.f_lineno
            self.rules.setdefault(line, set()).update(rules)
            self.tests.setdefault(line, set()).add(self.test)
            frame = frame.f_back  # type: ignore[assignment]

    def rules_of(self, mutant: ClauseMutant) -> set[str]:
        """The rules that were named on a statement's lines."""
        return {id for line in self._lines(mutant) for id in self.rules.get(line, ())}

    def tests_of(self, mutant: ClauseMutant) -> set[str]:
        """The tests that came by a statement."""
        return {test for line in self._lines(mutant) for test in self.tests.get(line, ())}

    @staticmethod
    def _lines(mutant: ClauseMutant) -> list[tuple[str, int]]:
        return [(str(mutant.module.__file__), line) for line in mutant.lines]
