"""`paidan keys` at a prompt: the lines of docs/keys.md, as they stand there."""

import json
import shlex
from pathlib import Path

import pytest

from operations.virtual import VirtualHotline
from services.keys.destroying import erase_again
from tests.cli.run import types
from tests.hotline import opens

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"
HERE = "FINGERPRINT"


def lines() -> list[list[str]]:
    """What somebody types who follows the page, without what needs a machine of its own."""
    typed = PAGE.read_text("utf-8").splitlines()
    return [shlex.split(line)[1:] for line in typed if line.startswith("paidan keys ")]


async def test_the_page_is_followed_as_it_stands(
    hotline: VirtualHotline,
    data_dir: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    case = await opens(hotline)
    await erase_again(hotline.engines.patient, [case.number])
    where = ("--data-dir", data_dir)
    told = json.loads((await types(capsys, "keys", "list", "--json", *where))[1])
    [former] = [one["key_id"] for one in told["keys"] if one["kind"] == "vault"]
    said = {}
    for words in lines():
        typed = [former if word == HERE else word for word in words]
        status, said[words[1]], wrong = await types(capsys, *typed, *where)
        assert (status, wrong) == (0, ""), words
    assert list(said) == ["list", "rotate", "retire", "erasures"]
    assert former in said["list"]
    assert "is the vault's key from now on" in said["rotate"]
    assert former in said["retire"]
    [erased] = json.loads((tmp_path / "erased.json").read_text())["erasures"]
    assert (erased["order"], erased["backups"]) == (case.number, [])


async def test_what_cannot_be_done_is_said(
    data_dir: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    where = ("--data-dir", data_dir)
    status, _, told = await types(capsys, "keys", "retire", "no-such-key", *where)
    assert (status, "paidan keys list" in told) == (2, True)
    listed = json.loads((await types(capsys, "keys", "list", "--json", *where))[1])["keys"]
    [current] = [one["key_id"] for one in listed if one["kind"] == "vault" and one["is_current"]]
    status, _, told = await types(capsys, "keys", "retire", current, *where)
    assert (status, "rotate first" in told) == (1, True)
    list_of_nothing = tmp_path / "erased.json"
    list_of_nothing.write_text("[]")
    asked = ("restore", str(tmp_path), "--erasures", str(list_of_nothing))
    status, _, told = await types(capsys, *asked, "--data-dir", str(tmp_path / "new"))
    assert (status, "is no list of erasures" in told) == (2, True)
