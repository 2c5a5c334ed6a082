"""The rule packs that come with Paidan say what their documents say."""

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from domain.law.limit_rule import Circumstances
from domain.law.pack import Pack
from domain.time.limit import parse_limit
from domain.vocabulary import ClockName, ItemClass, ItemType, Level, ResultKind, Role, Urgency
from policies.edition import snapshot
from policies.library import calendar_for, load_pack, pack_names
from policies.separation import ASSESSES, HANDLES, HANDLING, WATCHING
from policies.shape import IDENTITY, entry_of, wanted
from tests.policies.pack_texts import limit, town, written

NOON = time(12)
ORDINARY, EMERGENCY = Urgency.ORDINARY, Urgency.EMERGENCY
CITY, OTHER = ItemClass.CITY_MANAGEMENT, ItemClass.OTHER
CONSULT, HELP = ItemType.CONSULT, ItemType.HELP
OWN_CALENDARS = {"hainan-prefecture-2022": "hainan-prefecture"}
NATIONWIDE = {"default", "GB/T 33358-2016"}
COMFORTABLE = 48 * 1024
"""Bytes that leave an order's first payload room for its calendar."""


def said(
    pack: str,
    clock: ClockName,
    item_type: ItemType = HELP,
    item_class: ItemClass = OTHER,
    urgency: Urgency = ORDINARY,
    occasion: str = "",
) -> str:
    found = Circumstances(item_type=item_type, item_class=item_class, urgency=urgency, at=NOON)
    rule = load_pack(pack).limit_rule(clock, found, occasion)
    return rule.limit.text() if rule else "none"


def named(content: Any, key: str) -> Iterator[str]:
    """Find every text that stands under a key, however deep."""
    inner = content.values() if isinstance(content, dict) else content
    if isinstance(content, dict) and key in content:
        yield content[key]
    for part in inner if isinstance(content, dict | list) else ():
        yield from named(part, key)


@pytest.mark.parametrize("name", pack_names())
def test_a_shipped_pack_bears_the_name_of_its_file_and_travels_lightly(name: str) -> None:
    pack = load_pack(name)

    assert pack.id == name
    assert len(snapshot(pack)) < COMFORTABLE
    assert calendar_for(pack).name == OWN_CALENDARS.get(name, "cn")


def test_the_packs_that_others_rely_on_are_all_there() -> None:
    assert pack_names() == (
        *("anhui-2018", "beijing-style", "generic", "hainan-prefecture-2022", "hengdong-2024"),
        *("national-2025", "national-default", "sanmen", "sanya-2010", "sanya-2018"),
        *("sanya-2020", "transport-bureau", "weifang-2021", "x-city"),
    )


@pytest.mark.parametrize("name", pack_names())
def test_every_value_names_a_document_or_says_that_it_is_a_default(name: str) -> None:
    sources = set(named(json.loads(snapshot(load_pack(name))), "source"))

    assert all(sources)
    assert (sources <= NATIONWIDE) is (name == "national-default")


def test_the_general_rules() -> None:
    name = "national-default"
    assert said(name, ClockName.DISPATCH) == "4 WH"
    assert said(name, ClockName.DISPATCH, urgency=EMERGENCY) == "10 min"
    assert said(name, ClockName.ACCEPT, urgency=EMERGENCY) == "5 min"
    assert said(name, ClockName.HANDLE) == "5 WD"
    assert said(name, ClockName.HANDLE, CONSULT) == "1 WD"
    assert said(name, ClockName.TOTAL, CONSULT) == "1 WD"
    assert said(name, ClockName.ARRIVE) == "none"
    assert said(name, ClockName.ARRIVE, urgency=EMERGENCY) == "30 min"
    assert said(name, ClockName.PROTECT, urgency=EMERGENCY) == "15 min"
    assert said(name, ClockName.RETURN_DECISION, occasion="dispute") == "2 WD"
    assert said(name, ClockName.REVIEW, occasion="force_majeure") == "30 min"
    assert said(name, ClockName.CALLBACK, occasion="finish") == "3 WD"


