"""Orders that are on record live again under another law, beside what was."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.chapters.handling.commands import ApproveExtension, RequestExtension, SubmitResult
from domain.chapters.law_change.commands import ChangeRuleSet
from domain.law.pack import Pack
from domain.time.limit import parse_limit
from domain.vocabulary import ItemClass, ResultKind, Role
from policies.law import Law
from policies.library import calendar_for, load_pack
from services.trials.handling_duties import DutySum, Fared, fared, sums_by
from services.trials.what_if import RefusedAct
from tests.domain.case import BY_PHONE
from tests.policies.pack_texts import limit, town, written
from tests.services.trials.on_record import OnRecord, with_unit

SOLVED = ("solution", "evidence")
MORE = RequestExtension(length=parse_limit("3 WD"), signed_by="head")


def solved(case: OnRecord) -> OnRecord:
    case.by("unit_clerk").does(SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE), *SOLVED)
    return case


def law(pack: str | Path | Pack) -> Law:
    found = pack if isinstance(pack, Pack) else load_pack(pack)
    return Law(pack=found, calendar=calendar_for(found))


def hurried(tmp_path: Path, *sayings: str) -> Law:
    """The general rules with two working days for everything."""
    two_days = limit('clock = "handle", limit = "2 WD"')
    return law(written(tmp_path, town(two_days, *sayings)))


def test_under_its_own_law_an_order_lives_the_same_life() -> None:
    case = solved(with_unit().at("03-12 10:00"))
    compared = case.under(law("national-default"))
    assert compared.would_be.clocks == compared.was.clocks
    assert (compared.changes, compared.dropped, compared.presumed) == (False, (), ())


def test_what_was_in_time_would_have_been_late_under_a_shorter_limit(tmp_path: Path) -> None:
    case = solved(with_unit().at("03-05 10:00"))
    compared = case.under(hurried(tmp_path))
    assert (fared(compared.was), fared(compared.would_be)) == (Fared.IN_TIME, Fared.LATE)
    assert compared.changes


def test_a_running_order_is_late_as_soon_as_its_other_due_has_passed(tmp_path: Path) -> None:
    case = with_unit()
    assert fared(case.at("03-04 23:00").under(hurried(tmp_path)).would_be) is Fared.RUNNING
    assert fared(case.at("03-05 01:00").under(hurried(tmp_path)).would_be) is Fared.LATE


def test_duties_are_counted_by_unit(tmp_path: Path) -> None:
    late, good = with_unit(), with_unit()
    solved(late.at("03-05 10:00"))
    solved(good.at("03-03 10:00"))
    orders = [case.under(hurried(tmp_path)) for case in (late, good)]
    before = sums_by((order.was for order in orders), lambda duty: duty.unit)
    after = sums_by((order.would_be for order in orders), lambda duty: duty.unit)
    assert before == {"water": DutySum(duties=2, late=0)}
    assert after == {"water": DutySum(duties=2, late=1)}


def test_texts_that_the_other_law_demands_are_presumed_given(tmp_path: Path) -> None:
    required = '["solution", "evidence", "measures"]'
    closing = f'item_type = "help", result = "solved", required = {required}'
    strict = f'closing = [{{ {closing}, source = "镇政办〔2026〕1号 三条", rules = ["G:G2"] }}]'
    case = solved(with_unit().at("03-03 10:00"))
    compared = case.under(law(written(tmp_path, town(strict))))
    assert compared.presumed == (RefusedAct(command="submit_result", code="closing_field_missing"),)
    assert (compared.dropped, fared(compared.would_be)) == ((), Fared.IN_TIME)


def test_an_act_that_the_other_law_refuses_is_named_by_its_code() -> None:
    general = load_pack("national-default")
    none = replace(general, extension=replace(general.extension, most=_none(general)))
    case = with_unit().by("unit_head").does(MORE, "reason").by("hotline_head")
    solved(case.does(ApproveExtension()).at("03-11 10:00"))
    compared = case.under(law(none))
    codes = [(one.command, one.code) for one in compared.dropped]
    assert [command for command, _ in codes] == ["request_extension", "approve_extension"]
    assert (fared(compared.was), fared(compared.would_be)) == (Fared.IN_TIME, Fared.LATE)
    assert compared.changes


def _none(pack: Pack) -> object:
    return replace(pack.extension.most, value=0)


def test_an_order_that_would_have_gone_another_way_is_not_compared() -> None:
    general = load_pack("national-default")
    only_heads = tuple(
        replace(one, roles=(Role.UNIT_HEAD,)) if one.command == "submit_result" else one
        for one in general.permissions
    )
    case = solved(with_unit().at("03-03 10:00"))
    compared = case.under(law(replace(general, permissions=only_heads)))
    assert compared.dropped == (RefusedAct(command="submit_result", code="role_may_not"),)
    assert (compared.went_otherwise, compared.changes) == (True, False)


def test_a_demand_that_the_other_law_does_not_take_ends_there() -> None:
    case = with_unit(anonymous=True)
    general = load_pack("national-default")
    named = replace(general.identity.anonymous_allowed, value=False)
    compared = case.under(
        law(replace(general, identity=replace(general.identity, anonymous_allowed=named)))
    )
    assert compared.dropped == (RefusedAct(command="register", code="anonymous_not_allowed"),)
    assert compared.went_otherwise


def test_an_order_that_moved_to_a_newer_edition_is_judged_by_the_other_law_throughout(
    tmp_path: Path,
) -> None:
    case = with_unit().by("system")
    case.does(ChangeRuleSet(pack=load_pack("weifang-2021")), "reason").at("03-05 01:00")
    compared = case.under(hurried(tmp_path))
    assert (compared.dropped, fared(compared.would_be)) == ((), Fared.LATE)


@pytest.mark.parametrize("item_class", ItemClass)
def test_type_and_class_choose_the_limit_of_the_other_law_too(item_class: ItemClass) -> None:
    case = with_unit(class_=item_class)
    compared = case.after(timedelta(hours=60)).under(law("sanya-2018"))
    late = item_class is ItemClass.CITY_MANAGEMENT
    assert (fared(compared.would_be) is Fared.LATE) is late
