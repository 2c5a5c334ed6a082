"""A mutant of the core: one place of its syntax tree made wrong, in this process only."""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import domain
from policies.rule_register import law_rules

CORE = Path(domain.__file__).parent
Function = ast.FunctionDef | ast.AsyncFunctionDef
Line = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What stands in one field of a node, and what a colleague would have written there."""

    node: ast.AST
    field: str
    wrong: Any
    change: str
    at: ast.AST
    """The part of the tree that says which lines are concerned."""


@dataclass(frozen=True, eq=False)
class Place:
    """A function of the core, or a constant of one of its modules, in which an edit is made."""

    module: ModuleType
    tree: ast.Module
    name: str
    node: ast.AST

    @property
    def where(self) -> str:
        """Name the module and the function or constant."""
        return f"{self.module.__name__}.{self.name}"

    @property
    def parameters(self) -> frozenset[str]:
        """What a function is given."""
        if not isinstance(self.node, Function):
            return frozenset()
        return frozenset(one.arg for one in (*self.node.args.args, *self.node.args.kwonlyargs))

    @property
    def file(self) -> str:
        """The module's file, as a frame tells it."""
        return str(self.module.__file__)

    @property
    def serves_all(self) -> bool:
        """Whether no one rule is written here: what many clauses share, what an order keeps of
        a fact for whatever is judged later, or what is worked out beside every decision."""
        kept = isinstance(self.node, Function) and any(
            ast.unparse(one).startswith("applies(") for one in self.node.decorator_list
        )
        beside = not hasattr(self.module, "Decision")
        return kept or beside or ".chapters." not in self.module.__name__

    @property
    def chapter(self) -> str:
        """The chapter of the core, or the package beside the chapters."""
        parts = self.module.__name__.split(".")
        return parts[2] if parts[1] == "chapters" else parts[1]