def test_sanya_counts_city_management_in_hours_and_the_rest_in_working_days() -> None:
    assert said("sanya-2018", ClockName.ACCEPT, item_class=CITY) == "12 h"
    assert said("sanya-2018", ClockName.ACCEPT, item_class=OTHER) == "24 h"
    assert said("sanya-2018", ClockName.HANDLE, item_class=CITY) == "48 h"
    assert said("sanya-2018", ClockName.HANDLE, item_class=OTHER) == "5 WD"
    assert said("sanya-2018", ClockName.TOTAL, item_class=CITY) == "48 h"
    assert said("sanya-2018", ClockName.HANDLE, CONSULT, CITY) == "48 h"
    assert said("sanya-2018", ClockName.HANDLE, CONSULT, OTHER) == "5 WD"


@pytest.mark.parametrize("item_class", ItemClass)
def test_in_sanya_an_emergency_is_accepted_in_minutes_whatever_its_class(
    item_class: ItemClass,
) -> None:
    accepted = said("sanya-2018", ClockName.ACCEPT, item_class=item_class, urgency=EMERGENCY)

    assert accepted == "5 min"


def test_the_edition_of_2020_gives_thirty_minutes_and_keeps_the_hours_of_2018() -> None:
    old, new = load_pack("sanya-2018"), load_pack("sanya-2020")

    assert said("sanya-2018", ClockName.ARRIVE, urgency=EMERGENCY) == "20 min"
    assert said("sanya-2018", ClockName.PROTECT, urgency=EMERGENCY) == "20 min"
    assert not old.emergency.protect_from_arrival.value
    assert said("sanya-2020", ClockName.ARRIVE, urgency=EMERGENCY) == "30 min"
    assert said("sanya-2020", ClockName.PROTECT, urgency=EMERGENCY) == "15 min"
    assert new.emergency.protect_from_arrival.value
    assert said("sanya-2020", ClockName.ACCEPT, item_class=CITY) == "12 h"
    assert said("sanya-2020", ClockName.HANDLE, item_class=CITY) == "48 h"


def test_weifang_gives_five_working_days_to_everything() -> None:
    rule = load_pack("weifang-2021").limit_rule(
        ClockName.HANDLE, Circumstances(item_type=CONSULT, at=NOON)
    )

    assert rule is not None
    assert (rule.limit, rule.rules) == (parse_limit("5 WD"), ("WF-18",))
    assert rule.source == "潍坊市12345政务服务便民热线条例 二十条(一)"


def test_each_place_has_its_own_grounds_of_refusal() -> None:
    weifang = {d.code: d.route_required for d in load_pack("weifang-2021").dispositions}
    sanya = {d.source for d in load_pack("sanya-2018").dispositions}

    assert len(weifang) == 5
    assert weifang["MUST_USE_PROCEDURE"]
    assert sanya == {f"三府〔2017〕332号 十二条({n})" for n in "一二三四五六七"}
    other = load_pack("national-default").disposition("OTHER")
    assert other is not None
    assert other.approved_by is Role.SHIFT_LEAD


@pytest.mark.parametrize(
    ("name", "document", "grounds"),
    [
        ("hainan-prefecture-2022", "海南州12345热线开通通告(2022-07-27) 不予受理(", 14),
        ("hengdong-2024", "衡东县12345热线简介(2024-05-09) ", 14),
        ("weifang-2021", "潍坊市12345政务服务便民热线条例 十九条(", 5),
        ("sanya-2018", "三府〔2017〕332号 十二条(", 8),
        ("sanya-2020", "三府〔2017〕332号 十二条(", 8),
    ],
)
def test_every_ground_stands_in_the_document_of_the_place(
    name: str, document: str, grounds: int
) -> None:
    sources = [ground.source for ground in load_pack(name).dispositions]

    assert len(sources) == grounds
    assert all(source.startswith(document) for source in sources)


@pytest.mark.parametrize(
    ("name", "command", "source"),
    [
        ("hengdong-2024", "record_callback", "衡东县12345热线简介(2024-05-09) 概况(2名质检回访员)"),
        ("sanmen", "pass_review", "三门县12345(96345)便民服务热线办公室工作管理办法 二章(二)2"),
        ("transport-bureau", "submit_result", "某新区交通运输局12345热线办理工作制度 二"),
        ("weifang-2021", "approve_termination", "潍坊市12345政务服务便民热线条例 二十一条"),
        ("sanya-2020", "raise_supervision", "三府〔2017〕332号 六条(三)、八条"),
        ("x-city", "decide_hard_case", "X市12345(平台)运行管理办法 四条"),
    ],
)
def test_who_may_do_what_rests_on_the_document_of_the_place(
    name: str, command: str, source: str
) -> None:
    permission = load_pack(name).permission(command)

    assert permission is not None
    assert permission.source == source


