"""Acting at the machine itself: with this machine's key, for an hour, and for one person."""

import base64
import json

import pytest
from freezegun import freeze_time

from operations.entrance import Entrance, NobodyToAct
from services.accounts.local_acting import MACHINE, BadLocalToken, LocalActing

HERE = LocalActing(key=b"k" * 32)


@pytest.mark.parametrize("person", ["seat-1", "张三", "a.b.c", "x" * 500])
def test_a_token_speaks_in_the_name_of_one_person(person: str) -> None:
    assert HERE.person_of(HERE.token(person)) == person


def test_another_machine_made_nothing_that_counts_here() -> None:
    with pytest.raises(BadLocalToken):
        HERE.person_of(LocalActing(key=b"o" * 32).token("seat-1"))


def test_the_name_cannot_be_changed() -> None:
    seal = HERE.token("seat-1").rpartition(".")[2]
    said = json.dumps({"person": "head-1", "until": 2**40}).encode()
    with pytest.raises(BadLocalToken):
        HERE.person_of(f"local.{base64.urlsafe_b64encode(said).decode()}.{seal}")


@pytest.mark.parametrize("token", ["local.", "local..", "local.x", "local.\udcff.x", "local.e30=."])
def test_what_is_no_token_is_none(token: str) -> None:
    with pytest.raises(BadLocalToken):
        HERE.person_of(token)


def test_it_lasts_an_hour() -> None:
    with freeze_time("2026-03-02 09:00:00") as now:
        token = HERE.token("seat-1")
        now.move_to("2026-03-02 10:00:00")
        assert HERE.person_of(token) == "seat-1"
        now.move_to("2026-03-02 10:00:01")
        with pytest.raises(BadLocalToken):
            HERE.person_of(token)


def test_where_nobody_may_speak_for_others_a_token_of_ones_own_is_shown() -> None:
    own = Entrance(api="http://there", token="paidan_own")
    assert own.command_headers("seat-1", "k") == {
        "Authorization": "Bearer paidan_own",
        "X-Paidan-Post": "seat-1",
        "Idempotency-Key": "k",
        "Content-Type": "application/json",
    }
    assert own.headers() == {"Authorization": "Bearer paidan_own"}
    nobody = Entrance(api="http://there")
    for person in ("", "seat-1"):
        with pytest.raises(NobodyToAct):
            nobody.headers(person)


def test_the_owner_of_the_machine_asks_as_the_machine_and_acts_as_a_person_only() -> None:
    owner = Entrance(api="http://there", acting=HERE, token="paidan_own")
    for person in (MACHINE, "seat-1"):
        shown = owner.headers(person)["Authorization"]
        assert HERE.person_of(shown.removeprefix("Bearer ")) == person
    with pytest.raises(NobodyToAct):
        owner.command_headers(MACHINE, "k")
