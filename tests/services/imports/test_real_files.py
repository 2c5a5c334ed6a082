"""Real messages of citizens, where they lie beside the project: every row is accounted for."""

import pytest

from services.imports.intake_file import IntakeFile
from services.imports.rows import Reading
from tests.domain.case import CITY
from tests.services.imports.whole_files import read_intake
from tests.shared_data import shared


def real(name: str) -> IntakeFile:
    return read_intake(shared(f"data/{name}"), Reading(zone=CITY))


@pytest.mark.parametrize(
    ("name", "rows"), [("tipdm2020_c_sheet_4.xlsx", 2_816), ("tipdm2020_c_sheet_3.xlsx", 4_326)]
)
def test_every_message_becomes_a_demand_with_its_time(name: str, rows: int) -> None:
    file = real(name)

    assert (file.read, len(file.demands), file.rejected) == (rows, rows, ())
    assert all(demand.opened and 2010 < demand.opened.year <= 2020 for demand in file.demands)


def test_blank_rows_are_no_rows_and_one_number_stands_for_two_messages() -> None:
    file = real("tipdm2020_c_sample_e2.xlsx")

    assert (file.read, len(file.demands)) == (495, 494)
    assert [row.row for row in file.rejected] == [312]
    assert len({demand.category for demand in file.demands}) == 7
