"""Rule packs as an office might write them: a child of the general rules, with one thing said."""

from pathlib import Path

import pytest

from policies.library import load_pack
from policies.mistake import BadPack, Mistake

HEAD = 'id = "test-town"\ntitle = "试点镇"\nextends = "national-default"\n'
PROVENANCE = 'source = "镇政办〔2026〕1号 三条", rules = ["G:G2"]'


def town(*sayings: str) -> str:
    """A pack that extends the general rules and says this besides."""
    return HEAD + "\n".join(sayings) + "\n"


def limit(words: str) -> str:
    """One limit of the town, with its source."""
    return f"limit = [{{ {words}, {PROVENANCE} }}]"


def written(folder: Path, text: str | bytes, name: str = "town") -> Path:
    """Put the pack into a file."""
    path = folder / f"{name}.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def mistakes_in(path: Path) -> tuple[Mistake, ...]:
    """Everything that is wrong with a file."""
    with pytest.raises(BadPack) as bad:
        load_pack(path)
    return bad.value.mistakes
