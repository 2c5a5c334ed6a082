"""The build's name: the same for equal trees, another for a changed byte."""

import shutil
from pathlib import Path

import pytest

from services.installation.build import HERE, ROOMS, build_id


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the workers' code."""
    copy = tmp_path / "copy"
    for room in ROOMS:
        shutil.copytree(HERE / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def test_equal_trees_are_one_build_wherever_they_lie(tree: Path) -> None:
    assert build_id(tree) == build_id()


def test_a_changed_byte_is_another_build(tree: Path, tmp_path: Path) -> None:
    changed = shutil.copytree(tree, tmp_path / "changed")
    module = changed / "domain" / "__init__.py"
    module.write_bytes(module.read_bytes() + b"#")
    assert build_id(changed) != build_id(tree)


def test_a_module_that_is_moved_is_another_build(tree: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(tree, tmp_path / "moved")
    (moved / "workers" / "main.py").rename(moved / "workers" / "other.py")
    assert build_id(moved) != build_id(tree)
