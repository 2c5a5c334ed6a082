"""What changes the law or the register at a prompt is done in a person's name, or not at all."""

from pathlib import Path

import pytest
from sqlalchemy import text

from operations.virtual import VirtualHotline
from policies.city_file import SAMPLE, sample_city
from services.accounts.local_acting import MACHINE
from tests.acting import ACTING
from tests.cli.front_window import front_window
from tests.cli.run import paidan, types
from tests.policies.pack_texts import limit, town, written

PUBLISHED_BY = text("SELECT published_by FROM policy WHERE id = 'test-town'")
CITY = sample_city()
Screen = pytest.CaptureFixture[str]


@pytest.fixture
def law(tmp_path: Path) -> str:
    """A law that nobody has published yet."""
    return str(written(tmp_path, town(limit('clock = "handle", limit = "24 h"'))))


def under(pack: str, folder: Path) -> str:
    """The sample city's file, as if it lived by this law."""
    said = SAMPLE.read_text(encoding="utf-8").replace("national-default", pack)
    (path := folder / f"{pack}.toml").write_text(said, encoding="utf-8")
    return str(path)


async def test_a_law_bears_the_name_of_whoever_published_it(
    hotline: VirtualHotline, data_dir: str, capsys: Screen, law: str
) -> None:
    where = ("--data-dir", data_dir)
    seat, _, why = await types(capsys, "policy", "publish", law, "--as", "seat-1", *where)
    assert (seat, "该角色无权执行此操作" in why) == (1, True)
    nobody, _, why = await types(capsys, "policy", "publish", law, "--as", "ghost", *where)
    assert (nobody, "the register knows nobody of the code ghost" in why) == (2, True)
    head, told, _ = await types(capsys, "policy", "publish", law, "--as", "head-1", *where)
    assert (head, "is in force for new orders" in told) == (0, True)
    async with hotline.engines.patient.connect() as connection:
        assert await connection.scalar(PUBLISHED_BY) == "head-1"


async def test_a_city_is_loaded_by_the_owner_of_the_machine_or_by_who_may(
    hotline: VirtualHotline, data_dir: str, capsys: Screen, tmp_path: Path
) -> None:
    where, city = ("--data-dir", data_dir), under(hotline.city.pack, tmp_path)
    seat, _, why = await types(capsys, "city", "load", city, "--as", "seat-1", *where)
    assert (seat, "该角色无权执行此操作" in why) == (1, True)
    for person in ((), ("--as", "head-1")):
        status, told, _ = await types(capsys, "city", "load", city, *person, *where)
        assert (status, told.splitlines()[-1]) == (0, "0 changes")
    status, told, _ = await types(capsys, "city", "load", city, "--json", *where)
    assert (status, told.strip()) == (0, "[]")


def test_a_question_is_asked_by_the_machine_itself_or_by_a_token_or_not_at_all(
    capsys: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = ("--data-dir", str(tmp_path))
    with front_window(tmp_path) as window:
        window.says("/units", (200, {"units": []}))
        monkeypatch.setenv("PAIDAN_TOKEN", "paidan_x")
        assert paidan(capsys, "unit", "list", *where)[0] == 0
        (machine,) = window.askers
        assert ACTING.person_of(machine.removeprefix("Bearer ")) == MACHINE
        window.askers.clear()
        (tmp_path / "secrets" / "acting.key").unlink()
        assert paidan(capsys, "unit", "list", *where)[0] == 0
        assert window.askers == {"Bearer paidan_x"}
        monkeypatch.delenv("PAIDAN_TOKEN")
        status, _, why = paidan(capsys, "unit", "list", *where)
        assert (status, "paidan token add" in why, "须出示令牌" in why) == (2, True, True)
        assert window.askers == {"Bearer paidan_x"}


async def test_a_city_of_another_law_is_not_this_one(
    data_dir: str, capsys: Screen, tmp_path: Path
) -> None:
    other = under("x-city", tmp_path)
    status, _, why = await types(capsys, "city", "load", other, "--data-dir", data_dir)
    assert (status, "x-city" in why) == (1, True)


async def test_a_bad_file_is_told_apart_from_none(capsys: Screen, tmp_path: Path) -> None:
    (bad := tmp_path / "bad.toml").write_text('name = "x"\n', encoding="utf-8")
    status, _, why = await types(capsys, "city", "check", str(bad))
    assert (status, f"{bad}: pack: must be a word" in why) == (1, True)
    status, _, _ = await types(capsys, "city", "check", str(tmp_path / "none.toml"))
    assert status == 2
    status, told, _ = await types(capsys, "city", "check", str(SAMPLE))
    counted = ", ".join(
        f"{name} {len(entries)}"
        for name, entries in (
            ("districts", CITY.districts),
            ("units", CITY.units),
            ("people", CITY.persons),
            ("rules", CITY.rules),
        )
    )
    assert (status, told.strip()) == (0, f"sample.toml: sound; {counted}")
