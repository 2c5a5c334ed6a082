"""The register of rules names the law whole: nothing added, nothing left out, nothing excused."""

import re
from pathlib import Path

import pytest

from policies.law_coverage import CoverageStatus, Covered, law_coverage
from policies.rule_register import (
    Claim,
    LawRule,
    StrayClaims,
    law_claims,
    law_rules,
    read_rules,
    rule_of,
)

ROOT = Path(__file__).parents[2]
RULEBOOK = ROOT.parent / "shared" / "rulebook.md"
PAGE = ROOT / "docs" / "rules.md"
ROW = re.compile(r"^\| ([A-Z0-9]+-\d+) \|", re.MULTILINE)
SPAN = re.compile(r"`?([TXCGK]:[TXCGK])(\d+)`?…`?[TXCGK]:[TXCGK](\d+)")
EMERGENCY = re.compile(r"^\| (E\S+) \|", re.MULTILINE)
SINGLE = re.compile(r"(?<![\w:])(?:[TX]:)?[A-Z]+\d*-?\d+(?![\w:])")
NATIONAL, UNLISTED = range(1, 16), range(42, 50)
SENTENCE = re.compile(r"^[A-Z0-9][^|]*[^.|\s]$")
LONGEST = 200
CLAIMS = (
    Claim(id="WF-18.1", says="The unit has five working days"),
    Claim(id="WF-18.2", says="A callback does not end them"),
    Claim(id="WF-18.3", says="The console shows them", due_later=True),
)
A_RULE = LawRule(
    id="WF-18", document="条例", article="20", means="five days", zh="五日", claims=CLAIMS
)


@pytest.fixture
def rulebook() -> str:
    """The rulebook lies beside a checkout and is no part of it."""
    if not RULEBOOK.is_file():
        pytest.skip(f"no rulebook at {RULEBOOK}: the register cannot be held against it")
    return RULEBOOK.read_text(encoding="utf-8")


def chapter(rulebook: str, begin: str, end: str) -> str:
    """What stands between two headings."""
    return rulebook.split(f"### {begin} ")[1].split(f"### {end} ")[0]


def spans(text: str) -> set[str]:
    """Every id of spans such as `T:T01`…`T:T53`, with as many digits as the first has."""
    return {
        f"{prefix}{number:0{len(first)}}"
        for prefix, first, last in SPAN.findall(text)
        for number in range(int(first), int(last) + 1)
    }


def test_the_register_names_every_rule_and_no_other(rulebook: str) -> None:
    rows = set(ROW.findall(chapter(rulebook, "1.2", "1.17")))
    rows |= {f"NA-{n:02}" for n in NATIONAL} | {f"WF-{n}" for n in UNLISTED}
    steps = EMERGENCY.findall(chapter(rulebook, "5.3", "5.4"))
    rows |= {f"E:{step}".replace("′", "'") for step in steps}
    counted = chapter(rulebook, "1.18", "2A.").split("- May be")[0]
    assert set(law_rules()) == rows | spans(counted)


def test_only_what_may_be_is_no_matter_for_a_program(rulebook: str) -> None:
    allowed = chapter(rulebook, "1.18", "2A.").split("- May be")[1].split("Nothing else")[0]
    excused = {rule.id for rule in law_rules().values() if rule.not_software}
    assert excused <= set(SINGLE.findall(allowed))


def test_only_what_may_come_later_does(rulebook: str) -> None:
    later = chapter(rulebook, "1.18", "2A.").split("- Due with")[1].split("- An id")[0]
    allowed = set(SINGLE.findall(later)) | spans(later)
    assert {rule.id for rule in law_rules().values() if rule.due_later} == allowed


def test_every_rule_is_said_in_both_languages() -> None:
    for rule in law_rules().values():
        assert rule.means.isascii(), rule.id
        assert not rule.zh.isascii(), rule.id
        assert rule.article, rule.id


