"""What the form of an act asks for, and what is written in it read as the paper that it is."""

from zoneinfo import ZoneInfo

import pytest

from domain.chapters.handling.commands import RequestExtension, SubmitResult
from domain.vocabulary import ResultKind
from services.orders.forms.fields import Choice, FieldKind, FormField, Offered, fields_of
from services.orders.forms.filled_in import paper_of
from services.orders.page.speech import Speech
from services.submission.command_json import BadPaper, commands
from tests.domain.case import Case
from texts import CHINESE

SPEECH = Speech(language=CHINESE, units={"water": "市水务公司"})
OFFERED = Offered(
    units=(Choice(word="water", title="市水务公司"), Choice(word="roads", title="市公路局")),
    below=(),
    people=(),
    rules=(Choice(word="D-1", title="D-1"),),
    rule_unit="water",
)
HERE = ZoneInfo("Asia/Shanghai")


def asked(act: str, case: Case | None = None, **said: str) -> dict[str, FormField]:
    """The fields of an act about an order that a unit has signed in."""
    order = (case or Case().signed_in()).order
    words = {name: (word,) for name, word in said.items()}
    return {one.name: one for one in fields_of(act, order, OFFERED, words, SPEECH)}


@pytest.mark.parametrize("act", sorted(set(commands()) - {"change_rule_set", "change_calendar"}))
def test_every_act_has_a_form_whose_labels_fit_on_it(act: str) -> None:
    for field in asked(act).values():
        assert len(field.label) <= 8, field
        assert field.kind is not FieldKind.CHOICE or field.choices or field.name, field


def test_a_result_asks_for_what_the_law_wants_of_its_kind_and_type() -> None:
    case = Case().signed_in()
    for kind in ResultKind:
        rule = case.order.dossier.pack.closing(case.order.item_type, kind)
        if rule is None:
            continue
        fields = asked("submit_result", case, result_kind=kind.value)
        wanted = {name for name in rule.required if name in SubmitResult.TEXTS}
        assert {one.name for one in fields.values() if one.kind is FieldKind.TEXT} == {
            *wanted,
            "public_answer",
        }
        assert all(fields[name].is_required for name in wanted)
    kinds = {choice.word for choice in asked("submit_result", case)["result_kind"].choices}
    assert "conveyed" not in kinds, "only a praise is conveyed"


def test_a_dispatch_proposes_the_unit_of_the_catalogue_with_its_rule() -> None:
    assert asked("dispatch")["unit"].said == ("water",)
    assert asked("dispatch")["rule"].said == ("D-1",)
    assert asked("dispatch", unit="water")["rule"].said == ("D-1",)
    assert asked("dispatch", unit="roads")["rule"].said == ()
    assert "to_town" not in asked("dispatch")


def test_what_is_written_reads_as_the_paper_that_the_api_would_read() -> None:
    said = {
        "result_kind": ("solved",),
        "told_at": ("2026-03-02T10:00",),
        "told_via": ("phone",),
        "solution": ("已修复",),
        "evidence": ("",),
        "form_word": ("x",),
    }
    paper = paper_of("submit_result", said, HERE)
    assert isinstance(paper.command, SubmitResult)
    assert paper.command.told_at is not None
    assert paper.command.told_at.astimezone(HERE).hour == 10
    assert paper.texts == {"solution": "已修复"}


def test_a_limit_is_an_amount_and_its_measure_and_a_tick_is_no_where_it_is_missing() -> None:
    said = {"length": ("3",), "length-in": ("WD",), "signed_by": ("head",), "reason": ("等配件",)}
    paper = paper_of("request_extension", said, HERE)
    assert isinstance(paper.command, RequestExtension)
    assert paper.command.length.text() == "3 WD"
    assert paper.command.for_cohost is False
    ticked = paper_of("request_extension", {**said, "for_cohost": ("yes",)}, HERE)
    assert isinstance(ticked.command, RequestExtension)
    assert ticked.command.for_cohost is True


def test_what_is_missing_or_unfit_is_named_by_its_field() -> None:
    with pytest.raises(BadPaper) as bad:
        paper_of("request_extension", {"length": ("三天",), "length-in": ("WD",)}, HERE)
    assert {field for field, _ in bad.value.errors} == {"length", "signed_by"}
