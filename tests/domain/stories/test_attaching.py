"""A photo of the caller's comes to the demand; whoever works on the matter shows what was done."""

import pytest

from domain.chapters.handling.commands import AddEvidence, AddFile
from domain.chapters.handling.terms import FileForm
from domain.chapters.together.commands import SetHosts
from tests.domain.case import Case

DIGEST = "5e" * 32
PHOTO = AddFile(attachment="a-1", form=FileForm.JPEG, size=70_000, digest=DIGEST)
DONE = AddEvidence(attachment="a-2", form=FileForm.PDF, size=900, digest=DIGEST)


@pytest.mark.rule("T:T41")
def test_what_the_caller_shows_stands_on_record_and_resets_no_clock() -> None:
    case = Case().dispatched()
    before = case.order.clocks
    case.at("03-02 11:00").by("seat_agent").does(PHOTO, "file_name")
    added = case.last("FileAdded").content
    assert (added.attachment, added.form, added.digest) == ("a-1", FileForm.JPEG, DIGEST)
    assert case.order.clocks == before


@pytest.mark.rule("T:T29")
def test_only_who_works_on_the_matter_shows_what_was_done() -> None:
    case = Case().dispatched()
    case.by("dispatcher").does(SetHosts(host="water", co_hosts=("parks",)), "decision")
    case.by("unit_officer").does(DONE, "file_name")
    assert case.last("EvidenceAdded").content.unit == "water"
    case.by("unit_officer", of="parks").does(DONE, "file_name")
    assert case.last("EvidenceAdded").content.unit == "parks"
    assert case.by("unit_officer", of="roads").refused(DONE) == "not_your_order"


@pytest.mark.rule("T:T29", "T:T41")
def test_what_was_never_sent_in_or_bears_no_name_is_attached_to_nothing() -> None:
    case = Case().dispatched()
    assert case.by("unit_clerk").refused(DONE) == "text_missing"
    assert case.refused(AddEvidence(attachment="a-9"), "file_name") == "nothing_sent_in"
    case.by("seat_agent")
    assert case.refused(AddFile(attachment="a-9"), "file_name") == "nothing_sent_in"
