"""Lists of the petition office and the 110 line: each row becomes a case or tells its reason."""

from pathlib import Path

import pytest

from services.register.other_registers import BadList, read_list
from store.register.other_registers import OtherCase
from store.vault.blind_index import KEY_BYTES, IndexKey
from tests.services.assessment.books import book, text_file

KEY = IndexKey(secret=bytes(range(KEY_BYTES)))
HEADER = "source,external_id,phone,state\n"


def test_a_case_is_read_with_the_digest_of_its_caller(tmp_path: Path) -> None:
    file = text_file(tmp_path / "list.csv", f"{HEADER}petition,信2026-1,+86 138-0000-1234,已受理\n")
    found = read_list(file, KEY)
    (entry,) = found.entries
    assert entry.case == OtherCase(source="petition", external_id="信2026-1", state="已受理")
    assert (entry.digest,) == KEY.phone_digests("13800001234")
    assert found.rejected == ()


def test_a_spreadsheet_is_read_alike(tmp_path: Path) -> None:
    rows = (("State", "Phone", "External_ID", "Source"), ("出警中", 13800001234, 77, 110))
    (entry,) = read_list(book(tmp_path / "list.xlsx", *rows), KEY).entries
    assert entry.case == OtherCase(source="110", external_id="77", state="出警中")
    assert (entry.digest,) == KEY.phone_digests("13800001234")


def test_of_one_case_the_last_row_counts(tmp_path: Path) -> None:
    rows = "110,7,13800001234,出警中\n110,7,13900001234,已处置\n"
    (entry,) = read_list(text_file(tmp_path / "list.csv", HEADER + rows), KEY).entries
    assert entry.case.state == "已处置"
    assert (entry.digest,) == KEY.phone_digests("13900001234")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("court,1,13800001234,已受理", "source: is none of petition, 110"),
        ("petition,,13800001234,已受理", "external_id: is empty"),
        ("petition,1,13800001234," + "长" * 65, "state: is empty, longer than 64"),
        ("petition,1,不详,已受理", "phone: is no telephone number"),
        ("petition,1", "state: is empty"),
    ],
)
def test_a_row_that_is_no_case_tells_why(tmp_path: Path, row: str, reason: str) -> None:
    found = read_list(text_file(tmp_path / "list.csv", f"{HEADER}{row}\n"), KEY)
    assert found.entries == ()
    ((number, told),) = found.rejected
    assert number == 2
    assert told.startswith(reason)


def test_a_file_without_its_columns_is_no_list(tmp_path: Path) -> None:
    file = text_file(tmp_path / "list.csv", "source,phone\n110,13800001234\n")
    with pytest.raises(BadList, match="no column external_id, state"):
        read_list(file, KEY)
