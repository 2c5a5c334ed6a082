"""Opening a file of rules: bytes to TOML tables, with a plain word for what cannot be read."""

import tomllib
from pathlib import Path
from typing import Any

from policies.mistake import BadPack, Mistake, UnreadablePack

Table = dict[str, Any]


def tables_of_file(path: Path) -> Table:
    """Read the TOML tables of a file; raises UnreadablePack or BadPack."""
    file = str(path)
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise UnreadablePack([Mistake(file=file, key="", reason=reason)]) from problem
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        reason = f"not UTF-8 (line {line})"
        raise BadPack([Mistake(file=file, key="", reason=reason)]) from problem
    return tables_of_text(text, file)


def tables_of_text(text: str, file: str) -> Table:
    """Read the TOML tables of a text; raises BadPack with the line of the first fault."""
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadPack([Mistake(file=file, key="", reason=f"holds a NUL character (line {line})")])
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        reason = f"not TOML: {problem}"
        raise BadPack([Mistake(file=file, key="", reason=reason)]) from problem
