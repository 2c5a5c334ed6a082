"""来信市: a councillor's letter is contacted within two working hours."""

from pathlib import Path

import pytest

from domain.vocabulary import Channel, Urgency
from policies.library import load_pack
from tests.domain.case import Case

LAW = load_pack(Path(__file__).with_name("letters.toml"))
LETTER = Channel.LETTER


@pytest.mark.rule("T:T19")
def test_a_councillors_letter_is_contacted_within_two_working_hours() -> None:
    case = Case(LAW, at="03-02 11:00").dispatched(channel=LETTER, queue="councillors")
    assert case.clock("contact/1").due == case.here("03-02 14:00")
    assert "DueBreached" in case.at("03-02 14:01").kinds()


@pytest.mark.rule("T:T19.1")
@pytest.mark.parametrize("fields", [{"channel": LETTER}, {"queue": "councillors"}])
def test_other_letters_and_other_calls_keep_their_working_day(fields: dict[str, str]) -> None:
    case = Case(LAW).dispatched(**fields)
    assert case.clock("contact/1").due == case.here("03-03 24:00")


@pytest.mark.rule("E:E2.1")
def test_an_emergency_stays_an_emergency() -> None:
    letter = {"channel": LETTER, "queue": "councillors", "urgency": Urgency.EMERGENCY}
    assert Case(LAW).dispatched(**letter).clock("contact/1").limit.text() == "10 min"