def test_a_result_carries_what_the_notice_of_2018_asks_for() -> None:
    refusal = load_pack("sanya-2018").closing(HELP, ResultKind.UNREASONABLE)

    assert refusal is not None
    assert refusal.required == ("law_article", "explanation")


@pytest.mark.parametrize("name", pack_names())
def test_only_who_says_so_takes_a_hindrance_as_a_result(name: str) -> None:
    known = {c.item_type for c in load_pack(name).closings if c.result is ResultKind.CONSTRAINED}

    says_so = name in ("weifang-2021", "transport-bureau")
    assert known == ({HELP, ItemType.COMPLAINT, ItemType.REPORT} if says_so else set())


@pytest.mark.parametrize("name", pack_names())
def test_whoever_handles_does_not_judge_and_whoever_assesses_does_neither(name: str) -> None:
    roles = {p.command: set(p.roles) for p in load_pack(name).permissions}

    assert {c for c in WATCHING if roles[c] & HANDLES} == set()
    assert {c for c in HANDLING | WATCHING if ASSESSES in roles[c]} == set()
    assert {c for c, r in roles.items() if Role.SYSTEM in r} == {
        "register",
        "urge",
        "change_calendar",
        "change_rule_set",
        "archive",
        "merge",
        "note_export",
        "note_master_ended",
        "note_part_ended",
        "note_print",
        "note_repeat",
        "succeed_unit",
        "undo_succession",
        "open_unit_file",
        "report_staff_change",
        "close_unit_file",
        "suggest_duplicate",
    }


@pytest.mark.parametrize("clock", [ClockName.HANDLE, ClockName.REWORK])
@pytest.mark.parametrize("urgency", Urgency)
def test_the_ladder_above_handling_climbs_to_accountability(
    clock: ClockName, urgency: Urgency
) -> None:
    rungs = list(load_pack("national-default").ladder_of(clock, urgency))

    assert [r.level for r in rungs] == [Level.L1, Level.L2, Level.L3, Level.L4, Level.L5]
    assert [r.after and r.after.text() for r in rungs] == [None, "1 WD", "3 WD", "5 WD", "10 WD"]


def test_an_emergency_climbs_within_the_hour() -> None:
    rungs = list(load_pack("national-default").ladder_of(ClockName.ARRIVE, EMERGENCY))

    assert [r.after and r.after.text() for r in rungs] == [None, "15 min", "30 min", "1 h"]
    assert rungs[-1].to is Role.CITY_OFFICE


def test_the_edition_is_the_content(tmp_path: Path) -> None:
    one = load_pack(written(tmp_path, town(limit('clock = "accept", limit = "2 WD"')), "one"))
    same = load_pack(written(tmp_path, town(limit('limit = "2 WD", clock = "accept"')), "same"))
    other = load_pack(written(tmp_path, town(limit('clock = "accept", limit = "3 WD"')), "other"))

    assert one.edition == same.edition
    assert one.edition != other.edition


def test_a_pack_on_disk_may_count_in_seconds_and_extend_its_neighbour(tmp_path: Path) -> None:
    written(tmp_path, town(limit('clock = "accept", limit = "2 s"')), "parent")
    child = written(tmp_path, 'id = "child"\ntitle = "子"\nextends = "parent"\n', "child")

    rule = load_pack(child).limit_rule(ClockName.ACCEPT, Circumstances(at=NOON))

    assert rule is not None
    assert rule.limit.text() == "2 s"
    assert rule.source == "镇政办〔2026〕1号 三条"


def test_every_list_of_the_model_says_what_tells_its_entries_apart() -> None:
    lists = {entry_of(want.kind) for want in wanted(Pack)} - {None}

    assert lists == set(IDENTITY), "name the new list's identity in policies/shape.py"
    for kind, names in IDENTITY.items():
        assert set(names) <= {field.name for field in fields(kind)}
