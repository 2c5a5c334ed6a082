"""Files of demands and of old cases, read and judged as the command line does, and kept whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.imports.columns import columns_of
from services.imports.demands import Field
from services.imports.intake_file import (
    IntakeFile,
    Rejected,
    how_to_read,
    surveyed,
    understood,
)
from services.imports.rows import Reading
from services.imports.sheets import read_sheet
from services.trials.file_backtest import OldCases, Sums, judged
from services.trials.verdicts import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedFile:
    """Every row of a file: judged, or rejected with its reason; and the sums of the judged."""

    verdicts: tuple[Verdict, ...]
    rejected: tuple[Rejected, ...]
    sums: Sums


def read_intake(
    path: Path,
    reading: Reading,
    named: Mapping[Field, str] | None = None,
    limit: int | None = None,
) -> IntakeFile:
    """Read a file of demands, or its first `limit` rows; raises UnreadableSheet, BadColumns."""
    sheet = read_sheet(path, how_to_read(reading.words, named or {}))
    columns = columns_of(sheet, named or {}, reading.needed, reading.words)
    return understood(sheet, columns, surveyed(sheet, columns, reading), limit)


def judge_all(cases: OldCases) -> JudgedFile:
    """Judge every row of a file."""
    sums = Sums()
    verdicts = tuple(judged(cases, sums))
    return JudgedFile(verdicts=verdicts, rejected=tuple(sums.rejected), sums=sums)
