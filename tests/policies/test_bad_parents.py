"""A pack whose parent is missing, bad, or its own child."""

from pathlib import Path

from tests.policies.pack_texts import mistakes_in, town, written


def test_packs_that_extend_each_other_in_a_circle(tmp_path: Path) -> None:
    written(tmp_path, 'id = "b"\ntitle = "乙"\nextends = "a"\n', "b")
    path = written(tmp_path, 'id = "a"\ntitle = "甲"\nextends = "b"\n', "a")

    [mistake] = mistakes_in(path)

    assert mistake.key == "extends"
    assert mistake.reason == "in a circle: a extends b extends a"


def test_an_unknown_parent(tmp_path: Path) -> None:
    path = written(tmp_path, 'id = "a"\ntitle = "甲"\nextends = "atlantis"\n', "a")

    [mistake] = mistakes_in(path)

    assert (mistake.file, mistake.key) == (str(path), "extends")
    assert "no such rule pack 'atlantis'; known: anhui-2018, " in mistake.reason


def test_a_bad_parent_is_named_with_its_own_file(tmp_path: Path) -> None:
    parent = written(tmp_path, town("colour = 3"), "parent")
    child = written(tmp_path, 'id = "c"\ntitle = "子"\nextends = "parent"\ntaste = 1\n', "child")

    told = [(m.file, m.key) for m in mistakes_in(child)]

    assert told == [(str(parent), "colour"), (str(child), "taste")]
