"""M11: whoever audits sees what was changed of settings, laws, rights and registers, from what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from policies import access
from policies.city_file import sample_city
from policies.library import load_pack
from services.access.principal import Principal
from services.installation import started_with
from services.installation.settings import Settings
from services.installation.started_with import note_start
from services.law.publication import publish_calendar, publish_pack
from services.office import Office
from services.register.people import principal_called
from store.register.city_load import load_register
from tests.acting import named
from tests.api.window import is_problem
from tests.console.door import Door, Human

SECRET = "nobody-may-read-this"
Told = dict[str, Any]


@pytest.fixture(scope="module")
async def audit(door: Door) -> Human:
    """The audit administrator."""
    return await door.administrator("audit-admin")


@pytest.fixture(scope="module")
async def security(door: Door) -> Human:
    """The security administrator."""
    return await door.administrator("sec-admin")


@pytest.fixture(scope="module")
async def office(door: Door) -> Office:
    """The office behind the window."""
    office: Office = door.app.state.office
    return office


@pytest.fixture(scope="module")
async def head(office: Office) -> Principal:
    """The head of the hotline."""
    return await principal_called(office, "head-1")


async def listed(audit: Human, query: str = "") -> list[Told]:
    """The changes as the audit sees them, the newest first."""
    answer = await audit.browser.get(f"/changes?limit=200{query}")
    assert answer.status_code == 200, answer.text
    changes: list[Told] = answer.json()["changes"]
    return changes


def values(change: Told) -> dict[str, tuple[object, object]]:
    """What each value was and is, by its path."""
    return {one["path"]: (one["before"], one["after"]) for one in change["values"]}


async def test_a_setting_is_listed_where_it_differs_and_of_a_secret_only_that_it_does(
    door: Door, audit: Human
) -> None:
    url = door.engine.url.render_as_string(hide_password=False)
    first = Settings(database_url=url, temporal_api_key=SecretStr(SECRET))
    for _ in range(2):
        await note_start(first, first)
    assert [one["is_first"] for one in await listed(audit, "&kind=settings")] == [True]
    other = {"log_level": "debug", "temporal_api_key": SecretStr(f"{SECRET}-2")}
    await note_start(first.model_copy(update=other), first)
    changed, _ = await listed(audit, "&kind=settings")
    assert values(changed) == {
        "log_level": ("info", "debug"),
        "temporal_api_key": ("secret", "changed"),
    }
    assert changed["by"] == "owner-of-the-data-directory"
    kept = await door.finds("SELECT before::text || after::text FROM configuration_change")
    assert not any(SECRET in (text or "") or url in (text or "") for [text] in kept)


async def test_a_build_that_lives_by_another_law_of_rights_says_which_rows_differ(
    door: Door, audit: Human, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(database_url=door.engine.url.render_as_string(hide_password=False))
    await note_start(settings, settings)
    law = access.FILE.read_text(encoding="utf-8")
    wider = law.replace(
        '[load_city]\nrules = ["default"]\nall = [',
        '[load_city]\nrules = ["default"]\nall = ["assessor", ',
        1,
    )
    (tmp_path / "access.toml").write_text(wider, encoding="utf-8")
    monkeypatch.setattr(started_with, "LAW_OF_RIGHTS", (tmp_path / "access.toml",))
    await note_start(settings, settings)
    changed = (await listed(audit, "&kind=rights"))[0]
    assert (changed["what"], changed["code"]) == ("rights", "access.toml")
    before = ["hotline_head", "sys_admin"]
    assert values(changed) == {"load_city.all": (before, ["assessor", *before])}


async def test_a_pack_is_listed_with_the_values_that_differ_from_the_edition_before(
    audit: Human, office: Office, head: Principal
) -> None:
    pack = load_pack(office.city.pack)
    for edition, title in (("2", "second"), ("3", "third")):
        await publish_pack(head, office, replace(pack, edition=edition, title=title))
    third, second = await listed(audit, "&kind=pack")
    assert values(second) == {
        "edition": (pack.edition, "2"),
        "title": (pack.title, "second"),
    }
    assert values(third) == {"edition": ("2", "3"), "title": ("second", "third")}
    assert {one["by"] for one in (third, second)} == {"head-1"}


async def test_a_calendar_year_is_listed_with_the_days_that_differ(
    audit: Human, office: Office, head: Principal
) -> None:
    pack = load_pack(office.city.pack)
    years = (await office.laws.calendar(pack.calendar)).years
    known = next(one for one in reversed(years) if one.days_off)
    year = replace(known, edition="mended", days_off=known.days_off[:-1])
    await publish_calendar(head, office.laws, office.counter, pack.calendar, year)
    changed = (await listed(audit, "&kind=calendar"))[0]
    assert changed["code"] == f"{pack.calendar} {year.year}"
    assert values(changed)["edition"] == (known.edition, "mended")
    days = [day.isoformat() for day in known.days_off]
    assert values(changed)["days_off"] == (days, days[:-1])


async def test_the_register_is_listed_by_file_by_succession_and_by_catalogue(
    door: Door, audit: Human, office: Office
) -> None:
    city = sample_city()
    other = replace(city.persons[0], title="a new title")
    await load_register(office.engine, replace(city, persons=(other, *city.persons[1:])), "head-1")
    desk = (await door.human("")).browser
    rule = {"code": "r-new", "unit": "water", "source": "x"}
    for path, paper in (
        ("/catalogue", rule),
        ("/catalogue/r-new/end", {}),
        ("/units/water/succession", {"successor": "power"}),
        ("/units/water/succession/undo", {"successor": "power", "reason": "a mistake"}),
    ):
        headers = {**named("head-1"), "Idempotency-Key": path}
        answer = await desk.post(path, json=paper, headers=headers)
        assert answer.is_success, (path, answer.text)
    undone, succeeded, ended, entered = (await listed(audit, "&kind=register"))[:4]
    assert values(undone)["successor"] == ("power", None)
    assert values(succeeded)["successor"] == (None, "power")
    assert values(ended)["valid_to"][0] is None
    assert (entered["is_first"], values(entered)["unit"]) == (True, (None, "water"))
    [person] = [one for one in await listed(audit, "&kind=register") if "title" in values(one)][:1]
    assert values(person) == {"title": (city.persons[0].title, "a new title")}


async def test_rights_are_listed_with_what_was_given_and_what_was_taken(
    audit: Human, security: Human
) -> None:
    paper = {"username": "wang.min", "title": "x", "posts": ["seat-1"]}
    await security.says("/accounts", **paper)
    await security.says("/accounts/wang.min/posts", person="dispatcher-1", days=3)
    await security.says("/accounts/wang.min/posts/seat-1/revoke")
    await security.says("/accounts/wang.min/disable")
    changed = [one for one in await listed(audit, "&kind=rights") if one["code"] == "wang.min"]
    assert [(one["what"], values(one)) for one in changed] == [
        ("account_disabled", {"account": ("wang.min", None)}),
        ("post_revoked", {"post": ("seat-1", None)}),
        ("post_granted", {"post": (None, "dispatcher-1"), "days": (None, 3)}),
        ("link_made", {"account": (None, "wang.min")}),
        ("post_granted", {"post": (None, "seat-1")}),
        ("account_added", {"account": (None, "wang.min")}),
    ]
    assert {one["by"] for one in changed} == {"sec-admin"}


async def test_pages_and_days_show_each_change_once(door: Door, audit: Human) -> None:
    await door.does(
        "INSERT INTO register_change (changed_at, changed_by, kind, code, after)"
        " SELECT now(), 'x', 'district', code, '{}' FROM unnest(ARRAY['a', 'b', 'c']) AS code"
    )
    everything = await listed(audit)
    paged, behind = list[Told](), dict[str, str]()
    while behind.get("after", "") is not None:
        answer = (await audit.browser.get("/changes", params={"limit": "1"} | behind)).json()
        paged += answer["changes"]
        behind["after"] = answer["next"]
    assert paged == everything
    today = datetime.now(UTC).date()
    assert await listed(audit, f"&from={today + timedelta(days=2)}") == []
    assert await listed(audit, f"&to={today - timedelta(days=2)}") == []
    assert is_problem(await audit.browser.get("/changes?after=x"), 422)


async def test_what_was_changed_is_never_rewritten(door: Door) -> None:
    for table in ("configuration_change", "register_change"):
        with pytest.raises(Exception, match="never rewritten"):
            await door.does(f"DELETE FROM {table}")


async def test_neither_who_grants_rights_nor_who_runs_the_system_sees_the_list(
    door: Door, security: Human
) -> None:
    system = (await door.human("")).browser
    assert is_problem(await security.browser.get("/changes"), 403) == "role_may_not"
    assert is_problem(await system.get("/changes", headers=named("sys-admin")), 403)
    assert (await system.get("/changes", headers=named("head-1"))).status_code == 200
