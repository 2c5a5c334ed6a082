"""A case brings along the day by which it was promised: it governs like another platform's due."""

from datetime import date
from pathlib import Path

import pytest

from audit.ledger.arithmetic import explain_lines
from domain.chapters.afterwards.commands import FindFalseClosure
from domain.chapters.closing.commands import PassReview
from domain.chapters.handling.commands import ApproveExtension, RequestExtension
from domain.chapters.intake.commands import Reclassify, Register
from domain.law.pack import Pack
from domain.time.limit import parse_limit
from domain.vocabulary import ItemClass, ItemType, Urgency
from policies.edition import snapshot
from policies.library import load_pack
from policies.mistake import BadPack
from tests.domain.case import Case, moment
from tests.policies.pack_texts import town, written

LAW = town(
    "[intake]",
    'furthest_promised_day = { value = "60 ND", source = "市政办〔2026〕2号", rules = ["G:G8"] }',
)
DAY = date(2026, 3, 20)
END = moment("03-20 24:00")


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A town that takes over what was promised elsewhere."""
    return load_pack(written(tmp_path_factory.mktemp("law"), LAW))


def explained(case: Case) -> str:
    dossier = Case(case.order.dossier.pack).order.dossier
    return "\n".join(explain_lines(dossier, case.facts, "handle/1"))


@pytest.mark.rule("G:G8")
@pytest.mark.parametrize("day", [date(2026, 3, 3), DAY])
def test_the_promised_day_stands_in_the_place_of_the_limit(law: Pack, day: date) -> None:
    case = Case(law, at="03-02 09:00").signed_in(promised_day=day)
    end = case.here(f"{day:%m-%d} 24:00")
    for name in ("handle/1", "total/1"):
        assert case.clock(name).due == end
        assert "G:G8" in case.clock(name).basis
    assert case.after(end - case.now).clock("handle/1").lapsed is None
    assert case.after(seconds=1).clock("handle/1").lapsed == end


@pytest.mark.rule("G:G8")
@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 3, 1), "promised_day_out_of_range"),
        (date(2026, 3, 2), ""),
        (date(2026, 5, 1), ""),
        (date(2026, 5, 2), "promised_day_out_of_range"),
    ],
)
def test_the_day_lies_ahead_and_within_the_law(law: Pack, day: date, code: str) -> None:
    command = Register(type=ItemType.HELP, promised_day=day, district="east")
    case, texts = Case(law, at="03-02 09:00"), ("demand", "name", "phone", "place")
    if code:
        assert case.refused(command, *texts) == code
    else:
        assert "G:G8" in case.does(command, *texts).facts[0].basis


@pytest.mark.rule("G:G8")
def test_a_law_that_says_nothing_of_it_takes_none() -> None:
    command = Register(type=ItemType.HELP, promised_day=DAY)
    refused = Case(at="03-02 09:00").refused(command, "demand", "name", "phone")
    assert refused == "promised_day_not_in_law"


@pytest.mark.rule("G:G8")
def test_it_stays_when_the_demand_is_reclassified_and_is_not_extended(law: Pack) -> None:
    case = Case(law, at="03-02 09:00").signed_in(promised_day=DAY)
    mended = Reclassify(type=ItemType.HELP, class_=ItemClass.CITY_MANAGEMENT)
    case.by("dispatcher").does(mended, "reason")
    assert case.clock("handle/1").due == END
    more = RequestExtension(length=parse_limit("1 WD"), signed_by="head")
    assert case.by("unit_clerk").refused(more, "reason") == "beyond_promised_day"
    assert "differs" not in explained(case)


@pytest.mark.rule("C:C17")
def test_of_a_promise_and_the_due_of_another_platform_the_earlier_governs(law: Pack) -> None:
    sooner = {"source": "province", "upstream_due": moment("03-10 12:00")}
    later = {"source": "province", "upstream_due": moment("03-30 12:00")}
    first = Case(law, at="03-02 09:00").dispatched(promised_day=DAY, **sooner)
    assert first.clock("handle/1").due == moment("03-10 12:00")
    assert Case(law).dispatched(promised_day=DAY, **later).clock("handle/1").due == END


@pytest.mark.rule("G:G8")
def test_a_day_that_has_ended_just_now_is_promised_no_more(law: Pack) -> None:
    yesterday = Register(type=ItemType.HELP, promised_day=date(2026, 3, 1), district="east")
    case, texts = Case(law, at="03-02 00:00"), ("demand", "name", "phone", "place")
    assert case.refused(yesterday, *texts) == "promised_day_out_of_range"
    before = Case(law, at="03-01 23:59").does(yesterday, *texts)
    assert before.order.promised_day == yesterday.promised_day


@pytest.mark.rule("G:G8")
def test_where_the_law_counts_hours_the_whole_day_lies_within_them(tmp_path: Path) -> None:
    hours = load_pack(written(tmp_path, LAW.replace("60 ND", "10 h")))
    today = Register(type=ItemType.HELP, promised_day=date(2026, 3, 2), district="east")
    case, texts = Case(hours, at="03-02 13:59"), ("demand", "name", "phone", "place")
    assert case.after(seconds=59).refused(today, *texts) == "promised_day_out_of_range"
    case.after(seconds=1).does(today, *texts)


@pytest.mark.rule("C:C17", "T:T21", "G:G7", "T:T48")
def test_once_the_other_platform_has_its_result_time_is_given_up_to_the_promised_day(
    law: Pack,
) -> None:
    foreign = {"source": "province", "upstream_due": moment("03-12 24:00")}
    case = Case(law, at="03-02 09:00").signed_in(promised_day=date(2026, 3, 16), **foreign)
    case.solved().by("reviewer").does(PassReview()).called_back(solved=True, satisfied=1)
    case.by("assessor").does(FindFalseClosure(), "evidence").by("unit_clerk")
    assert case.clock("handle/1").due == moment("03-12 24:00")
    asked = [
        RequestExtension(length=parse_limit(f"{days} WD"), signed_by="head") for days in (2, 3)
    ]
    assert case.refused(asked[1], "reason") == "beyond_promised_day"
    case.does(asked[0], "reason").by("hotline_head").does(ApproveExtension())
    assert case.clock("handle/1").due == moment("03-16 24:00")


def test_an_emergency_waits_for_no_promise(law: Pack) -> None:
    urgent = {"urgency": Urgency.EMERGENCY}
    with_day = Case(law, at="03-02 09:00").dispatched(promised_day=DAY, **urgent)
    assert with_day.clock("handle/1").due < END


def test_a_law_without_it_travels_as_it_always_did(law: Pack) -> None:
    assert b"furthest_promised_day" not in snapshot(load_pack("national-default"))
    assert b"furthest_promised_day" in snapshot(law)


def test_a_bad_bound_is_named(tmp_path: Path) -> None:
    bad = LAW.replace("60 ND", "60 days")
    with pytest.raises(BadPack, match="furthest_promised_day"):
        load_pack(written(tmp_path, bad))
