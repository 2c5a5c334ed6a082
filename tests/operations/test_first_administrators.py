"""A city of its own begins with three administrators, and nobody speaks in another's name there."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from services.installation.data_directory import Station
from tests.console.door import OWN_PAGE, PASSWORD

pytestmark = pytest.mark.long(seconds=25)

PATIENCE = 60
"""Seconds in which a machine that is busy with other tests answers."""
LINK = re.compile(r"^(\S+)  (http://\S+)/choose-password#(\S+)$", re.MULTILINE)


def paidan(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one command on this data directory."""
    command = [sys.executable, "-P", "-m", "cli.main", *words, "--data-dir", str(home)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data directory; nobody has said who may speak in a person's name."""
    monkeypatch.delenv("PAIDAN_LOCAL_ACTING")
    yield tmp_path / "var"
    paidan(tmp_path / "var", "down")


def test_three_links_are_told_once_and_a_prompt_needs_a_token(home: Path) -> None:
    started = paidan(home, "up", "--empty", "--detach")
    links = {name: word for name, _, word in LINK.findall(started.stdout)}
    assert set(links) == {"sys-admin", "sec-admin", "audit-admin"}, started.stdout
    api = Station(home).system().urls.api
    said = {"link": links["sec-admin"], "password": PASSWORD}
    place = f"{api}/choose-password"
    chosen = httpx.post(place, data=said, headers=OWN_PAGE, trust_env=False, timeout=PATIENCE)
    assert chosen.headers["location"] == "/sign-in"
    refused = paidan(home, "account", "disable", "sys-admin", "--as", "sec-admin")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "PAIDAN_LOCAL_ACTING" in refused.stderr
    known = paidan(home, "account", "list")
    assert "sec-admin (sec_admin)" in known.stdout
    assert paidan(home, "account", "password", "audit-admin").returncode == 1
    paidan(home, "down")
    again = paidan(home, "up", "--empty", "--detach")
    assert again.returncode == 0
    assert LINK.findall(again.stdout) == []
