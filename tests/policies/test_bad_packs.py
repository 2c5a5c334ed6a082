"""A bad rule pack is refused whole, and each mistake names file, key and reason."""

from pathlib import Path

import pytest

from policies.edition import LARGEST_SNAPSHOT
from policies.library import SHIPPED, load_pack
from policies.mistake import BadPack, UnreadablePack
from policies.pack_file import read_pack
from tests.policies.pack_texts import PROVENANCE, limit, mistakes_in, town, written

NATIONAL = (SHIPPED / "national-default.toml").read_text(encoding="utf-8")


TWO_LIMITS = """
[[limit]]
clock = "accept"
limit = "2 WD"
source = "镇政办〔2026〕1号 三条"
rules = ["G:G2"]

[[limit]]
clock = "accept"
limit = "3 WD"
source = "镇政办〔2026〕1号 四条"
rules = ["G:G2"]
"""
BAD_SAYINGS = [
    ("colour = 3", "colour", "unknown key; allowed: id, title, calendar"),
    ('edition = "1"', "edition", "is computed"),
    (limit('clock = "accept"'), "limit[1].limit", "missing"),
    (limit('clock = "accept", limit = 5'), "limit[1].limit", "must be a limit such as"),
    (limit('clock = "accept", limit = "5 moons"'), "limit[1].limit", "moons"),
    (limit('clock = "accept", limit = "0 WH"'), "limit[1].limit", "more than zero"),
    (limit('clock = "lunch", limit = "1 WD"'), "limit[1].clock", "is not one of: dispatch, accept"),
    (
        limit('clock = "accept", urgency = "very", limit = "1 WD"'),
        "limit[1].urgency",
        "ordinary, urgent, emergency",
    ),
    (
        'limit = [{ clock = "accept", limit = "1 WD", rules = ["G:G2"] }]',
        "limit[1].source",
        "missing",
    ),
    (
        'limit = [{ clock = "accept", limit = "1 WD", source = " ", rules = ["G:G2"] }]',
        "limit[1].source",
        "must name a document and article",
    ),
    (
        'limit = [{ clock = "accept", limit = "1 WD", source = "SY81 一", rules = ["G:G2"] }]',
        "limit[1].source",
        "'SY81' is not in [sources]",
    ),
    ('limit = [{ clock = "accept", limit = "1 WD", source = "x" }]', "limit[1].rules", "missing"),
    (
        'limit = [{ clock = "accept", limit = "1 WD", source = "x", rules = [] }]',
        "limit[1].rules",
        "at least one rule id",
    ),
    (
        'limit = [{ clock = "accept", limit = "1 WD", source = "x", rules = ["why"] }]',
        "limit[1].rules",
        "'why' is not a rule id",
    ),
    (
        TWO_LIMITS,
        "limit[2]",
        "duplicate: the same limit stands at limit[1]",
    ),
    (
        limit('clock = "accept", item_class = "other", limit = "2 WD"'),
        "limit (accept other: 2 WD)",
        "contradicts limit (accept emergency: 5 min) for an order consult other emergency",
    ),
    (
        limit('clock = "cohost", limit = "2 WD"'),
        "limit (cohost: 2 WD)",
        "is a part of the limit of handling",
    ),
    (
        f'limit = [{{ clock = "upstream", drop = true, {PROVENANCE} }}]',
        "limit[1]",
        "drops a limit that the parent does not have",
    ),
    ('limit = [{ clock = "contact", drop = true }]', "limit[1].source", "missing"),
    (
        'limit = [{ clock = "contact", drop = true, source = "x", rules = [] }]',
        "limit[1].rules",
        "at least one rule id",
    ),
    (f'limit = [{{ clock = "contact", drop = 1, {PROVENANCE} }}]', "limit[1].drop", "only be true"),
    (
        f'permission = [{{ command = "accept", roles = ["wizard"], {PROVENANCE} }}]',
        "permission[1].roles[1]",
        "'wizard' is not one of: caller, seat_agent",
    ),
    (
        f'permission = [{{ command = "abolish", roles = ["caller"], {PROVENANCE} }}]',
        "permission (abolish)",
        "no such command; accept,",
    ),
    (
        f'permission = [{{ command = "pass_review", roles = ["unit_head"], {PROVENANCE} }}]',
        "permission (pass_review).roles",
        "may not judge units (AH-09)",
    ),
    (
        f'permission = [{{ command = "submit_result", roles = ["assessor"], {PROVENANCE} }}]',
        "permission (submit_result).roles",
        "may not act on orders (SM-10)",
    ),
    (
        f'closing = [{{ result = "constrained", required = ["hope"], {PROVENANCE} }}]',
        "closing (constrained).required",
        "a result has no field 'hope'",
    ),
    (
        f'office_hours = {{ value = ["05:00-09:00", "22:00-06:00"], {PROVENANCE} }}',
        "office_hours.value",
        "22:00-06:00 runs into 05:00",
    ),
    (
        f'office_hours = {{ value = "9 to 5", {PROVENANCE} }}',
        "office_hours.value",
        "must be a list",
    ),
    ('calendar = "moon"', "calendar", "no calendar 'moon'; known:"),
    (
        f"[intake]\nmass_event_callers = {{ value = 1, {PROVENANCE} }}",
        "intake.mass_event_callers.value",
        "must be at least 2",
    ),
    (
        f"[callback]\nsample_percent = {{ value = 101, {PROVENANCE} }}",
        "callback.sample_percent.value",
        "must be 0 to 100",
    ),
    (
        f"[callback]\nattempts = {{ value = true, {PROVENANCE} }}",
        "callback.attempts.value",
        "must be a whole number, not True",
    ),
    (
        f"[pausing]\ndays = {{ value = 4, {PROVENANCE} }}",
        "pausing.attempts.value",
        "must be 4 to 999, not 3",
    ),
    (
        f"[pausing]\ndays = {{ value = 0, {PROVENANCE} }}",
        "pausing.days.value",
        "must be 1 to 999, not 0",
    ),
    (
        f'[callback]\nwindow_starts = {{ value = ["00:00", "12:00", "6 pm"], {PROVENANCE} }}',
        "callback.window_starts.value",
        "'6 pm' is not a time of day",
    ),
    (
        f'[callback]\nquiet = {{ value = ["8:30", "20:30"], {PROVENANCE} }}',
        "callback.quiet.value",
        "'8:30' is not a time of day",
    ),
    (
        f'[callback]\nquiet = {{ value = ["20:30"], {PROVENANCE} }}',
        "callback.quiet.value",
        "must be two times",
    ),
    ("[returns]\nwindow = 3", "returns.window", "must be a table"),
    ('[returns]\nwindow = { value = "1 WD" }', "returns.window.source", "missing"),
    (
        f'ladder = [{{ clock = "leader_report", level = "L1", to = "supervisor", {PROVENANCE} }}]',
        "ladder (leader_report L1)",
        "no limit that this rung could stand above",
    ),
    (
        'ladder = [{ clock = "handle", level = "L4", after = "2 WD", to = "caller", '
        f"{PROVENANCE} }}]",
        "ladder (handle L4)",
        "does not sound after L3",
    ),
    (
        f'ladder = [{{ level = "L1", to = "supervisor", {PROVENANCE} }}]',
        "ladder (L1)",
        "names no clock",
    ),
    (
        f'reminder = [{{ clock = "leader_report", {PROVENANCE} }}]',
        "reminder (leader_report)",
        "no limit",
    ),
    (
        'disposition = [{ code = "OTHER", route_required = false, approved_by = "unit_head", '
        f'title = "x", {PROVENANCE} }}]',
        "disposition (OTHER).approved_by",
        "may not refuse",
    ),
    ("sources = 7", "sources", "must be a table"),
]


