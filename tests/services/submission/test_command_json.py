"""Which instants a paper may name, with the wall clock standing still."""

import json
from datetime import UTC, datetime

import pytest
from freezegun import freeze_time

from domain.chapters.handling.commands import RequestExtension
from domain.chapters.intake.commands import Register
from domain.chapters.supervision.commands import RaiseSupervision
from domain.time.limit import parse_limit
from domain.vocabulary import ItemType, Level, State, Trigger
from services.submission.command_json import BadPaper, read_paper, write_paper
from tests.domain.acts import next_steps

TODAY = "2026-03-02T00:00:00+08:00"


def told(at: str) -> bytes:
    """A result that the caller was told of at an instant."""
    return json.dumps({"result_kind": "solved", "told_at": at}).encode()


@freeze_time(TODAY)
@pytest.mark.parametrize("at", ["2000-01-01T00:00:00Z", "2036-03-02T00:00:00+08:00"])
def test_an_instant_within_a_working_life_is_taken(at: str) -> None:
    command = read_paper("submit_result", told(at)).command
    assert getattr(command, "told_at") == datetime.fromisoformat(at).astimezone(UTC)  # noqa: B009


@freeze_time(TODAY)
@pytest.mark.parametrize(
    "at", ["1999-12-31T23:59:59Z", "2036-03-03T00:00:01+08:00", "9999-12-31T23:59:59Z"]
)
def test_an_instant_that_nobody_can_mean_is_named(at: str) -> None:
    with pytest.raises(BadPaper, match=r"told_at: .*before 2000 or more than ten years ahead"):
        read_paper("submit_result", told(at))


def test_the_bound_moves_with_the_clock() -> None:
    later = told("2040-01-01T00:00:00Z")
    with freeze_time(TODAY), pytest.raises(BadPaper):
        read_paper("submit_result", later)
    with freeze_time("2031-01-01T00:00:00Z"):
        assert read_paper("submit_result", later)


def test_a_list_of_units_holds_codes_and_nothing_longer() -> None:
    hosts = read_paper("set_hosts", b'{"host": "water", "co_hosts": ["roads", "parks"]}').command
    assert getattr(hosts, "co_hosts") == ("roads", "parks")  # noqa: B009
    with pytest.raises(BadPaper, match=r"co_hosts\.0: .*pattern"):
        read_paper("set_hosts", b'{"host": "water", "co_hosts": ["a citizen and his words"]}')
    crowd = json.dumps({"host": "water", "co_hosts": ["roads"] * 101})
    with pytest.raises(BadPaper, match=r"co_hosts: .*at most 100"):
        read_paper("set_hosts", crowd.encode())


def test_an_answer_names_a_version_that_can_be_one() -> None:
    cited = read_paper("answer", b'{"kb_entry": "water-7", "kb_version": 17}').command
    assert getattr(cited, "kb_version") == 17  # noqa: B009
    for version in (b"-1", b"1000001", b"1.5", b'"1"'):
        with pytest.raises(BadPaper, match="kb_version: "):
            read_paper("answer", b'{"kb_entry": "water-7", "kb_version": ' + version + b"}")


def test_what_is_written_reads_as_the_same_paper() -> None:
    texts = {"name": "张三", "phone": "000", "reason": "…"}
    now = datetime.now(UTC)
    asked = [command for state in State for command in next_steps(state, now)]
    for command in (*asked, Register(type=ItemType.HELP, district="east")):
        written = {name: text for name, text in texts.items() if name in command.TEXTS}
        paper = write_paper(command, written)
        read = read_paper(command.name, paper)
        assert (read.texts, write_paper(read.command, read.texts)) == (written, paper)


def test_what_is_as_usual_is_not_written() -> None:
    raised = RaiseSupervision(level=Level.L2, trigger=Trigger.OTHER)
    assert json.loads(write_paper(raised, {})) == {"level": "L2", "trigger": "other"}
    more = RequestExtension(length=parse_limit("2 WD"), signed_by="head")
    said = json.loads(write_paper(more, {"reason": "…"}))
    assert said == {"length": "2 WD", "signed_by": "head", "reason": "…"}


def test_a_case_bears_the_number_that_its_court_wrote() -> None:
    court = {"procedure": "litigation", "case_no": "(2026)鲁0702民初1234号"}
    paper = read_paper("enter_procedure", json.dumps(court | {"authority": "奎文区法院"}).encode())
    assert paper.command.case_no == court["case_no"]  # type: ignore[attr-defined]
    for wrong in ({"case_no": "我要起诉"}, {"authority": "法院 已受理"}):
        told = json.dumps(court | {"authority": "court"} | wrong).encode()
        with pytest.raises(BadPaper) as bad:
            read_paper("enter_procedure", told)
        assert [field for field, _ in bad.value.errors] == list(wrong)