def test_the_page_of_rules_lists_the_register() -> None:
    listed = re.findall(r"^\| ([A-Z][\w]*[-:][\w']+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert listed == list(law_rules())


def test_every_claim_is_one_plain_sentence() -> None:
    for claim in law_claims().values():
        assert claim.says.isascii(), claim.id
        assert SENTENCE.match(claim.says), claim.id
        assert len(claim.says) <= LONGEST, claim.id


def test_the_claims_of_a_rule_are_numbered_from_one() -> None:
    for rule in law_rules().values():
        numbers = [int(claim.id.rpartition(".")[2]) for claim in rule.claims]
        assert numbers == list(range(1, len(numbers) + 1)), rule.id
        assert {rule_of(claim.id) for claim in rule.claims} <= {rule.id}


def test_what_no_program_can_keep_claims_nothing() -> None:
    assert not [rule.id for rule in law_rules().values() if rule.not_software and rule.claims]


def test_a_quote_is_the_sources_own_words() -> None:
    for rule in law_rules().values():
        assert not rule.quote or not rule.quote.isascii(), rule.id


def test_claims_of_a_rule_that_the_document_does_not_have_are_refused(tmp_path: Path) -> None:
    (tmp_path / "HN.toml").write_text('[WF-18]\nclaims = { 1 = "x" }\n', encoding="utf-8")
    with pytest.raises(StrayClaims, match=r"claims/HN.toml: no such rule: WF-18"):
        list(read_rules(tmp_path))


def covered(*tests: str, held: tuple[str, ...] = (), rule: LawRule = A_RULE) -> Covered:
    """A rule with its tests and the claims that they hold."""
    return Covered(rule=rule, tests=tests, packs=(), held=dict.fromkeys(held, ("t",)))


def test_a_rule_is_whole_when_each_of_its_claims_is_held() -> None:
    whole = covered("t", held=("WF-18.1", "WF-18.2"))
    assert (whole.status, whole.is_owed, whole.unheld) == (CoverageStatus.WHOLE, False, ())


def test_a_rule_with_an_unheld_claim_is_half_and_owed() -> None:
    half = covered("t", held=("WF-18.1",))
    assert (half.status, half.is_owed) == (CoverageStatus.HALF, True)
    assert [claim.id for claim in half.unheld] == ["WF-18.2"]


def test_a_rule_whose_meaning_nobody_has_written_is_half() -> None:
    unsaid = LawRule(id="WF-18", document="条例", article="20", means="five days", zh="五日")
    assert covered("t", rule=unsaid).status is CoverageStatus.HALF


def test_a_rule_is_touched_by_its_own_id_and_held_by_its_claims() -> None:
    (rule,) = (rule for rule in law_rules().values() if rule.id == "WF-18")
    claim = rule.claims[0].id
    told = {"a.py::test_x[1]": ["WF-18"], "a.py::test_x[2]": ["WF-18"], "b.py::test_y": [claim]}
    covered = {one.rule.id: one for one in law_coverage(told)}
    assert covered["WF-18"].tests == ("a.py::test_x", "b.py::test_y")
    assert covered["WF-18"].held[claim] == ("b.py::test_y",)
    assert covered["WF-18"].packs == ("weifang-2021",)
    assert covered["WF-17"].status is CoverageStatus.MISSING
    assert covered["WF-17"].is_owed
    assert covered["WF-48"].status is CoverageStatus.NOT_SOFTWARE


def test_what_is_due_later_is_missing_and_not_owed() -> None:
    (later,) = (one for one in law_coverage({}) if one.rule.id == "K:K1")
    assert (later.status, later.is_owed) == (CoverageStatus.MISSING, False)


def test_a_test_goes_before_an_excuse() -> None:
    excused = LawRule(
        id="WF-48", document="条例", article="37", means="who", zh="谁", not_software="x"
    )
    assert covered("t", rule=excused).status is CoverageStatus.WHOLE
