"""The fingerprint of every definition of the core: what it says, without its words for people."""

import ast
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORE = "domain"
DECIDES_NOTHING = ("domain/assessment", "domain/bulletin", "domain/allowed.py")
"""What counts figures and shows acts: an order's facts do not come of it."""
THE_LIST = "domain/law/rules_edition.py"
DIGITS = 12
KEPT = Path(__file__).parent / "closed" / "definitions.json"


def definitions(root: Path = ROOT) -> dict[str, str]:
    """Every function, class and value of the core by its full name, with its fingerprint."""
    found: dict[str, str] = {}
    for path in sorted((root / CORE).rglob("*.py")):
        place = path.relative_to(root).as_posix()
        if place.startswith(DECIDES_NOTHING) or place == THE_LIST:
            continue
        module = place.removesuffix(".py").replace("/", ".")
        for name, said in defined_in(path.read_text("utf-8")):
            found[f"{module}.{name}"] = sha256(said.encode()).hexdigest()[:DIGITS]
    return found


def defined_in(source: str) -> Iterator[tuple[str, str]]:
    """What a module defines, each with all that it says; docstrings and comments say nothing."""
    for statement in _without_words(ast.parse(source)).body:
        match statement:
            case ast.Import() | ast.ImportFrom():
                continue
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, ast.unparse(statement)
            case (
                ast.Assign(targets=[ast.Name(id=name), *_])
                | ast.AnnAssign(target=ast.Name(id=name))
            ):
                yield name, ast.unparse(statement)
            case _:
                said = ast.unparse(statement)
                yield said.partition("\n")[0], said


def changed(root: Path = ROOT) -> list[str]:
    """The definitions that are not as they were kept, or that are new or gone."""
    kept, now = json.loads(KEPT.read_text("utf-8")), definitions(root)
    return sorted(name for name in kept.keys() | now.keys() if kept.get(name) != now.get(name))


def keep_definitions() -> None:
    """Keep the fingerprints as they are now."""
    KEPT.write_text(json.dumps(definitions(), indent=0, sort_keys=True) + "\n", "utf-8")


class _WithoutWords(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        """A statement that is only a text is one for people."""
        is_text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if is_text else node


def _without_words(module: ast.Module) -> ast.Module:
    stripped = _WithoutWords().visit(module)
    assert isinstance(stripped, ast.Module)
    return stripped