@pytest.mark.parametrize(("saying", "key", "reason"), BAD_SAYINGS, ids=[b[1] for b in BAD_SAYINGS])
def test_a_mistake_names_file_key_and_reason(
    tmp_path: Path, saying: str, key: str, reason: str
) -> None:
    path = written(tmp_path, town(saying))

    found = [m for m in mistakes_in(path) if m.key == key]

    assert [m.file for m in found] == [str(path)]
    assert reason in found[0].reason


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = town("colour = 3", limit('clock = "lunch", limit = "5 moons"'), "[returns]\nmost = 2")

    keys = [m.key for m in mistakes_in(written(tmp_path, text))]

    assert keys == ["colour", "limit[1].clock", "limit[1].limit", "returns.most"]


def test_a_pack_without_a_parent_must_say_everything(tmp_path: Path) -> None:
    keys = {m.key for m in mistakes_in(written(tmp_path, 'id = "bare"\ntitle = "空"\n'))}

    assert {"calendar", "office_hours", "limit", "permission", "returns", "callback"} <= keys


def test_only_what_a_parent_has_can_be_dropped() -> None:
    dropped = 'limit = [\n  { clock = "rework", drop = true, source = "default" },'

    with pytest.raises(BadPack, match="drops a limit that the parent does not have"):
        read_pack(NATIONAL.replace("limit = [", dropped, 1), load_pack)


def test_a_child_must_bear_its_own_name(tmp_path: Path) -> None:
    path = written(tmp_path, 'extends = "national-default"\n')

    assert [m.key for m in mistakes_in(path)] == ["id", "title"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'id = "a"\ntitle = "\xff"\n', "not UTF-8 (line 2)"),
        (b'id = "a"\ntitle = "\x00"\n', "NUL character (line 2)"),
        (b'id = "a"\ntitle = = "b"\n', "line 2"),
        (b"a = " + b"9" * 5000, "not TOML"),
        (b"a = " + b"[" * 100_000, "not TOML"),
    ],
    ids=["not utf-8", "nul", "not toml", "endless number", "endless brackets"],
)
def test_a_file_that_is_no_text_of_rules(tmp_path: Path, content: bytes, reason: str) -> None:
    path = written(tmp_path, content)

    [mistake] = mistakes_in(path)

    assert mistake.file == str(path)
    assert reason in mistake.reason


def test_a_pack_too_big_to_travel_with_an_order(tmp_path: Path) -> None:
    ground = '{{ code = "G{}", route_required = false, title = "{}", {} }}'
    grounds = ",".join(ground.format(n, "理由" * 40, PROVENANCE) for n in range(120))

    [mistake] = mistakes_in(written(tmp_path, town(f"disposition = [{grounds}]")))

    assert mistake.key == "disposition"
    assert f"at most {LARGEST_SNAPSHOT} may travel" in mistake.reason


def test_a_name_that_nobody_knows() -> None:
    with pytest.raises(UnreadablePack, match="no such rule pack; known: anhui-2018, "):
        load_pack("atlantis")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePack, match="No such file"):
        load_pack(tmp_path / "none.toml")


def test_text_is_read_like_a_file() -> None:
    with pytest.raises(BadPack) as bad:
        read_pack(NATIONAL + "\n[atlantis]\n", load_pack)

    assert [str(m).split(";")[0] for m in bad.value.mistakes] == ["text: atlantis: unknown key"]