@dataclass(frozen=True, kw_only=True, eq=False)
class SyntaxMutant:
    """One edit of one place, and the process that goes on with it."""

    kind: str
    place: Place
    edit: Edit
    change: str
    rules: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The module and the function or constant that is wrong."""
        return self.place.where

    @property
    def group(self) -> str:
        """By what a draw is spread."""
        return self.place.chapter

    @property
    def lines(self) -> list[Line]:
        """The lines on which the edit shows: of a constant those that use it."""
        if not isinstance(self.place.node, Function):
            return uses_of(self.place)
        at: Any = self.edit.at
        return [(self.place.file, n) for n in range(at.lineno, (at.end_lineno or at.lineno) + 1)]

    def written_rules(self) -> set[str]:
        """The ids that stand in the place, or in a constant that the edited part names."""
        found: set[str] = set()
        for node in ast.walk(self.edit.at):
            said = node.value if isinstance(node, ast.Constant) else None
            if isinstance(node, ast.Name):
                said = getattr(self.place.module, node.id, None)
            said = said if isinstance(said, tuple) else (said,)
            found.update(one for one in said if isinstance(one, str))
        return found & law_rules().keys()

    def apply(self) -> None:
        """Let this process go on with the place as it is edited, whoever calls it."""
        right = getattr(self.edit.node, self.edit.field)
        setattr(self.edit.node, self.edit.field, self.edit.wrong)
        try:
            tree = ast.fix_missing_locations(self.place.tree)
            if isinstance(self.place.node, Function):
                self._apply_to_function(compile(tree, self.place.file, "exec", dont_inherit=True))
            else:
                self._apply_to_constant(ast.Module(body=[self.place.node], type_ignores=[]))
        finally:
            setattr(self.edit.node, self.edit.field, right)

    def _apply_to_function(self, whole: CodeType) -> None:
        function = _function(self.place.module, self.place.name)
        function.__code__ = next(_codes(whole, self.place.name))

    def _apply_to_constant(self, statement: ast.Module) -> None:
        """Whoever imported the constant has the wrong one too, and so has what is built of it."""
        of_it = built_of(self.place)
        _make_anew(self.place, statement)
        for place in of_it:
            _make_anew(place, ast.Module(body=[place.node], type_ignores=[]))


def _make_anew(place: Place, statement: ast.Module) -> None:
    right = getattr(place.module, place.name)
    names = dict(place.module.__dict__)
    exec(compile(statement, place.file, "exec", dont_inherit=True), names)
    for module in _core_modules():
        for name, held in list(module.__dict__.items()):
            if held is right:
                setattr(module, name, names[place.name])


def _core_modules() -> list[ModuleType]:
    return [module for name, module in sys.modules.items() if name.split(".")[0] == "domain"]


def _function(module: ModuleType, name: str) -> FunctionType:
    found: Any = module
    for part in name.split("."):
        found = inspect.getattr_static(found, part)
    while not isinstance(found, FunctionType):
        if hasattr(found, "cache_clear"):
            found.cache_clear()
        found = next(
            getattr(found, inner)
            for inner in ("__wrapped__", "__func__", "fget", "func")
            if hasattr(found, inner)
        )
    return found


def _codes(code: CodeType, name: str) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_qualname == name:
                yield constant
            yield from _codes(constant, name)


def places(*, only: Callable[[Path], bool] = lambda _: True) -> Iterator[Place]:
    """Name every function of the core, and every constant that is a collection."""
    for path in sorted(CORE.rglob("*.py")):
        if only(path.relative_to(CORE)):
            dotted = ".".join(path.relative_to(CORE.parent).with_suffix("").parts)
            module = import_module(dotted.removesuffix(".__init__"))
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from _places(module, tree, tree.body, "")


def _places(
    module: ModuleType, tree: ast.Module, body: list[ast.stmt], within: str
) -> Iterator[Place]:
    for node in body:
        if isinstance(node, Function):
            yield Place(module, tree, f"{within}{node.name}", node)
        elif isinstance(node, ast.ClassDef):
            yield from _places(module, tree, node.body, f"{within}{node.name}.")
        elif not within and isinstance(_held(module, node), tuple | frozenset | dict):
            yield Place(module, tree, _constant(node), node)


def _held(module: ModuleType, node: ast.stmt) -> Any:
    name = _constant(node)
    return getattr(module, name, None) if name else None


def _constant(node: ast.stmt) -> str:
    target = node.target if isinstance(node, ast.AnnAssign) else None
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
    named = isinstance(target, ast.Name) and target.id.isupper()
    return target.id if named and isinstance(target, ast.Name) else ""


class _Uses:
    """Where each name of a constant stands in the functions of the core, and in which constants."""

    @cached_property
    def found(self) -> dict[str, list[Line]]:
        """The lines by the name."""
        lines: dict[str, list[Line]] = {}
        for place in places():
            for node in ast.walk(place.node) if isinstance(place.node, Function) else ():
                if isinstance(node, ast.Name) and node.id.isupper():
                    lines.setdefault(node.id, []).append((place.file, node.lineno))
        return lines

    @cached_property
    def built(self) -> dict[str, list[Place]]:
        """The constants by the names of others that stand in them."""
        constants: dict[str, list[Place]] = {}
        for place in places():
            for node in ast.walk(place.node) if not isinstance(place.node, Function) else ():
                if isinstance(node, ast.Name) and node.id.isupper() and node.id != place.name:
                    constants.setdefault(node.id, []).append(place)
        return constants


_USES = _Uses()


def built_of(place: Place) -> list[Place]:
    """The constants that are built of this one, each after those that it is built of."""
    held = getattr(place.module, place.name)
    found: dict[str, Place] = {}
    for other in _USES.built.get(place.name, ()):
        if getattr(other.module, place.name, None) is held:
            for one in (other, *built_of(other)):
                found.pop(one.where, None)
                found[one.where] = one
    return list(found.values())


def uses_of(place: Place) -> list[Line]:
    """The lines of functions that name a constant, or another that is built of it."""
    named = dict.fromkeys(one.name for one in (place, *built_of(place)))
    return [line for name in named for line in _USES.found.get(name, ())]
